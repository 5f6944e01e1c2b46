# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines and branches of src/core that the tests went through, by folder: coverage.py BUILD [GOAL PERCENT]. Ends with 1 below the goal."""
import collections
import json
import subprocess
import sys

# What no test can take, since it is not ours to decide. Checks of GLib that end a program which breaks the rules of a function; functions
# that a macro makes whole; the NULL checks that cleanup macros have inside, where nothing is left to chance but memory.
MACROS = r"^\s*(g_return_(val_)?if_(fail|reached)|g_assert\w*|g_critical|g_error|G_(DEFINE|DECLARE)_\w+|DECT_DEFINE_\w+|g_clear_\w+) ?\("
FOLDERS = "src/core/"


def measure(build):
    result = subprocess.run(["gcovr", "--root", ".", "--object-directory", build, "--filter", FOLDERS, "--gcov-ignore-parse-errors",
                             "--exclude-throw-branches", "--exclude-unreachable-branches", "--exclude-branches-by-pattern", MACROS,
                             "--json-summary", "-", build], capture_output=True, text=True)
    if result.returncode:
        sys.exit(result.stderr)
    return json.loads(result.stdout)["files"]


def percent(covered, total):
    return 100 * covered / total if total else 100.0


def main():
    build, goal = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 0
    folders = collections.defaultdict(lambda: [0, 0, 0, 0])
    files = measure(build)
    for file in files:
        folder = file["filename"].removeprefix(FOLDERS).rpartition("/")[0]
        for name in (folder, "all of src/core"):
            for place, key in enumerate(("line_covered", "line_total", "branch_covered", "branch_total")):
                folders[name][place] += file[key]
    print(f"{'folder':16} {'lines':>24} {'branches':>26}")
    for name, (lines, all_lines, branches, all_branches) in sorted(folders.items(), key=lambda item: item[0] == "all of src/core"):
        print(f"{name:16} {lines:8} of {all_lines:6} {percent(lines, all_lines):5.1f} % {branches:8} of {all_branches:6} "
              f"{percent(branches, all_branches):5.1f} %")
    print("\nFiles with the most branches that no test took:")
    for file in sorted(files, key=lambda file: file["branch_covered"] - file["branch_total"])[:12]:
        print(f"  {file['branch_total'] - file['branch_covered']:4} of {file['branch_total']:4}  {file['filename']}")
    lines, all_lines = folders["all of src/core"][:2]
    return percent(lines, all_lines) < goal


if __name__ == "__main__":
    sys.exit(main())
