# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was not saved when the window died, what is left of a damaged file, and what another program has made of one."""
import json
import re

from screen import check, main, until, window
from steps import stations
from tap import check_no_dump, run


def make_site(path):
    """A site of one floor without a plan image: squared paper."""
    floors = path.with_suffix(".csv")
    floors.write_text("building,floor,level\nHouse,Ground floor,0\n")
    run("new", path)
    run("import", "csv", path, "--floors", floors)


def rfps(path):
    return json.loads(run("info", path, "--json").out)["counts"]["rfps"]


def place(app, number):
    """Base stations by keyboard alone."""
    app.key("alt+1")
    until(lambda: any(element.has("focused") and element.name == "Floor plan" for element in app.elements().values()),
          "the plan does not have the focus")
    there = len(stations(app))
    app.key("b")
    for count in range(1, number + 1):
        app.key("Return", "shift+Right")
        until(lambda: len(stations(app)) == there + count, lambda: f"{len(stations(app))} base stations, not {there + count}")
    app.key("Escape", "Escape")


def drafts(folder):
    return [line for line in run("recover", env={"XDG_STATE_HOME": str(folder / "state")}).out.splitlines() if line]


def kill_with_draft(app, folder, number):
    """Kills the window once all that many base stations are in the draft."""
    copies = folder / "copies"

    def drafted():
        files = list((folder / "state/handover/drafts").glob("*/draft"))
        return len(files) == 1 and rfps(files[0]) == number

    until(drafted, "the draft is not written")
    check(not copies.exists() and not drafts(folder), "a draft in use is offered to others")
    app.process.kill()
    app.process.wait()


def close(app, heading):
    """Closes a dialog and waits until the main window listens again."""
    app.key("Escape")
    app.gone("label", heading)
    until(lambda: app.active_window() == app.window, "the main window does not come back")


def unsaved(folder):
    """Killed with unsaved changes: the next start shows them and what they are, and Save brings them into the file."""
    path = folder / "unsaved.handover"
    make_site(path)
    before = path.read_bytes()
    with window(folder, path) as app:
        check_no_dump(app.process.pid)
        place(app, 3)
        kill_with_draft(app, folder, 3)
    check(path.read_bytes() == before, "the file is another one")
    check(len(drafts(folder)) == 1, "there is no draft")
    # Later: nothing is lost by looking.
    for scheme in ("light", "dark"):
        with window(folder, path, env={"ADW_DEBUG_COLOR_SCHEME": f"prefer-{scheme}"}, named="unsaved.handover") as app:
            app.find("label", re.compile("This is what is newer than its file"))
            app.find("label", re.compile(r"^base station 3 \(RFP 3\): new$"))
            app.shot(f"recover-1280-{scheme}")
            app.click("button", "Later")
            app.gone("button", "Later")
            app.key("ctrl+q")
            app.ended()
        check(len(drafts(folder)) == 1, "Later has taken the draft away")
    with window(folder, path, named="unsaved.handover") as app:
        app.click("button", "Recover")
        until(lambda: len(stations(app)) == 3, "they are not there")
        check(app.title().startswith("•"), "the recovered site counts as saved")
        app.key("ctrl+s")
        until(lambda: rfps(path) == 3, "they are not saved")
        until(lambda: not list((folder / "state/handover/drafts").glob("*")), "the draft stays")
        check(path.with_name(path.name + "~").read_bytes() == before, "the last version is not kept")
        app.key("ctrl+q")
        app.ended()


def both_changed(folder):
    """The file was changed too since: what is recovered is a copy, and both stay."""
    path = folder / "both.handover"
    make_site(path)
    with window(folder, path) as app:
        place(app, 1)
        kill_with_draft(app, folder, 1)
    with window(folder, path, named="both.handover", env={"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}) as app:
        app.click("button", "Later")
        app.gone("button", "Later")
        app.resize(360, 700)
        run("set", path, "name=Changed elsewhere")
        there = path.read_bytes()
        app.click("button", "Reload")
        app.find("label", re.compile("was written after that"))
        app.find("label", re.compile("Changed elsewhere → "))
        app.shot("recover-360-dark")
        app.click("button", "Recover")
        until(lambda: "not saved yet" in app.title(), lambda: f"the window shows “{app.title()}”")
        check(path.read_bytes() == there, "the file was written over")
        app.key("ctrl+w")
        app.click("button", "Discard")
        app.ended()


def never_saved(folder):
    """A site without a file is offered at the start; discarded it is gone."""
    with window(folder) as app:
        app.key("ctrl+n")
        place(app, 2)
        kill_with_draft(app, folder, 2)
    with window(folder, named="^Handover$") as app:
        app.find("label", re.compile("It has no file yet"))
        app.click("button", "Discard")
        until(lambda: not list((folder / "state/handover/drafts").glob("*")), "the draft stays")
        app.key("ctrl+q")
        app.ended()


def closed_in_good_order(folder):
    """Closed without saving, by a person who said so: nothing is offered."""
    path = folder / "closed.handover"
    make_site(path)
    with window(folder, path) as app:
        place(app, 1)
        until(lambda: list((folder / "state/handover/drafts").glob("*/draft")), "no draft")
        app.key("ctrl+w")
        app.click("button", "Discard")
        app.ended()
    check(not list((folder / "state/handover/drafts").glob("*")), "the draft stays")


def damaged(folder):
    """A file that was cut: said what is lost, opened as a copy, the file as it was."""
    path = folder / "damaged.handover"
    run("new", path, "--sample")
    whole = path.read_bytes()
    path.write_bytes(whole[:len(whole) // 2])
    for scheme, size in (("light", (1280, 800)), ("dark", (360, 700))):
        with window(folder, path, env={"ADW_DEBUG_COLOR_SCHEME": f"prefer-{scheme}"}, size=size, named="^Handover$") as app:
            app.find("label", "The file is damaged")
            app.shot(f"damaged-{size[0]}-{scheme}")
            close(app, "The file is damaged")
            app.key("ctrl+q")
            app.ended()
    with window(folder, path, named="^Handover$") as app:
        app.click("button", "Open what is left")
        app.find("label", re.compile("^18 base stations"))
        app.key("ctrl+s")
        app.choose_file("Save the site", folder / "repaired.handover", save=True)
        until((folder / "repaired.handover").exists, "it is not saved")
        app.key("ctrl+q")
        app.ended()
    check(path.read_bytes() == whole[:len(whole) // 2], "the damaged file is another one")
    check(rfps(folder / "repaired.handover") == 18, "base stations are missing")


def compared(folder):
    """Changed on the disk: Compare shows in what, nothing is written over."""
    path = folder / "changed.handover"
    run("new", path, "--sample")
    with window(folder, path) as app:
        app.find("label", re.compile("^18 base stations"))
        run("set", path, "name=Plant South", "customer=Another")
        app.find("label", re.compile("Another program has changed"))
        app.click("button", "Compare")
        app.find("label", re.compile("Plant South → "))
        app.shot("compare-1280")
        close(app, "What differs")
        app.resize(360, 700)
        app.click("button", "Compare")
        app.find("label", re.compile("Plant South → "))
        app.shot("compare-360")
        close(app, "What differs")
        app.key("ctrl+q")
        app.ended()


if __name__ == "__main__":
    main(__file__, [unsaved, both_changed, never_saved, closed_in_good_order, damaged, compared])
