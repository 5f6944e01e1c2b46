# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines and branches of src/core that the tests went through, by folder: coverage.py BUILD [GOAL PERCENT]. Ends with 1 where either is below it."""
import collections
import json
import subprocess
import sys

# What no test can take, since it is not ours to decide; the goal is for the rest, and what is left out is printed with it.
LEFT_OUT = {
    r"g_return_(val_)?if_(fail|reached)|g_assert\w*|g_critical|g_error": "checks of GLib that end a program which breaks the rules of a function",
    r"G_(DEFINE|DECLARE)_\w+|DECT_DEFINE_\w+": "functions that a macro makes whole",
    r"g_clear_\w+": "the NULL checks inside of cleanup macros",
}
EXCLUSIONS = ["--exclude-throw-branches", "--exclude-unreachable-branches",
              "--exclude-branches-by-pattern", rf"^\s*({'|'.join(LEFT_OUT)}) ?\("]
FOLDERS = "src/core/"
TOTAL = "all of src/core"


def measure(build, exclusions):
    result = subprocess.run(["gcovr", "--root", ".", "--object-directory", build, "--filter", FOLDERS, "--gcov-ignore-parse-errors",
                             *exclusions, "--json-summary", "-", build], capture_output=True, text=True)
    if result.returncode:
        sys.exit(result.stderr)
    return json.loads(result.stdout)["files"]


def percent(covered, total):
    return 100 * covered / total if total else 100.0


def by_folder(files):
    """Lines taken, lines, branches taken, branches of each folder and of all."""
    folders = collections.defaultdict(lambda: [0, 0, 0, 0])
    for file in files:
        folder = file["filename"].removeprefix(FOLDERS).rpartition("/")[0]
        for name in (folder, TOTAL):
            for place, key in enumerate(("line_covered", "line_total", "branch_covered", "branch_total")):
                folders[name][place] += file[key]
    return folders


def main():
    build, goal = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 0
    files = measure(build, EXCLUSIONS)
    folders = by_folder(files)
    print(f"{'folder':16} {'lines':>24} {'branches':>26}")
    for name, (lines, all_lines, branches, all_branches) in sorted(folders.items(), key=lambda item: item[0] == TOTAL):
        print(f"{name:16} {lines:8} of {all_lines:6} {percent(lines, all_lines):5.1f} % {branches:8} of {all_branches:6} "
              f"{percent(branches, all_branches):5.1f} %")
    branches, all_branches = by_folder(measure(build, []))[TOTAL][2:]
    print(f"{'nothing left out':41} {branches:8} of {all_branches:6} {percent(branches, all_branches):5.1f} %")
    print("\nLeft out of the branches above it:")
    for pattern, why in LEFT_OUT.items():
        print(f"  {why} ({pattern})")
    print("\nFiles with the most branches that no test took:")
    for file in sorted(files, key=lambda file: file["branch_covered"] - file["branch_total"])[:12]:
        print(f"  {file['branch_total'] - file['branch_covered']:4} of {file['branch_total']:4}  {file['filename']}")
    lines, all_lines, branches, all_branches = folders[TOTAL]
    return min(percent(lines, all_lines), percent(branches, all_branches)) < goal


if __name__ == "__main__":
    sys.exit(main())
