#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases in meson's testlog.json: every TAP line of a program, or the program where it writes none.

Prints "PASSED FAILED SKIPPED"."""
import json
import re
import sys

passed = failed = skipped = 0
for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
    test = json.loads(line)
    good = bad = left = 0
    for row in test.get("stdout", "").splitlines():
        if re.match(r"not ok\b", row):
            bad += 1
        elif re.match(r"ok\b", row):
            if re.search(r"# *SKIP\b", row, re.IGNORECASE):
                left += 1
            else:
                good += 1
    if test["result"] in ("OK", "EXPECTEDFAIL"):
        good = max(good, 0 if left else 1)
    elif test["result"] == "SKIP":
        left = max(left, 1)
    elif bad == 0:
        bad = 1
    passed += good
    failed += bad
    skipped += left
print(passed, failed, skipped)
