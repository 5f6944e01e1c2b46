# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell of the window: files that others have, change or remove, crashes, floors by keyboard, photos of base stations."""
import fcntl
import os
import re
import signal
import socket
import subprocess
import time
import zipfile

import screen
from screen import check, until, window
from tap import SLOW, WINDOW, Failure, run


def sample(folder, name="plant"):
    path = folder / f"{name}.handover"
    run("new", path, "--sample")
    return path


def lock_path(path):
    return path.with_name(f".~{path.name}.lock")


def no_bar(app):
    until(lambda: not app.find_all("button", re.compile("^(Save it again|Reload|Try again)$")), "the bar stays")


def removed_while_open(folder):
    """The file goes while it is open: said at once, nothing lost, there again by one button."""
    path = sample(folder)
    before = path.read_bytes()
    with window(folder, path) as app:
        app.find("label", re.compile("^18 base stations"))
        check(lock_path(path).exists(), "no lock beside the file")
        path.unlink()
        app.find("label", re.compile("is not there any more"))
        app.shot("shell-removed-1280")
        app.resize(360, 700)
        app.shot("shell-removed-360")
        app.click("button", "Save it again")
        until(path.exists, "the file is not saved again")
        no_bar(app)
        check(path.read_bytes() == before, "what was saved again differs")
        # Changed by another program: Save does not write over it, Reload reads it.
        run("set", path, "name=Plant South")
        app.find("label", re.compile("Another program has changed"))
        app.key("ctrl+s")
        app.find("label", re.compile("since it was opened here"))
        check(b"Plant South" in zipfile.ZipFile(path).read("site.json"), "it was written over")
        app.click("button", "Reload")
        until(lambda: "Plant South" in (app.title() or ""), lambda: f"the window shows “{app.title()}”")
        no_bar(app)
        app.key("ctrl+q")
        app.ended()
    check(not lock_path(path).exists(), "the lock is left behind")


def held_by_another(folder):
    """Another process has the site: it is said who, it is shown, and nothing is written over it."""
    path = sample(folder)
    before = path.read_bytes()
    with open(lock_path(path), "w+") as words:
        words.write(f"[handover-lock]\nuser=Ada\nhost={socket.gethostname()}\nprocess=1\nsince={int(time.time())}\n")
        words.flush()
        fcntl.lockf(words, fcntl.LOCK_EX)
        with window(folder, path) as app:
            app.find("label", re.compile("^Ada on the computer .* has had this site open since"))
            app.shot("shell-held-1280")
            app.key("alt+Return")
            app.dialog("Site settings")
            app.click("text", "Site")
            app.key("ctrl+a")
            app.type("Mine")
            app.key("Escape")
            until(lambda: "Mine" in (app.title() or ""), "the name is not taken")
            app.key("ctrl+s")
            app.find("label", re.compile("Save under another name"))
            check(path.read_bytes() == before, "it was written over")
            app.click("button", "Try again")
            app.find("label", re.compile("^It is still open elsewhere"))
            fcntl.lockf(words, fcntl.LOCK_UN)
            app.click("button", "Try again")
            no_bar(app)
            app.key("ctrl+s")
            until(lambda: path.read_bytes() != before, "it is not saved when it is free")
            app.key("ctrl+q")
            app.ended()


def after_a_crash(folder):
    """What a killed program leaves behind is no hindrance, and a site opens once."""
    path = sample(folder)
    with window(folder, path) as app:
        app.find("label", re.compile("^18 base stations"))
        os.kill(app.process.pid, signal.SIGKILL)
        app.process.wait()
    check(lock_path(path).exists(), "the test expects a lock that was left behind")
    with window(folder, path) as app:
        app.find("label", re.compile("^18 base stations"))
        no_bar(app)
        # Once more by the command line: the same window comes up.
        subprocess.run([str(WINDOW), str(path)], timeout=40 * SLOW, check=True)
        app.find("label", re.compile("This site is open already"))
        app.key("ctrl+q")
        app.ended()


def start_page(folder):
    """Recent sites with what is known of them; those that are gone can be taken off the list."""
    first, second = sample(folder, "first"), sample(folder, "second")
    run("set", second, "name=Hospital", "customer=Acme Care")
    for path in (first, second):
        with window(folder, path) as app:
            app.find("label", re.compile("^18 base stations"))
            time.sleep(1)  # its picture is drawn in a thread
            app.key("ctrl+q")
            app.ended()
    first.unlink()
    for scheme, contrast in (("light", "0"), ("dark", "0"), ("light", "1")):
        env = {"ADW_DEBUG_COLOR_SCHEME": f"prefer-{scheme}", "ADW_DEBUG_HIGH_CONTRAST": contrast}
        with window(folder, env=env) as app:
            app.find("label", "Hospital")
            for width, height in ((1280, 800), (360, 700)):
                app.resize(width, height)
                app.shot(f"shell-start-{width}-{scheme}{'-contrast' if contrast == '1' else ''}")
            nameless = app.nameless()
            check(not nameless, f"without a name: {nameless}")
    with window(folder) as app:
        app.find("label", re.compile("Acme Care"))
        app.find("label", re.compile("^The file is gone: .*first"))
        app.click("button", re.compile("^Remove Plant North from the list"))
        app.gone("label", re.compile("^The file is gone: .*first"))
        # Nothing says when the list has moved up: a key in between goes with the row that had the focus.
        app.settled(app.find("button", "New site"))
        time.sleep(1)
        app.key("ctrl+comma")
        app.dialog("Preferences")
        nameless = app.nameless()
        check(not nameless, f"without a name: {nameless}")
        app.shot("shell-preferences")
        app.key("Escape")
        until(lambda: app.title() == "Handover", "the preferences stay")
        app.click("label", "Hospital")
        until(lambda: "Hospital" in (app.title() or ""), "the recent site does not open")
        app.key("ctrl+q")
        app.ended()


def floors_by_keyboard(folder):
    """Floors renamed, moved, duplicated and walked without the mouse."""
    path = sample(folder)
    with window(folder, path) as app:
        app.find("label", re.compile("^18 base stations"))
        app.click("list item", "Basement")
        app.key("F2")
        app.find("text", "Name of the floor", state="focused")
        app.key("ctrl+a")
        app.type("Cellar")
        app.key("Return")
        app.find("list item", "Cellar")
        app.key("alt+Up")
        until(lambda: [item.name for item in sorted(app.find_all("list item", re.compile("floor|Cellar")), key=lambda e: e.extents()[1])]
              == ["1st floor", "Cellar", "Ground floor"], "the floor does not move up")
        app.shot("shell-floors")
        app.key("ctrl+z", "ctrl+z")
        app.find("list item", "Basement")
        app.key("ctrl+q")
        app.find("button", "Discard")
        app.click("button", "Discard")
        app.ended()


def nothing_left_open(folder):
    """Of a window that cannot be had as it is wanted no program stays, which the next case would meet."""
    processes = []

    class Unsized(screen.App):
        def resize(self, width, height):
            processes.append(self.process)
            raise Failure("it has no size")

    try:
        Unsized(screen.SCREEN, folder)
    except Failure as failure:
        check("it has no size" in str(failure), f"it fails by {failure}")
    check(processes and processes[0].poll() is not None, "the program still runs")


CASES = [removed_while_open, held_by_another, after_a_crash, start_page, floors_by_keyboard, nothing_left_open]

if __name__ == "__main__":
    screen.main(__file__, CASES)
