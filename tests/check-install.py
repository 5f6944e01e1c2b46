#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installing puts everything where the desktop looks for it, what is installed works from there, and uninstalling leaves nothing.

usage: check-install.py BUILD-ROOT APP-ID WITH-UI(yes|no)"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from cases import case, end

build, app_id, with_ui = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "yes"
WANTED = ["bin/handoverctl", "share/man/man1/handoverctl.1", "share/bash-completion/completions/handoverctl", "share/locale/de/LC_MESSAGES/handover.mo",
          "share/handover/help/en/first-site.html", "share/handover/help/de/first-site.html", "share/handover/help/de/plan.png",
          "share/handover/help/contract.html", "share/handover/pbx/openapi.json", "share/handover/schema/site.schema.json",
          "lib/systemd/system/handover-pbx.service"]
WINDOW = ["bin/handover", f"share/applications/{app_id}.desktop", f"share/metainfo/{app_id}.metainfo.xml", f"share/dbus-1/services/{app_id}.service",
          f"share/icons/hicolor/scalable/apps/{app_id}.svg", f"share/icons/hicolor/symbolic/apps/{app_id}-symbolic.svg",
          "share/glib-2.0/schemas/io.github.handover_planner.Handover.gschema.xml", "share/mime/packages/io.github.handover_planner.Handover-mime.xml",
          "share/man/man1/handover.1"]


def meson(*arguments):
    return subprocess.run(["meson", *arguments], cwd=build, capture_output=True, text=True, check=False)


with tempfile.TemporaryDirectory() as folder:
    options = json.loads(meson("introspect", "--buildoptions").stdout)
    prefix = next(option["value"] for option in options if option["name"] == "prefix")
    place = pathlib.Path(folder + prefix)
    # The log of what is installed is a person's who installed from this folder, for their own uninstalling.
    log = build / "meson-logs/install-log.txt"
    kept = log.read_bytes() if log.exists() else None
    result = meson("install", "--no-rebuild", "--quiet", "--destdir", folder)
    case("/install/works", [] if result.returncode == 0 else (result.stdout + result.stderr).splitlines())
    case("/install/complete", [name for name in WANTED + WINDOW * with_ui if not (place / name).is_file()])
    case("/install/pictures-of-the-help", [f"{page}: {picture}" for language in ("en", "de") for page in (place / "share/handover/help" / language).glob("*.html")
                                          for picture in page.read_text().split('src="')[1:] if not (page.parent / picture.split('"')[0]).is_file()])
    installed = place / "bin/handoverctl"
    said = subprocess.run([installed, "help"], capture_output=True, text=True, check=False,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "de", "HANDOVER_LOCALEDIR": str(place / "share/locale")}).stdout
    case("/install/runs", [] if "handoverctl new" in said else [f"handoverctl help: {said}"])
    # ninja uninstall, but for the words that it prints
    result = subprocess.run(["meson", "--internal", "uninstall"], cwd=build, capture_output=True, text=True, check=False)
    case("/uninstall/works", [] if result.returncode == 0 else (result.stdout + result.stderr).splitlines())
    case("/uninstall/leaves-nothing", [str(path) for path in pathlib.Path(folder).rglob("*") if not path.is_dir()])
    if kept is not None:
        log.write_bytes(kept)
    elif log.exists():
        log.unlink()

end()
