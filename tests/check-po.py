#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""POTFILES.in lists every file with text for people, and no language has an untranslated or fuzzy one."""
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
results = []


def case(name, problems):
    results.append(not problems)
    print(("ok" if not problems else "not ok"), len(results), name)
    for problem in problems:
        print("#", problem)


listed = [line for line in (root / "po/POTFILES.in").read_text().splitlines() if line and not line.startswith("#")]
marked = set()
for path in list((root / "src").rglob("*.[ch]")) + list((root / "src").rglob("*.ui")) + list((root / "data").rglob("*.desktop.in")):
    text = path.read_text(encoding="utf-8")
    pattern = r'translatable="(yes|true)"' if path.suffix == ".ui" else r'\b(_|N_|C_|NC_|ngettext|g_dngettext|dngettext|g_dpgettext2) \('
    if path.suffix == ".in" or re.search(pattern, text) or re.search(r"\bN_\(", text):
        marked.add(str(path.relative_to(root)))
case("/po/potfiles-complete", [f"missing: {name}" for name in sorted(marked - set(listed))]
     + [f"has no text: {name}" for name in sorted(set(listed) - marked)])
case("/po/potfiles-sorted", [] if listed == sorted(listed) else ["sort po/POTFILES.in"])

with tempfile.TemporaryDirectory() as folder:
    pot = pathlib.Path(folder) / "handover.pot"
    subprocess.run(["xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
                    "--add-comments=Translators:", "-f", "po/POTFILES.in", "-o", str(pot)], cwd=root, check=True,
                   stderr=subprocess.DEVNULL)
    for language in (root / "po/LINGUAS").read_text().split():
        merged = pathlib.Path(folder) / f"{language}.po"
        subprocess.run(["msgmerge", "--quiet", "-o", str(merged), str(root / f"po/{language}.po"), str(pot)], check=True)
        for what, option in (("untranslated", "--untranslated"), ("fuzzy", "--only-fuzzy")):
            found = subprocess.run(["msgattrib", "--no-obsolete", option, str(merged)], capture_output=True, text=True, check=True).stdout
            texts = re.findall(r'^msgid (.+(?:\n".*)*)', found, re.M)
            case(f"/po/{language}/{what}", [text.replace("\n", " ") for text in texts if text != '""'])
        checked = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(merged)], capture_output=True, text=True)
        case(f"/po/{language}/format", checked.stderr.splitlines() if checked.returncode else [])

print(f"1..{len(results)}")
sys.exit(not all(results))
