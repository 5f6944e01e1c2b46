#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes a stand-in for the GNOME runtime and SDK from Debian 13 packages: make-runtime.sh ROOT REPOSITORY VERSION
# ROOT is a folder that debootstrap filled. The real runtime cannot be had here; that a module is missing in the manifest, that
# a right is too few, that a path is not /app: such mistakes show with this one too.
set -euo pipefail
root=$1 repository=$2 version=$3
arch=$(flatpak --default-arch)
multiarch=$(gcc -dumpmachine 2>/dev/null || echo "$arch-linux-gnu")

rm -rf "$repository"
ostree init --repo="$repository" --mode=bare-user-only

# /usr and /etc of the root, hard-linked, become files/ of the runtime; what a program needs not, and what no owner of files can be
# given in such a repository, stays out.
commit () { # Platform|Sdk
  local name=org.gnome.$1 tree
  tree=$(dirname "$root")/$1
  rm -rf "$tree"
  mkdir -p "$tree"
  cp -al "$root/usr" "$tree/files"
  cp -a "$root/etc" "$tree/files/etc"
  rm -rf "$tree"/files/share/{doc,man,info,lintian,bug} "$tree"/files/etc/{shadow*,gshadow*,fstab,mtab,resolv.conf,hosts,passwd*,group*}
  # Flatpak looks for it there; the libraries of a program come first, as in the real runtime.
  ln -sf ../sbin/ldconfig "$tree/files/bin/ldconfig"
  printf '/app/lib\n/usr/lib/%s\n' "$multiarch" >"$tree/files/etc/ld.so.conf"
  if [ "$1" = Platform ]; then
    rm -rf "$tree"/files/include "$tree"/files/lib/gcc "$tree"/files/libexec/gcc "$tree"/files/share/{cmake*,meson,aclocal}
    rm -f "$tree"/files/bin/{gcc*,g++*,cc,c++,ld*,as,cmake,meson,ninja,make}
    ln -sf ../sbin/ldconfig "$tree/files/bin/ldconfig"
    find "$tree/files/lib" \( -name '*.a' -o -name '*.pc' \) -delete
  fi
  find "$tree/files" \( -type b -o -type c -o -type p -o -type s \) -delete
  chmod -R u+rwX,go+rX "$tree/files"
  cat >"$tree/metadata" <<END
[Runtime]
name=$name
runtime=org.gnome.Platform/$arch/$version
sdk=org.gnome.Sdk/$arch/$version

[Environment]
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share
PKG_CONFIG_PATH=/app/lib/pkgconfig:/app/share/pkgconfig:/usr/lib/$multiarch/pkgconfig:/usr/share/pkgconfig
END
  # To the last line break what the file says, or it is refused.
  local metadata
  metadata=$(cat "$tree/metadata"; echo .)
  ostree commit --repo="$repository" --branch="runtime/$name/$arch/$version" --tree=dir="$tree" --owner-uid=0 --owner-gid=0 \
    --no-xattrs --canonical-permissions --subject="stand-in made from Debian 13" \
    --add-metadata-string=xa.metadata="${metadata%.}" >/dev/null
  rm -rf "$tree"
}
commit Platform
commit Sdk
flatpak build-update-repo "$repository" >/dev/null
