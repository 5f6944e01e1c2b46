#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The built programs carry the hardening that meson.build asks for, and no source starts a shell.

usage: check-hardening.py SOURCE-ROOT yes|no PROGRAM...   (yes: _FORTIFY_SOURCE was asked for)"""
import pathlib
import re
import subprocess
import sys

from cases import case, end

root, fortified, programs = pathlib.Path(sys.argv[1]), sys.argv[2] == "yes", sys.argv[3:]


def readelf(program, *options):
    return subprocess.run(["readelf", "--wide", *options, program], check=True, capture_output=True, text=True).stdout


for program in programs:
    name = pathlib.Path(program).name
    header, segments = readelf(program, "--file-header"), readelf(program, "--program-headers")
    dynamic, symbols = readelf(program, "--dynamic"), readelf(program, "--dyn-syms")
    case(f"/hardening/{name}/position-independent", [] if re.search(r"Type:\s+DYN", header) else ["not built as PIE"])
    case(f"/hardening/{name}/relro", [] if "GNU_RELRO" in segments else ["no RELRO segment"])
    case(f"/hardening/{name}/bind-now", [] if re.search(r"FLAGS.*(BIND_NOW|NOW)", dynamic) else ["symbols are bound late"])
    stack = re.search(r"GNU_STACK.*?(R[ W][ E])\s", segments)
    case(f"/hardening/{name}/no-executable-stack", [] if stack and "E" not in stack[1] else ["the stack is executable"])
    case(f"/hardening/{name}/stack-protector", [] if "__stack_chk_fail" in symbols else ["no function checks its stack"])
    if fortified:
        case(f"/hardening/{name}/fortified", [] if re.search(r"__\w+_chk@", symbols) else ["no checked library calls"])

# A word of a shell in a file name must never be run; programs are started by argument lists.
SHELL = re.compile(r"\b(system|popen|wordexp|g_spawn_command_line_\w+|execlp?)\s*\(")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
case("/hardening/no-shell", [f"{path.relative_to(root)}: {match[0]}" for path in sorted((root / "src").rglob("*.[ch]"))
                             for match in SHELL.finditer(COMMENT.sub("", path.read_text(encoding="utf-8")))])
end()
