#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One whole job of an installer by the command line, each step under valgrind's memcheck, the embedded PBX too. HANDOVER_BUILD names the
# build. Ends with 1 where valgrind sees an error or memory that is lost for good.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
ctl=$HANDOVER_BUILD/src/cli/handoverctl
out=$(mktemp -d "${TMPDIR:-/tmp}/handover-valgrind.XXXXXX")
server=
failed=0
trap 'kill $server 2>/dev/null || true; rm -rf "$out"' EXIT
# GLib keeps small things for itself otherwise, where valgrind does not see them come and go.
export G_SLICE=always-malloc G_DEBUG=gc-friendly LC_ALL=C.UTF-8 XDG_CONFIG_HOME=$out/config HANDOVER_PBX_PASSWORD=pw-valgrind

# In place of the shell that calls it, so that a signal comes to the program.
memcheck () { # log, arguments of handoverctl...
  local log=$1
  shift
  exec valgrind --quiet --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite --error-exitcode=99 --num-callers=30 \
    --suppressions="$here/valgrind.supp" --log-file="$log" "$ctl" "$@"
}

# Its exit code is the program's own, or 99; 1 is a finding or a difference, which is right for some.
step () { # exit code that is right, arguments of handoverctl...
  local wanted=$1 name code=0
  shift
  name="handoverctl ${*//$out\//}"
  (memcheck "$out/valgrind.log" "$@") >"$out/output" 2>&1 || code=$?
  if [ $code -eq "$wanted" ] && [ ! -s "$out/valgrind.log" ]; then
    echo "ok    $name"
  else
    echo "wrong $name (exit $code)"
    cat "$out/output" "$out/valgrind.log"
    failed=1
  fi
}

site=$out/site.handover profile=$out/pbx.profile secrets=$out/secrets.json
(umask 077; printf '{"site": {"pbx-password": "%s", "omm-password": "x"}}\n' "$HANDOVER_PBX_PASSWORD" >"$secrets")
step 0 new "$site" --sample
step 0 info "$site" --json
step 0 check "$site"
step 0 chain "$site"
step 0 chain "$site" --repair

memcheck "$out/server.log" pbx serve --port 0 --db "$out/pbx.db" >"$out/pbx.log" 2>&1 &
server=$!
for _ in $(seq 600); do
  url=$(sed -n 's/.*\(http:[^ ]*\).*/\1/p' "$out/pbx.log" | head -n 1)
  [ -z "$url" ] || break
  sleep 0.1
done
[ -n "$url" ] || { cat "$out/pbx.log" "$out/server.log"; exit 1; }
printf '[profile]\nid=valgrind\ntitle=Test\ncontract=1\n\n[http]\nbase_url=%s\nallow_plain_http=true\nconnect_timeout=300\nread_timeout=600\n' "$url" >"$profile"
step 1 pbx diff "$site" --profile "$profile" --secrets "$secrets"
step 0 pbx push "$site" --profile "$profile" --secrets "$secrets"
step 0 pbx push "$site" --profile "$profile" --secrets "$secrets"
step 0 pbx download "$site" --profile "$profile" --secrets "$secrets" -o "$out/omm"
code=0
kill -TERM $server && wait $server || code=$?
if [ $code -ne 0 ] || [ -s "$out/server.log" ]; then
  echo "wrong handoverctl pbx serve (exit $code)"
  cat "$out/pbx.log" "$out/server.log"
  failed=1
else
  echo "ok    handoverctl pbx serve"
fi

step 0 export omm "$site" --secrets "$secrets" -o "$out/local"
step 0 export csv "$site" -o "$out/csv"
step 0 import csv "$site" --rfps "$out/csv/rfps.csv" --handsets "$out/csv/handsets.csv" --walls "$out/csv/walls.csv"
step 0 export dhcp "$site" --format dnsmasq -o "$out/dhcp"
step 0 sheets "$site" -o "$out/sheets.pdf"
[ $failed -eq 0 ] && echo "No error, and nothing lost." || exit 1
