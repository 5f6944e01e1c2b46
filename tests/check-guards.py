#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Public functions of the core look at the pointers they are given, by g_return_if_fail() or because NULL means something.

usage: check-guards.py SOURCE-ROOT"""
import pathlib
import re
import sys

from cases import case, end

root = pathlib.Path(sys.argv[1]) / "src/core"
# Called for every cell, wall or line of a page by what has looked at its arguments before.
INNER = {"radio", "sheet"}
# The same, by name; and those whose first call looks, or that have the value from where it was looked at.
EXCEPTIONS = {
    "dect_transform_invert", "dect_transform_compose", "dect_segment_foot", "dect_segment_along", "dect_segment_at",
    "dect_wall_carry", "dect_wall_place_opening",  # for each point of a drawing that is dragged
    "dect_step_states_replay",  # dect_log_entry_get_event()
}
DECLARATION = re.compile(r"^(?!typedef|static|#)[A-Za-z_][\w \*]*?[\s\*](dect_\w+)\s*\(([^;{}]*?)\)\s*(?:G_GNUC\w+(?:\s*\([^)]*\))?\s*)*;",
                         re.M | re.S)
GUARD = re.compile(r"\bg_return_(val_)?if_fail|\bg_assert")
# free (NULL) is nothing; the rest take what their own constructors gave.
ENDS = re.compile(r"_(free|unref|ref|clear|close|wipe)$")


def wanted(parameter, documentation):
    """Whether a function must look at this parameter: a pointer in, which may not be NULL."""
    name = re.search(r"(\w+)(\[\])?$", parameter)
    return ("*" in parameter and name and not re.search(r"GError|GCancellable|user_data|GAsyncResult|guint +\*n_", parameter)
            and not re.search(rf"@{name[1]}:[^@]*?\((nullable|out|optional|inout)", documentation))


def body_of(name, sources):
    for source in sources:
        match = re.search(rf"^{name} \([^;{{]*?\)\n{{\n(.*?)^}}", source, re.M | re.S)
        if match:
            return match[1]
    return None


def hands_on(body):
    """One statement: the function that it calls does the looking."""
    return body.count(";") <= 1


seen = guarded = 0
missing = []
for header in sorted(root.rglob("*.h")):
    if header.name.endswith("-private.h") or header.parent.name in INNER:
        continue
    text = header.read_text(encoding="utf-8")
    sources = [path.read_text(encoding="utf-8") for path in header.parent.rglob("*.c")]
    for match in DECLARATION.finditer(re.sub(r"/\*.*?\*/", lambda comment: " " * len(comment[0]), text, flags=re.S)):
        name, parameters = match[1], match[2].split(",")
        comments = re.findall(r"/\*\*.*?\*/", text[:match.start()], re.S)
        documentation = comments[-1] if comments else ""
        if name in EXCEPTIONS or ENDS.search(name) or not any(wanted(parameter.strip(), documentation) for parameter in parameters):
            continue
        body = body_of(name, sources)
        if body is None or hands_on(body):
            continue
        seen += 1
        if GUARD.search(body) or re.search(r"\b(\w+) [!=]= NULL|g_strcmp0 \(", body):
            guarded += 1
        else:
            missing.append(f"{header.relative_to(root)}: {name}")
case("/guards/public-functions", missing)
case("/guards/many", [] if guarded > 400 else [f"only {guarded} functions found"])
end()
