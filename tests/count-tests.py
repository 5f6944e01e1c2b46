#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases in meson's testlog.json: every TAP line of a program, or the program where it writes none.

Prints "PASSED FAILED"."""
import json
import re
import sys

passed = failed = 0
for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
    test = json.loads(line)
    good = bad = 0
    for row in test.get("stdout", "").splitlines():
        if re.match(r"not ok\b", row):
            bad += 1
        elif re.match(r"ok\b", row) and "# SKIP" not in row:
            good += 1
    if test["result"] in ("OK", "EXPECTEDFAIL"):
        good = max(good, 1)
    elif test["result"] != "SKIP" and bad == 0:
        bad = 1
    passed += good
    failed += bad
print(passed, failed)
