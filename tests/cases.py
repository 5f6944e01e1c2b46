# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cases of a check as TAP: what is wrong is a list, and an empty one is right."""
import sys

count = failed = 0


def case(name, problems):
    """A case with the lines that say what is wrong."""
    global count, failed
    count += 1
    failed += bool(problems)
    print("not ok" if problems else "ok", count, name)
    for problem in problems:
        print("#", str(problem).replace("\n", "\\n"))


def skip(name, why):
    """A case that this machine cannot try."""
    global count
    count += 1
    print(f"ok {count} {name} # SKIP {why}")


def end():
    """Leaves the program; not in good order where a case failed."""
    print(f"1..{count}")
    sys.exit(failed > 0)
