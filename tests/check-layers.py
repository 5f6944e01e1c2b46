#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wall between the layers: a folder of src/core includes only folders above it, and nothing below src/ui knows GTK."""
import pathlib
import re
import sys

from cases import case, end

LAYERS = ["model", "plan", "store", "radio", "chain", "omm", "dhcp", "check", "pbx", "sheet"]
root = pathlib.Path(sys.argv[1]) / "src"
problems = []

for path in sorted(root.rglob("*.[ch]")):
    parts = path.relative_to(root).parts
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*[<"]([^">]+)', line)
        if not match:
            continue
        target = match.group(1)
        where = f"{path.relative_to(root.parent)}:{number}"
        if parts[0] != "ui" and re.match(r"(gtk|adwaita|gdk/|gsk)", target):
            problems.append(f"{where}: {target} below src/ui")
        folder = target.split("/")[0]
        if parts[0] == "core" and folder in LAYERS and LAYERS.index(folder) > LAYERS.index(parts[1]):
            problems.append(f"{where}: {parts[1]} may not include {target}")

case("/layers", problems)
end()
