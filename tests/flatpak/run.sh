#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Proof of flatpak/ without a store: builds the manifest against a stand-in for the GNOME runtime made from Debian 13 packages,
# installs it, and does the main job inside its sandbox: run.sh [FOLDER]
# FOLDER (build-flatpak) keeps the runtime; a second run needs minutes less. Called by ./dev flatpak, which installs the tools.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD/tests/flatpak
work=$(mkdir -p "${1:-build-flatpak}" && cd "${1:-build-flatpak}" && pwd)
mirror=http://deb.debian.org/debian
id=io.github.handover_planner.Handover
manifest=flatpak/$id.yml
version=$(sed -n "s/^runtime-version: '\(.*\)'/\1/p" "$manifest")

say () { printf '\n\033[1m%s\033[0m\n' "$*"; }
stop () { printf 'flatpak: %s\n' "$*" >&2; exit 1; }

export FLATPAK_USER_DIR=$work/installation XDG_DATA_HOME=$work/data
mkdir -p "$XDG_DATA_HOME"

say "THE RUNTIME IS A STAND-IN made from Debian 13 packages, not org.gnome.Platform//$version itself."

if [ ! -f "$work/repository/config" ] || ! cmp -s "$here/packages.txt" "$work/packages.txt"; then
  say "1. Debian 13 in a folder"
  rm -rf "$work/root" "$work/repository"
  debootstrap --variant=minbase --merged-usr trixie "$work/root" "$mirror" >"$work/debootstrap.log" 2>&1 ||
    { tail -n 5 "$work/debootstrap.log" >&2; stop "debootstrap failed; $work/debootstrap.log says more"; }
  # apt puts the packages in an order in which they can be set up; debootstrap does not.
  mapfile -t packages < <(grep -v '^#' "$here/packages.txt")
  DEBIAN_FRONTEND=noninteractive chroot "$work/root" apt-get install -q -y --no-install-recommends "${packages[@]}" \
    >>"$work/debootstrap.log" 2>&1 </dev/null ||
    { tail -n 5 "$work/debootstrap.log" >&2; stop "the packages could not be installed; $work/debootstrap.log says more"; }
  # The real runtime has the locales of the person's languages as an extension.
  chroot "$work/root" localedef -i de_DE -f UTF-8 de_DE.UTF-8
  say "2. The stand-in runtime and SDK"
  "$here/make-runtime.sh" "$work/root" "$work/repository" "$version"
  cp "$here/packages.txt" "$work/packages.txt"
fi

flatpak remote-add --user --no-gpg-verify --if-not-exists standin "file://$work/repository"
for name in Platform Sdk; do
  flatpak install --user --noninteractive --or-update standin "org.gnome.$name//$version" >/dev/null
done

say "3. Sources of the modules"
/usr/bin/python3 "$here/replace-sources.py" "$manifest" . "$mirror" "$work/sources"

say "4. flatpak-builder, the manifest as it is but for those sources"
dbus-run-session flatpak-builder --user --force-clean --disable-rofiles-fuse --state-dir="$work/state" --repo="$work/app-repository" \
  "$work/app" "$work/sources/$id.json" >"$work/builder.log" 2>&1 ||
  { tail -n 40 "$work/builder.log" >&2; stop "the build failed; $work/builder.log says more"; }
flatpak remote-add --user --no-gpg-verify --if-not-exists built "file://$work/app-repository"
flatpak install --user --noninteractive --reinstall built "$id" >"$work/install.log" 2>&1 ||
  { cat "$work/install.log" >&2; stop "what was built could not be installed"; }

say "5. The main job inside the sandbox"
# Where a session has it, and where the sandbox looks for files that were handed over.
export XDG_RUNTIME_DIR=/run/user/$(id -u)
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
# What the session's daemons say goes to a file; what the job says goes here.
XDG_CURRENT_DESKTOP=GNOME xvfb-run -a -s "-screen 0 1280x800x24" dbus-run-session "$here/main-job.sh" "$id" "$work/job" 3>&2 2>"$work/session.log" ||
  stop "the main job did not pass; the line above says where, $work/session.log what the desktop's services said"
fusermount3 -u "$XDG_RUNTIME_DIR/doc" 2>/dev/null || true

say "The manifest builds, and the program works with the rights it asks for. THE RUNTIME WAS A STAND-IN."
