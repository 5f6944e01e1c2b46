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

KEYWORDS = ["--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=ngettext:1,2",
            "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3"]
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


# Names in data files that the program shows; they stand in tables of the source, where xgettext finds them.
DATA_NAMES = [
    ("data/radio/materials.json", "materials", lambda record: [record["name"]]),
    ("data/radio/environments.json", "environments", lambda record: [record["name"]]),
    ("data/dhcp/boot.json", "options", dhcp_words),
    ("data/dhcp/boot.json", "sub_options", dhcp_words),
]
# Marks a language opens and closes a quotation with, and those it does not use.
QUOTES = {"de": ("„", "“", "[\"”«»]")}

root = pathlib.Path(sys.argv[1]).resolve()


def tool(*command):
    return subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8").stdout


def unquote(lines):
    return "".join(re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), quoted)
                   for line in lines for quoted in re.findall(r'"((?:[^"\\]|\\.)*)"', line))


class Entry:
    """An entry of a PO file."""

    def __init__(self, lines):
        self.comments = [line for line in lines if line.startswith("#")]
        fields, current = {}, []
        for line in lines:
            match = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (".*)', line)
            if match:
                current = fields.setdefault(match[1], [])
                current.append(match[2])
            elif line.startswith('"'):
                current.append(line)
        self.originals = [unquote(quoted) for name, quoted in fields.items() if name.startswith("msgid")]
        self.translations = [unquote(quoted) for name, quoted in fields.items() if name.startswith("msgstr")]

    def is_complete(self):
        return all(self.translations) and not any(line.startswith("#, ") and "fuzzy" in line for line in self.comments)

    def differences(self, language):
        """What a translation has to keep of the original, and the marks of its own language."""
        in_window = any("src/ui/" in line for line in self.comments if line.startswith("#:"))
        for text in filter(None, self.translations):
            if ends(text) != ends(self.originals[0]):
                yield f"white space or ellipsis at an end: {text}"
            if in_window and text.count("_") != self.originals[0].count("_"):
                yield f"mnemonic: {text}"
            if language in QUOTES and (re.search(QUOTES[language][2], text)
                                       or text.count(QUOTES[language][0]) != text.count(QUOTES[language][1])):
                yield f"quotes: {text}"


def ends(text):
    return re.match(r"\s*", text)[0], re.search(r"\s*$", text)[0], text.rstrip().endswith("…")


def read_po(path):
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    found = [Entry([line for line in block.split("\n") if not line.startswith("#~")]) for block in blocks]
    return [entry for entry in found if entry.originals and entry.originals[0]]


listed = [line for line in (root / "po/POTFILES.in").read_text().splitlines() if line and not line.startswith("#")]
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
case("/po/potfiles-complete", [f"missing: {name}" for name in sorted(marked - set(listed))]
     + [f"has no text: {name}" for name in sorted(set(listed) - marked)])
case("/po/potfiles-sorted", [] if listed == sorted(listed) else ["sort po/POTFILES.in"])
case("/po/no-macro-inside-a-text", broken)

with tempfile.TemporaryDirectory() as folder:
    pot = pathlib.Path(folder) / "handover.pot"
    (pathlib.Path(folder) / "files").write_text("\n".join(name for name in listed if (root / name).exists()))
    tool("xgettext", "--from-code=UTF-8", *KEYWORDS, "--add-comments=Translators:", "-f", f"{folder}/files", "-o", str(pot))
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
        tool("msgmerge", "--quiet", "--no-fuzzy-matching", "-o", str(merged), str(root / f"po/{language}.po"), str(pot))
        found = read_po(merged)
        case(f"/po/{language}/complete", [entry.originals[0] for entry in found if not entry.is_complete()])
        case(f"/po/{language}/marks", [problem for entry in found for problem in entry.differences(language)])
        checked = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(merged)], capture_output=True, text=True)
        case(f"/po/{language}/msgfmt", checked.stderr.splitlines() if checked.returncode else [])

end()
