#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the man page of handoverctl from its own help, so that the two never differ.

usage: make-handoverctl.py HANDOVERCTL"""
import os
import re
import subprocess
import sys


def roff(text):
    """Text as a roff line: backslashes, hyphens that must stay hyphens, and a dot or quote that would be a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in ".'" else text


def arguments(text):
    """Options and literal words bold, what a person fills in underlined: capitals."""
    out = []
    for word in re.split(r"([\s|\[\]]+|\.\.\.)", text):
        if re.fullmatch(r"[A-Z][A-Z0-9=,]*", word):
            out.append(f"\\fI{roff(word)}\\fR")
        elif word.startswith("-"):
            out.append(f"\\fB{roff(word)}\\fR")
        else:
            out.append(roff(word))
    return "".join(out)


text = subprocess.run([sys.argv[1], "help"], check=True, capture_output=True, encoding="utf-8",
                      env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}).stdout
lines = text.splitlines()
version = re.match(r"handoverctl (\S+):", lines[0])[1]
commands, exits = [], ""
for line in lines[1:]:
    if line.startswith("  handoverctl "):
        commands.append([line.strip().removeprefix("handoverctl "), []])
    elif line.startswith("      ") and commands:
        commands[-1][1].append(line.strip())
    elif line.startswith("Exit: "):
        exits = line.removeprefix("Exit: ").rstrip(".")

print(f""".\\" Made from handoverctl help; do not edit.
.TH HANDOVERCTL 1 "" "Handover {version}" "User commands"
.SH NAME
handoverctl \\- plan a SIP\\-DECT site from the command line
.SH SYNOPSIS
.B handoverctl
.I COMMAND
.RI [ ARGUMENT ]...
.SH DESCRIPTION
Does what the window of
.BR handover (1)
does, for scripts and machines without a display: reads and changes a site file, checks it, writes the import files of the
OMM and the sheets, and talks to the PBX.
Results go to standard output, errors to standard error as one line that says what, where and what to do.
.SH COMMANDS""")
for usage, words in commands:
    name = re.match(r"[a-z -]*[a-z]", usage)[0].split(" -")[0]
    print(f".TP\n.B {roff(name)}\\fR{arguments(usage[len(name):])}")
    print(roff(" ".join(words)))
print(".SH EXIT STATUS")
for item in re.split(r", (?=\d )", exits):
    number, meaning = item.split(" ", 1)
    print(f".TP\n.B {number}\n{roff(meaning)}")
print(""".SH ENVIRONMENT
.TP
.B HANDOVER_PBX_PASSWORD
password of the user “moby” of the embedded PBX
.TP
.BR LANGUAGE ", " LC_ALL
language of the messages: English or German
.SH FILES
.TP
.I ~/.config/handover/
data files that override the shipped ones: base station models, materials, layouts of the import files
.TP
.I ~/.config/handover/profiles/
connection profiles
.SH SEE ALSO
.BR handover (1)""")
