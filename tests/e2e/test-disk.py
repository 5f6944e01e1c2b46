# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks as they are: full, read-only, pulled out, broken; and the disk that fails at each call in turn, under handoverctl. In name spaces of
its own, where the kernel allows that."""
import contextlib
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time

import tap
from tap import BUILD, CTL, SANITIZED, Skip, check, run

INSIDE = "HANDOVER_DISK_INSIDE"
PORTAL = "HANDOVER_DISK_PORTAL"
FAULTS = BUILD / "tests/support/libfaultcalls.so"
# As errno.h of Linux has them.
WAYS = [("EIO", "5", False), ("ENOSPC", "28", False), ("EIO from there on", "5", True), ("EROFS from there on", "30", True)]


def enter():
    """Runs the script once more in a mount name space, as root or as somebody who looks like root in there."""
    if os.environ.get(INSIDE):
        return
    how = ["--mount"] if os.geteuid() == 0 else ["--user", "--map-root-user", "--mount"]
    allowed = subprocess.run(["unshare", *how, "true"], capture_output=True).returncode == 0
    os.environ[INSIDE] = "yes" if allowed else "no"
    if allowed:
        sys.exit(subprocess.run(["unshare", *how, sys.executable, *sys.argv]).returncode)


def mount(*arguments):
    if os.environ[INSIDE] != "yes":
        raise Skip("no mount name space for us here")
    if subprocess.run(["mount", *map(str, arguments)], capture_output=True).returncode:
        raise Skip(f"mount {' '.join(map(str, arguments))} is not allowed here")


def umount(*arguments):
    subprocess.run(["umount", *map(str, arguments)], check=True, capture_output=True)


@contextlib.contextmanager
def mounted(place, *arguments):
    """Something on a new folder, taken away in the end."""
    place.mkdir()
    mount(*arguments, place)
    try:
        yield place
    finally:
        umount("-l", place)


def stick(folder, *options):
    return mounted(folder / "stick", "-t", "tmpfs", "-o", ",".join(["mode=700", *options]), "tmpfs")


def refused(path, *arguments):
    """The site cannot be saved: one sentence names the file, and it is the old one, with nothing half done beside it."""
    before = path.read_bytes()
    names = set(os.listdir(path.parent))
    error = run(*arguments, code=3).err
    check(str(path) in error and "cannot be saved" in error, f"the sentence is {error!r}")
    check(path.read_bytes() == before, "the file is another one")
    check(set(os.listdir(path.parent)) == names, f"left behind: {set(os.listdir(path.parent)) - names}")


def fill(folder, leave):
    """Takes all room but so many bytes."""
    free = os.statvfs(folder)
    (folder / "filler").write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - leave))


def full(folder):
    """No room for the new file: the old one stays. Room again: it goes."""
    with stick(folder, "size=1m") as place:
        path = place / "site.handover"
        run("new", path, "--sample")
        fill(place, 0)
        refused(path, "set", path, "name=New")
        (place / "filler").unlink()
        run("set", path, "name=New")
        check("name=New" in run("info", path).out, "it is not saved")


def full_of_backups(folder):
    """Room for the file and for no second copy of it: it is saved, and the version before is a second name of the old one."""
    with stick(folder, "size=1m") as place:
        path = place / "site.handover"
        run("new", path, "--sample")
        before = path.read_bytes()
        fill(place, len(before) + 8192)
        run("set", path, "name=New")
        check(path.with_name(path.name + "~").read_bytes() == before, "the version before is another one")


def read_only(folder):
    """Not a byte can be written."""
    with stick(folder) as place:
        path = place / "site.handover"
        run("new", path, "--sample")
        mount("-o", "remount,ro", place)
        refused(path, "set", path, "name=New")


def pulled_out(folder):
    """The stick goes while it is written to, twenty times: what is said to be saved was, and where it is not there that is said."""
    place = folder / "place"
    place.mkdir()
    for number in range(20):
        with mounted(folder / f"stick-{number}", "-t", "tmpfs", "tmpfs") as image:
            mount("--bind", image, place)
            path = place / "site.handover"
            run("new", path)
            process = subprocess.Popen([str(CTL), "set", str(path), f"name=Number {number}"], stderr=subprocess.PIPE,
                                       stdout=subprocess.DEVNULL)
            time.sleep(random.uniform(0, 0.06))
            umount("-l", place)
            error = process.communicate(timeout=60)[1].decode()
            # Where the stick was there is a folder now, in which a new file may have been saved as well.
            saved = path if path.exists() else image / "site.handover"
            name = [line for line in run("info", saved).out.splitlines() if line.startswith("name=")][0]
            path.unlink(missing_ok=True)
        check(name in ("name=site", f"name=Number {number}"), f"neither old nor new: {name}")
        check(process.returncode in (0, 3), f"it ends with {process.returncode}")
        check(process.returncode != 0 or name != "name=site", "it says it has saved")
        check(process.returncode == 0 or str(path) in error, f"the sentence is {error!r}")


def broken(folder):
    """A disk that cannot keep what it has taken: fsync tells, and the old file is there."""
    if shutil.which("mkfs.ext4") is None or os.geteuid() != 0:
        raise Skip("no mkfs.ext4, or not root")
    with stick(folder, "size=3m") as back:
        image = back / "image"
        with open(image, "wb") as file:
            file.truncate(16 * 1024 * 1024)
        subprocess.run(["mkfs.ext4", "-q", "-O", "^has_journal", "-E", "lazy_itable_init=1,nodiscard", str(image)], check=True,
                       capture_output=True)
        with mounted(folder / "disk", "-o", "loop", image) as place:
            path = place / "site.handover"
            run("new", path, "--sample")
            before = path.read_bytes()
            subprocess.run(["sync", "-f", str(place)], check=True)
            fill(back, 0)
            picture = folder / "plan.svg"
            noise = "".join(random.choice("abcdefghijklmnop") for _ in range(1500000))
            picture.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><!-- {noise} --></svg>')
            result = run("import", "plan", path, picture, "--building", "Another", "--floor", "New", code=None)
            check(result.returncode == 3 and "cannot be saved" in result.err, f"{result.returncode}: {result.err!r}")
            (back / "filler").unlink()
            check(path.read_bytes() == before, "the file is another one")
            check("name=" in run("info", path).out, "it cannot be read")


def document_portal(folder):
    """Behind the portal of the Flatpak, which shows one file of a folder: saved as a whole, nothing beside it."""
    tools = ["/usr/libexec/xdg-document-portal", shutil.which("dbus-run-session"), shutil.which("fusermount3"), "/dev/fuse"]
    if not all(tool and os.path.exists(tool) for tool in tools):
        raise Skip("no document portal here")
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    env = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "XDG_DATA_HOME": str(folder / "data"), PORTAL: str(folder)}
    result = subprocess.run(["dbus-run-session", "--", sys.executable, __file__], env=env, capture_output=True, text=True, timeout=120)
    check(result.returncode == 0, result.stdout + result.stderr)


def behind_portal(folder):
    """The same, on a session bus: gives one file to the portal, and saves it there."""
    from gi.repository import Gio, GLib
    portal = subprocess.Popen(["/usr/libexec/xdg-document-portal"], stderr=subprocess.DEVNULL)
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)

    def call(method, parameters, files=None):
        return bus.call_with_unix_fd_list_sync("org.freedesktop.portal.Documents", "/org/freedesktop/portal/documents",
                                               "org.freedesktop.portal.Documents", method, parameters, None, 0, 10000, files, None)[0]

    try:
        work = folder / "work"
        work.mkdir()
        real = work / "site.handover"
        run("new", real, "--sample")
        for _ in range(100):
            try:
                mountpoint = bytes(call("GetMountPoint", None).unpack()[0]).rstrip(b"\0").decode()
                break
            except GLib.Error:
                time.sleep(0.1)
        files = Gio.UnixFDList.new()
        number = files.append(os.open(real, os.O_PATH))
        document = call("Add", GLib.Variant("(hbb)", (number, True, True)), files).unpack()[0]
        path = os.path.join(mountpoint, document, "site.handover")
        for name in ("One", "Two"):
            run("set", path, f"name={name}")
            check(f"name={name}\n" in run("info", real).out, "the real file is another one")
            check(os.listdir(work) == ["site.handover"], f"beside the file: {os.listdir(work)}")
    finally:
        portal.terminate()
        portal.wait()


def each_call(folder):
    """handoverctl itself, with the disk failing at each call that concerns the folder: old or new, never a mixture, and a sentence."""
    if not FAULTS.exists() or SANITIZED:
        raise Skip("a sanitizer's build takes no library in front of it")
    home = folder / "work"
    site, new = folder / "site.handover", folder / "new.handover"
    run("new", site, "--sample")
    shutil.copy(site, new)
    run("set", new, "name=New")
    tables, secrets = folder / "tables", folder / "secrets.json"
    run("export", "csv", site, "-o", tables)
    tap.write_secrets(secrets, "secret-password")
    work = {
        "set": (["set", home / "site.handover", "name=New"], {"site.handover": {site.read_bytes()}}),
        "csv": (["export", "csv", site, "-o", home], {}),
        "omm": (["export", "omm", site, "-o", home, "--secrets", secrets], {}),
    }
    calls = 0
    for name, (arguments, files) in work.items():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        for file in files:
            shutil.copy(site, home / file)
        run(*arguments, code=None)
        wanted = {path.name: path.read_bytes() for path in home.iterdir() if not path.name.endswith("~")}
        for way, code, sticky in WAYS:
            at = 1
            while fails_at(folder, home, site, arguments, files, wanted, (at, code, sticky), f"{name}, {way} at call {at}"):
                at += 1
            calls += at - 1
            check(at > 5, f"{name}: only {at - 1} calls")
    print(f"# {calls} calls failed")


def fails_at(folder, home, site, arguments, files, wanted, fault, where):
    report = folder / "came"
    report.unlink(missing_ok=True)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    for file in files:
        shutil.copy(site, home / file)
    at, code, sticky = fault
    env = {"LD_PRELOAD": str(FAULTS), "FAULT_FOLDER": str(home), "FAULT_AT": str(at), "FAULT_CODE": code, "FAULT_REPORT": str(report)}
    result = run(*arguments, code=None, env={**env, **({"FAULT_STICKY": "1"} if sticky else {})})
    check(result.returncode in (0, 1) or (result.returncode == 3 and result.err.startswith("handoverctl: ")), f"{where}: {result.returncode}")
    check("secret-password" not in result.err, f"{where}: a secret is said")
    for path in home.iterdir():
        check(not path.name.endswith(".tmp"), f"{where}: {path.name} is left behind")
        if path.name in wanted:
            content = path.read_bytes()
            check(content == wanted[path.name] or content in files.get(path.name, ()) or same_site(path, wanted, files),
                  f"{where}: {path.name} is neither old nor new")
    if result.returncode != 3:
        missing = set(wanted) - {path.name for path in home.iterdir()}
        check(not missing, f"{where}: it says it has written {missing}")
    return report.exists()


def same_site(path, wanted, files):
    """The date of the change differs from run to run."""
    return path.name in files and "name=New" in run("info", path).out


if __name__ == "__main__":
    if os.environ.get(PORTAL):
        behind_portal(pathlib.Path(os.environ[PORTAL]))
    else:
        enter()
        cases = [full, full_of_backups, read_only, pulled_out, broken, document_portal, each_call]
        tap.main([case for case in cases if len(sys.argv) < 2 or case.__name__ in sys.argv])
