#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help names each limit of what is read, with its number; a test tries each.

usage: check-limits.py SOURCE-ROOT"""
import ast
import pathlib
import re
import sys

from cases import case, end

root = pathlib.Path(sys.argv[1])
# Tried by other tests than tests/core/test-limits.c: too large for it, or the other side's.
ELSEWHERE = {
    "site-file": ("DECT_STORE_MAX_FILE_BYTES", "test-store-save.c", "DECT_STORE_MAX_FILE_BYTES"),
    "boot-file": ("DECT_BOOT_MAX_BYTES", "test-dhcp-boot.c", "DECT_BOOT_MAX_BYTES + 1"),
    "boot-line": ("DECT_BOOT_MAX_LINE", "test-dhcp-boot.c", "DECT_BOOT_MAX_LINE + more"),
    "pbx-body": ("DECT_PBX_MAX_BODY", "test-pbx-server.c", "413"),
}
UNITS = {"MB": 1024 * 1024, "kB": 1024}


def value(node):
    if isinstance(node, ast.BinOp):
        left, right = value(node.left), value(node.right)
        return left * right if isinstance(node.op, ast.Mult) else left << right
    return node.value


constants = {}
for header in (root / "src/core").rglob("*.h"):
    for name, text in re.findall(r"#define (DECT_\w+) +(\(?[\d.][^/\n]*|0x\w+|\(\d[^/\n]*\))", header.read_text(encoding="utf-8")):
        number = re.sub(r"\b(\d[\d.]*)[uUlL]+\b", r"\1", text.strip())
        try:
            constants[name] = int(value(ast.parse(number, mode="eval").body))
        except (SyntaxError, AttributeError, TypeError):
            continue

source = (root / "tests/core/test-limits.c").read_text(encoding="utf-8")
tried = {name: constant for name, constant in re.findall(r'\{ "([a-z-]+)", (?:\(gsize\) )?(DECT_\w+),', source)}
case("/limits/elsewhere", [f"{test} does not try {name}" for name, (_, test, word) in ELSEWHERE.items()
                           if word not in (root / "tests/core" / test).read_text(encoding="utf-8")])
limits = tried | {name: entry[0] for name, entry in ELSEWHERE.items()}
case("/limits/found", [f"{constant} is no number" for constant in limits.values() if constant not in constants]
     + ([] if len(tried) > 25 else [f"only {len(tried)} limits in the test"]))
for page in sorted((root / "data/help").glob("*/limits.html")):
    rows = re.findall(r'<tr id="([a-z-]+)">.*?</td><td>(\d+)\W?(\w*)</td></tr>', page.read_text(encoding="utf-8"), re.S)
    shown = {name: int(number) * UNITS.get(unit, 1) for name, number, unit in rows}
    case(f"/limits/{page.parent.name}", [f"{name}: {shown.get(name)} in the help, {constants.get(limits.get(name))} in the program"
                                         for name in sorted(set(shown) | set(limits))
                                         if name not in shown or name not in limits or shown[name] != constants[limits[name]]])
end()
