#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Names what cppcheck takes for mistakes: cppcheck.sh [FILE or FOLDER...], all of src without. 77 is meson's word for "skipped".
set -euo pipefail
cd "$(dirname "$0")/../.."

# What is left out, and what it is told of GLib, was judged with this one; others see other things.
judged=2.10
version=$(cppcheck --version 2>/dev/null || true)
[ "$version" = "Cppcheck $judged" ] || { echo "cppcheck $judged is needed, “${version:-none}” is here"; exit 77; }

# Our own library goes first: the first to define a macro wins.
exec cppcheck --quiet -j "${CPPCHECK_JOBS:-1}" --enable=warning,portability --error-exitcode=1 \
  --library=tests/lint/cppcheck.cfg --library=gtk --suppressions-list=tests/lint/cppcheck.supp \
  -Isrc/core -Isrc/cli -Isrc/decode -Isrc/ui "${@:-src}"
