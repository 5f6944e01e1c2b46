#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help has the same pages, headings and links in every language, explains every check, and needs no network.

usage: check-help.py SOURCE-ROOT HANDOVERCTL"""
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from cases import case, end

root = pathlib.Path(sys.argv[1]).resolve()
folder = root / "data/help"
languages = sorted(path.name for path in folder.iterdir() if (path / "index.html").exists())
XHTML = "{http://www.w3.org/1999/xhtml}"
# What the help window of the program can show (src/ui/dect-help-reader.c).
SHOWN = {"html", "head", "title", "link", "body", "h1", "h2", "h3", "p", "ul", "ol", "li", "table", "tr", "th", "td", "code", "kbd", "b",
         "i", "a", "img"}


def read(path):
    tree = ElementTree.parse(path).getroot()
    for element in tree.iter():
        element.tag = element.tag.removeprefix(XHTML)
    return tree


RULE = re.compile(r'^  (ERROR|WARNING) \("([a-z0-9-]+)"', re.M)
rules = {severity.lower() + "s": [rule for kind, rule in RULE.findall((root / "src/core/check/dect-check-rules.c").read_text()) if kind == severity]
         for severity in ("ERROR", "WARNING")}


def explained(page, rules):
    """What is missing of a heading with the id, what it is and why, what to do, and the source, for each rule in its place."""
    problems, body = [], list(page.find("body"))
    starts = [i for i, element in enumerate(body) if element.tag in ("h2", "h3")] + [len(body)]
    section, entries = None, {}
    for start, end in zip(starts, starts[1:]):
        element, texts = body[start], body[start + 1:end]
        if element.tag == "h2":
            section = element.get("id")
            entries[section] = []
            continue
        rule = element.get("id")
        entries[section].append(rule)
        code = element.find("code")
        if code is None or code.text != rule:
            problems.append(f"{rule}: the heading does not end with its id")
        shape = [(text.tag, text.get("class"), text.find("b") is not None) for text in texts]
        if shape != [("p", None, False), ("p", None, True), ("p", "source", False)]:
            problems.append(f"{rule}: not what and why, what to do, source")
        problems += [f"{rule}: says nothing" for text in texts if len("".join(text.itertext()).split()) < 2]
    for section, wanted in rules.items():
        problems += [f"{rule} is not among the {section}" for rule in wanted if rule not in entries.get(section, [])]
        problems += [f"{rule}: there is no such rule" for rule in entries.get(section, []) if rule not in wanted]
    return problems + ([] if sum(map(len, rules.values())) > 30 else ["the rules were not found in the source"])


pages = {language: {path.name: read(path) for path in sorted((folder / language).glob("*.html"))} for language in languages}
first = pages["en"]
case("/help/languages", [] if {"de", "en"} <= set(languages) else [f"only {languages}"])
for language, found in pages.items():
    shape = lambda tree: [(element.tag, element.get("id")) for element in tree.iter() if element.tag in ("h1", "h2", "h3", "li", "tr")]
    case(f"/help/{language}/same-pages", sorted(set(found) ^ set(first)))
    case(f"/help/{language}/same-headings", [name for name in found if name in first and shape(found[name]) != shape(first[name])])
    case(f"/help/{language}/known-elements", [f"{name}: <{element.tag}>" for name, tree in found.items() for element in tree.iter()
                                             if element.tag not in SHOWN])
    anchors = {name: {element.get("id") for element in tree.iter()} for name, tree in found.items()}
    broken = []
    for name, tree in found.items():
        for element in tree.iter():
            target = element.get("href") or element.get("src")
            if target is None:
                continue
            page, _, anchor = target.partition("#")
            # Pictures of the window are made elsewhere in the tree, in each language, and installed beside the pages.
            place = folder / language if not page.endswith(".png") else root / "data/screenshots" / ("" if language == "en" else language)
            if ":" in target or not (place / (page or name)).resolve().is_file():
                broken.append(f"{name}: {target}")
            elif anchor and anchor not in anchors.get(page or name, set()):
                broken.append(f"{name}: {target}")
    case(f"/help/{language}/links", broken)
    case(f"/help/{language}/pictures-have-words", [f"{name}: {element.get('src')}" for name, tree in found.items()
                                                  for element in tree.iter("img") if not element.get("alt")])
    case(f"/help/{language}/every-check", explained(found["checks.html"], rules))
    reached, todo = set(), ["index.html"]
    while todo:
        name = todo.pop()
        if name not in reached and name in found:
            reached.add(name)
            todo += [element.get("href").partition("#")[0] for element in found[name].iter("a")]
    case(f"/help/{language}/every-page-reached", sorted(set(found) - reached))

# The columns that the help names are those that are written; the secrets of handsets are read only.
with tempfile.TemporaryDirectory() as exported:
    site = f"{exported}/site.handover"
    subprocess.run([sys.argv[2], "new", site, "--sample"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.argv[2], "export", "csv", site, "-o", exported], check=True, stdout=subprocess.DEVNULL)
    wanted = {path.stem: path.read_text(encoding="utf-8-sig").splitlines()[0].split(",") for path in pathlib.Path(exported).glob("*.csv")}
wanted["handsets"] += ["ac", "sip_password"]
for language, found in pages.items():
    rows = {row[0].text: row[1][0].text.split(", ") for row in found["formats.html"].iter("tr") if row[0].tag == "td"}
    case(f"/help/{language}/csv-columns", [f"{name}: {' '.join(sorted(set(wanted.get(name, [])) ^ set(rows.get(name, []))))}"
                                           for name in sorted(set(wanted) | set(rows)) if wanted.get(name) != rows.get(name)])

end()
