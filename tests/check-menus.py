#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No letter chooses two items of one menu, in any language: menus of .ui files, and those that a C function appends."""
import ast
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

from cases import case, end

root = pathlib.Path(sys.argv[1])
# Functions whose items stand in one menu.
TOGETHER = {"dect-canvas-menu.c": ["make_model", "make_clip_section"]}


def menus_of_ui():
    for path in sorted((root / "src/ui").rglob("*.ui")):
        for menu in ElementTree.parse(path).iter("menu"):
            # Of a submenu the letters are its own: only items below sections of this menu count.
            items = [*menu.findall("item"), *menu.findall("section/item")]
            yield f"{path.name}:{menu.get('id')}", [[attribute.text for attribute in item.findall("attribute")
                                                     if attribute.get("name") == "label"] for item in items]


def functions_of(text):
    """Name and body of each function, by the house style: its name begins a line, its brace another."""
    for match in re.finditer(r"^(\w+) \([^;{]*?\)\n\{\n(.*?)^\}", text, re.M | re.S):
        yield match.group(1), match.group(2)


def items_of(body):
    """The words of each item; alternatives of one statement are never shown together."""
    for match in re.finditer(r"g_menu_append(?:_submenu|_section)? \((.*?)\);|g_menu_item_new \((.*?)\);|\{ N_\((.*?)\), \"", body, re.S):
        words = [ast.literal_eval(word) for word in re.findall(r'"[^"]*_[^"]*"', "".join(filter(None, match.groups()))) if "." not in word[1:-1].replace("…", "")]
        if words:
            yield words


def menus_of_c():
    for path in sorted((root / "src/ui").rglob("*.c")):
        menus = {}
        for name, body in functions_of(path.read_text(encoding="utf-8")):
            if "g_menu_new" in body:
                together = TOGETHER.get(path.name, [])
                menus.setdefault(together[0] if name in together else name, []).extend(items_of(body))
        for name, items in menus.items():
            yield f"{path.name}:{name}", items


def translations(path):
    """msgid to msgstr, without plurals and fuzzy ones."""
    found = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if "#, fuzzy" in block or "msgid_plural" in block:
            continue
        parts = re.findall(r'^(msgid|msgstr) ((?:"[^\n]*"\n?)+)', block, re.M)
        words = {name: "".join(ast.literal_eval(line) for line in text.split("\n") if line) for name, text in parts}
        if words.get("msgid") and words.get("msgstr"):
            found[words["msgid"]] = words["msgstr"]
    return found


def letter(label):
    match = re.search(r"_(\w)", label.replace("__", ""))
    return match.group(1).lower() if match else None


def doubled(items, translated):
    """Letters of more than one item, with the items; what is not translated is left out but in English."""
    by_letter = {}
    for words in items:
        labels = [label if translated is None else translated.get(label) for label in words]
        for key in {letter(label) for label in labels if label} - {None}:
            by_letter.setdefault(key, []).append(next(label for label in labels if label and letter(label) == key))
    return {key: labels for key, labels in by_letter.items() if len(labels) > 1}


menus = [*menus_of_ui(), *menus_of_c()]
languages = {"en": None, **{path.stem: translations(path) for path in sorted((root / "po").glob("*.po"))}}
problems = [f"{language}, {name}: “{key}” chooses {', '.join(labels)}"
            for name, items in menus for language, translated in languages.items()
            for key, labels in doubled(items, translated).items()]
if len(menus) < 6 or not any(items for name, items in menus if name.endswith("make_model")):
    problems.append(f"only these menus were found: {[name for name, items in menus]}")

case("/menus", problems)
end()
