#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The main job in the installed Flatpak: main-job.sh APP-ID FOLDER. Needs a display, and a session bus that knows it.
# Messages go to file descriptor 3, because the session's daemons share standard error.
set -euo pipefail
exec 2>&3
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

flatpak info --user --show-permissions "$id" | sed '/^$/d' >"$out/permissions"
# X11 comes with fallback-x11; nothing else may stand there.
diff - "$out/permissions" >&2 <<'RIGHTS' || stop "the rights are not those of the manifest"
[Context]
shared=network;ipc;
sockets=x11;wayland;fallback-x11;
devices=dri;
RIGHTS
ok "network, ipc, a display and its graphics card: no other right"

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
ctl info "$out/outside.handover" >"$out/outside.log" 2>&1 && stop "the sandbox sees $out"
grep -e "--file-forwarding" "$out/outside.log" >/dev/null || stop "the sentence about a missing file does not tell of the sandbox"
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

# The window, by the X11 fallback: a file chosen in the portal's dialog is opened, changed and saved.
cp "$home/site.handover" "$out/chosen.handover"
before=$(sha256sum <"$out/chosen.handover")
bash -c '
  openbox >/dev/null 2>&1 &
  flatpak run --user --env=GSK_RENDERER=cairo "$1" >"$2/window.log" 2>&1 &
  window=$!
  # Waits for a window; presses the keys given until it comes, since a window that is shown does not listen yet.
  appears () {
    for i in $(seq 240); do
      xdotool search --onlyvisible --name "$1" >/dev/null 2>&1 && sleep 2 && return 0
      [ $# -eq 1 ] || [ $((i % 40)) -ne 1 ] || xdotool key "$2"
      sleep 0.5
    done
    cat "$out/window.log" >&2
    echo "no window “$1” came" >&2
    exit 1
  }
  out=$2
  appears Handover
  appears "Open a site" ctrl+o
  xdotool type --delay 60 "$out/chosen.handover"
  sleep 1
  xdotool key Return
  appears "Plant North"
  import -window root "$out/window.png"
  # All base stations one step to the right, and saved.
  xdotool mousemove 550 660 click 1 key ctrl+a key Right
  sleep 1
  xdotool key ctrl+s
  for i in $(seq 60); do
    [ "$(sha256sum <"$out/chosen.handover")" = "$3" ] || break
    sleep 0.5
  done
  import -window root "$out/saved.png"
  xdotool key ctrl+q
  wait $window
' sh "$id" "$out" "$before" || stop "the window did not open the chosen file, or did not close ($out/window.png)"
ok "a file chosen in the dialog of the portal opens in the window ($out/window.png)"
[ "$(sha256sum <"$out/chosen.handover")" != "$before" ] || stop "what was changed in the window was not saved ($out/saved.png)"
flatpak run --user --file-forwarding --command=handoverctl "$id" check @@ "$out/chosen.handover" @@ >/dev/null || [ $? -eq 1 ] ||
  stop "the saved file cannot be read"
ok "it is changed and saved through the portal ($out/saved.png)"
echo "1..$passed"
