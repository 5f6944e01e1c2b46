#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The main job in the installed Flatpak: main-job.sh APP-ID FOLDER. Needs a session bus; the window gets a display of its own.
set -euo pipefail
id=$1 out=$2
passed=0

ok () { passed=$((passed + 1)); echo "ok $passed $*"; }
stop () { echo "not ok $((passed + 1)) $*" >&2; exit 1; }
# Commands in the sandbox; its own folder is all that they can write to.
inside () { flatpak run --user --command="$1" "$id" "${@:2}"; }
ctl () { inside handoverctl "$@"; }

rm -rf "$out"
mkdir -p "$out"
home=$HOME/.var/app/$id/data/flatpak-test
rm -rf "$home"
mkdir -p "$home"

ctl new "$home/site.handover" --sample
ctl check "$home/site.handover" >/dev/null || [ $? -eq 1 ] || stop "check"
ok "a site is made and checked"

# All in one sandbox: its loopback is shared, so another would do as well, but a process ends with its sandbox.
inside sh -c '
  set -e
  cd "$1"
  password=flatpak-test
  umask 077
  printf "{\"site\": {\"pbx-password\": \"%s\", \"omm-password\": \"changed\"}}\n" $password >secrets.json
  HANDOVER_PBX_PASSWORD=$password handoverctl pbx serve --port 0 --db pbx.db >pbx.log 2>&1 &
  server=$!
  trap "kill $server" EXIT
  for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    url=$(sed -n "s/.*\(http:[^ ]*\).*/\1/p" pbx.log | head -n 1)
    [ -z "$url" ] || break
    sleep 0.5
  done
  printf "[profile]\nid=embedded\ntitle=Embedded PBX\ncontract=1\n\n[http]\nbase_url=%s\nallow_plain_http=true\n" "$url" >embedded.profile
  handoverctl pbx push site.handover --profile ./embedded.profile --secrets secrets.json
  handoverctl pbx download site.handover --profile ./embedded.profile --secrets secrets.json -o omm
  handoverctl export omm site.handover --secrets secrets.json -o local >/dev/null
  for kind in rfp handset; do cmp omm/omm-$kind-*.txt local/omm-$kind-*.txt; done
' sh "$home" || stop "push and download over loopback"
ok "pushed to the embedded PBX over loopback, files fetched, the same as written locally"

ctl sheets "$home/site.handover" -o "$home/sheets.pdf" && [ -s "$home/sheets.pdf" ] || stop "sheets"
pdftotext "$home/sheets.pdf" - | grep "Plant North" >/dev/null || stop "the PDF holds no text"
ok "sheets as PDF"
flatpak run --user --env=LC_ALL=de_DE.UTF-8 --command=handoverctl "$id" check "$home/site.handover" >"$out/german" || true
grep "Basisstation" "$out/german" >/dev/null || stop "German is not there"
ok "German for a German"
ctl sheets "$home/site.handover" -o "$home/german.pdf" --language de && pdftotext "$home/german.pdf" - | grep "Basisstation" >/dev/null ||
  stop "German print"
ok "German print for an English laptop"

# A plan that is a PDF goes through poppler, which the runtime has not.
ctl import plan "$home/site.handover" "$home/sheets.pdf" --building "Hall" --floor "Test" --metres-per-unit 0.02 || stop "PDF plan"
ok "a PDF as plan"

# What lies outside the sandbox is not seen, unless a person hands it over.
cp "$home/site.handover" "$out/outside.handover"
ctl info "$out/outside.handover" >/dev/null 2>&1 && stop "the sandbox sees $out"
ok "a file outside is not seen"
if [ -e /dev/fuse ]; then
  flatpak run --user --file-forwarding --command=handoverctl "$id" set @@ "$out/outside.handover" @@ customer=Forwarded ||
    stop "a file that was handed over could not be written"
  flatpak run --user --file-forwarding --command=handoverctl "$id" info @@ "$out/outside.handover" @@ | grep Forwarded >/dev/null ||
    stop "a file that was handed over was not changed"
  ok "a file handed over by the document portal opens and saves"
else
  echo "ok $((passed = passed + 1)) a file handed over by the document portal # SKIP no /dev/fuse here"
fi

# The window, by the X11 fallback.
xvfb-run -a -s "-screen 0 1280x800x24" bash -c '
  openbox >/dev/null 2>&1 &
  flatpak run --user --env=GSK_RENDERER=cairo --env=GDK_DEBUG=gl-disable "$1" "$2/site.handover" >"$3/window.log" 2>&1 &
  for i in $(seq 60); do
    sleep 0.5
    xdotool search --onlyvisible --name "Plant North" >/dev/null 2>&1 && break
  done
  xdotool search --onlyvisible --name "Plant North" >/dev/null || { cat "$3/window.log" >&2; exit 1; }
  sleep 3
  import -window root "$3/window.png"
  xdotool key ctrl+q
  wait %2
' sh "$id" "$home" "$out" || stop "the window did not open"
ok "the window opens the site ($out/window.png)"
echo "1..$passed"
