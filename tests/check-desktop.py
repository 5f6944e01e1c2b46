#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed for the desktop is accepted by the desktop's own tools, and the file type is recognised.

usage: check-desktop.py BUILD-ROOT APP-ID HANDOVERCTL
Needs desktop-file-validate, appstreamcli, update-mime-database, glib-compile-schemas, mandoc; what is missing is skipped."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from cases import case, end, skip

build, app_id, handoverctl = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
source = pathlib.Path(__file__).resolve().parent.parent
desktop = build / "data/desktop"


def try_case(name, tool, check):
    """check gives a list of problems; without its tool the case is skipped and says so."""
    if shutil.which(tool):
        case(name, check())
    else:
        skip(name, f"{tool} is not installed")


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def complaints(*command):
    done = run(*command)
    return (done.stdout + done.stderr).splitlines() if done.returncode else []


def mime_type():
    """The type by content alone: a site under a name that says nothing."""
    with tempfile.TemporaryDirectory() as folder:
        packages = pathlib.Path(folder) / "mime/packages"
        packages.mkdir(parents=True)
        shutil.copy(desktop / f"{app_id}-mime.xml", packages)
        shutil.copy("/usr/share/mime/packages/freedesktop.org.xml", packages)
        done = run("update-mime-database", str(packages.parent))
        if done.returncode:
            return [done.stderr]
        subprocess.run([handoverctl, "new", f"{folder}/x.handover", "--sample"], check=True)
        os.rename(f"{folder}/x.handover", f"{folder}/nameless")
        seen = run("gio", "info", "-a", "standard::content-type", f"{folder}/nameless",
                   env={**os.environ, "XDG_DATA_DIRS": folder, "XDG_DATA_HOME": folder, "GIO_USE_VFS": "local"}).stdout
        return [] if "application/vnd.handover.site+zip" in seen else [f"taken for: {seen.strip()}"]


def man_page(path):
    done = run("mandoc", "-T", "lint", "-W", "error", str(path))
    return (done.stdout + done.stderr).splitlines() if done.returncode > 2 else []


def completion():
    script = f"""
        PATH={pathlib.Path(handoverctl).parent}:$PATH
        . {source}/data/completion/handoverctl
        t () {{ COMP_WORDS=(handoverctl "$@"); COMP_CWORD=$#; COMPREPLY=(); _handoverctl; echo "${{COMPREPLY[*]}}"; }}
        t pb; t pbx pu; t import ''; t sheets x --pap; t sheets x --paper l; t check x --j"""
    wanted = ["pbx", "push", "csv omm plan", "--paper", "letter", "--json"]
    seen = run("bash", "-c", script).stdout.splitlines()
    return [f"{word!r} instead of {want!r}" for word, want in zip(seen, wanted) if word != want] + \
        ([] if len(seen) == len(wanted) else [f"{len(seen)} answers"])


try_case("/desktop/entry", "desktop-file-validate", lambda: complaints("desktop-file-validate", str(desktop / f"{app_id}.desktop")))
try_case("/desktop/metainfo", "appstreamcli",
         lambda: complaints("appstreamcli", "validate", "--no-net", "--no-color", str(desktop / f"{app_id}.metainfo.xml")))
try_case("/desktop/schema", "glib-compile-schemas",
         lambda: complaints("glib-compile-schemas", "--strict", "--dry-run", str(source / "data")))
try_case("/desktop/file-type", "update-mime-database", mime_type)
for page in ("handover.1", "handoverctl.1"):
    try_case(f"/desktop/man/{page}", "mandoc", lambda: man_page(build / "data/man" / page))
try_case("/desktop/completion", "bash", completion)
end()
