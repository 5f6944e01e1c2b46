#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text for people can be translated, and every language is complete, in its own marks and accepted by msgfmt.

usage: check-po.py SOURCE-ROOT"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from cases import case, end
from catalogue import listed, make_pot, read_po, tool

MARKED = {
    ".c": r"\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s?\(\s*\"",
    ".h": r"\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s?\(\s*\"",
    ".ui": r'translatable="(yes|true|1)"',
}
# A macro ends the text for xgettext: what stands behind it would never be found in a catalogue.
BROKEN = re.compile(r'\b(?:_|N_)\s?\(\s*"(?:[^"\\]|\\.)*"\s*(?:[A-Z][A-Z0-9_]+|PRI\w+)')


def dhcp_words(record):
    """Its title; where it comes from is told only of what nobody verified."""
    return [record["title"]] + ([] if record["verified"] else [record["source"]])


# What the legend of the plan and the preferences show.
SHOWN_LIMITS = {"sync", "strong", "quality", "scale-top", "good", "design", "weak", "none", "sigma-walls"}


def limit_words(record):
    return [record["source"]] if record["id"] in SHOWN_LIMITS else []


# Names in data files that the program shows; they stand in tables of the source, where xgettext finds them.
DATA_NAMES = [
    ("data/radio/materials.json", "materials", lambda record: [record["name"]]),
    ("data/radio/environments.json", "environments", lambda record: [record["name"]]),
    ("data/radio/limits.json", "limits", limit_words),
    ("data/dhcp/boot.json", "options", dhcp_words),
    ("data/dhcp/boot.json", "sub_options", dhcp_words),
]
# Marks a language opens and closes a quotation with, and those it does not use.
QUOTES = {"de": ("„", "“", "[\"”«»]")}

root = pathlib.Path(sys.argv[1]).resolve()


def differences(entry, language):
    """What a translation has to keep of the original, and the marks of its own language."""
    in_window = any("src/ui/" in line for line in entry.comments if line.startswith("#:"))
    for text in filter(None, entry.translations):
        if ends(text) != ends(entry.originals[0]):
            yield f"white space, ellipsis or full stop at an end: {text}"
        if in_window and text.count("_") != entry.originals[0].count("_"):
            yield f"mnemonic: {text}"
        if language in QUOTES and (re.search(QUOTES[language][2], text)
                                   or text.count(QUOTES[language][0]) != text.count(QUOTES[language][1])):
            yield f"quotes: {text}"


def ends(text):
    """Blanks and the last mark; the full stop of a short word is that of an abbreviation."""
    mark = re.search(r"[.:,;?!…]?\s*$", text)[0]
    return re.match(r"\s*", text)[0], "" if re.fullmatch(r"\w{2,5}\.", text) else mark


def misnamed(entry, glossary):
    """Words that a language has another word for, and words it does not use."""
    original = re.sub(r"(?<=\w)_(?=\w)|(?<!\w)_(?=\w)", "", entry.originals[0])
    for translation in filter(None, entry.translations):
        text = translation.replace("_", "")
        if entry.originals[0] in glossary["apart"]:
            continue
        for term, word in glossary["terms"].items():
            if re.search(rf"(?<![\w-]){term}(?![\w-])", original, re.I) and not re.search(word, text, re.I):
                yield f"“{term}” is “{word}”: {translation}"
        for word, better in glossary["never"].items():
            if re.search(word, text, re.I):
                yield f"not “{word}” but “{better}”: {translation}"


names_listed = listed(root)
marked, broken = set(), []
for path in sorted((root / "src").rglob("*")):
    if path.suffix in MARKED:
        text = path.read_text(encoding="utf-8")
        name = str(path.relative_to(root))
        if re.search(MARKED[path.suffix], text):
            marked.add(name)
        broken += [f"{name}: {match[0]}" for match in BROKEN.finditer(text)]
for pattern in ("*.desktop.in", "*.metainfo.xml.in"):
    marked |= {str(path.relative_to(root)) for path in (root / "data").rglob(pattern)}
case("/po/potfiles-complete", [f"missing: {name}" for name in sorted(marked - set(names_listed))]
     + [f"has no text: {name}" for name in sorted(set(names_listed) - marked)])
case("/po/potfiles-sorted", [] if names_listed == sorted(names_listed) else ["sort po/POTFILES.in"])
case("/po/no-macro-inside-a-text", broken)

with tempfile.TemporaryDirectory() as folder:
    pot = make_pot(root, folder)
    known = {text for entry in read_po(pot) for text in entry.originals}
    names = [name for path, member, words in DATA_NAMES for record in json.loads((root / path).read_text())[member]
             for name in words(record)]
    for path in sorted((root / "data/pbx/profiles").glob("*.profile")):
        names += re.findall(r"^title=(.+)$", path.read_text(encoding="utf-8"), re.M)
    for path in sorted((root / "data/omm/layouts").glob("*.json")):
        layout = json.loads(path.read_text(encoding="utf-8"))
        names += [layout["title"], layout["source"]] + [entry["source"] for entry in layout["columns"] + layout["instructions"]]
    case("/po/names-of-data-files", [f"not in a table of the source: {name}" for name in names if name not in known])

    for language in (root / "po/LINGUAS").read_text().split():
        merged = pathlib.Path(folder) / f"{language}.po"
        tool(root, "msgmerge", "--quiet", "--no-fuzzy-matching", "-o", str(merged), str(root / f"po/{language}.po"), str(pot))
        found = read_po(merged)
        case(f"/po/{language}/complete", [entry.originals[0] for entry in found if not entry.is_complete()])
        case(f"/po/{language}/marks", [problem for entry in found for problem in differences(entry, language)])
        glossary = json.loads((root / f"po/{language}.glossary.json").read_text(encoding="utf-8"))
        case(f"/po/{language}/words", [problem for entry in found for problem in misnamed(entry, glossary)])
        case(f"/po/{language}/glossary", [f"no such text: {text}" for text in glossary["apart"] if text not in known])
        checked = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(merged)], capture_output=True, text=True)
        case(f"/po/{language}/msgfmt", checked.stderr.splitlines() if checked.returncode else [])

end()
