# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a hand does with the window: files dragged into it from another program, rows and the crop of a plan dragged, an image pasted;
and what is too much for it."""
import contextlib
import re
import struct
import subprocess
import time
import zlib

import screen
from plans import PLAN_HEIGHT, PLAN_WIDTH, make_pdf, write_plan
from screen import check, until, window, xdo
from steps import begin, canvas, save
from tap import BUILD, run

# Where the other program's window stands: beside the main one.
PEER = (1285, 300)


@contextlib.contextmanager
def peer(folder, *arguments):
    """The window of another program (tests/support/peer-window.c), beside the main one. Gives what it says, as a function."""
    said = folder / f"peer-{time.monotonic_ns()}.out"
    with open(said, "wb") as out:
        process = subprocess.Popen([str(BUILD / "tests/e2e/peer-window"), *map(str, arguments)], stdout=out, stderr=subprocess.DEVNULL)
    try:
        own = until(lambda: xdo("search", "--onlyvisible", "--pid", process.pid, "--name", "^Files$").split(), "the other window does not come")[-1]
        xdo("windowsize", own, 110, 80, "windowmove", own, *PEER)
        until(lambda: f"X={PEER[0]}" in xdo("getwindowgeometry", "--shell", own), "the other window does not go aside")
        yield said.read_text
    finally:
        process.terminate()
        process.wait(10)


def drag_slowly(start, end, begun=lambda: True):
    """As a hand drags from one window to another: XDND asks and answers at every step."""
    def pick_up():
        xdo("mouseup", 1, "mousemove", "--sync", *start, "mousedown", 1)
        for step in range(1, 12):
            xdo("mousemove", "--sync", start[0] - 2 * step, start[1])
            time.sleep(0.03)
        return begun()

    until(pick_up, "nothing can be picked up")
    for step in range(1, 13):
        xdo("mousemove", "--sync", *(round(a + (b - a) * step / 12) for a, b in zip(start, end)))
        time.sleep(0.06)
    time.sleep(0.4)
    xdo("mouseup", 1)


def drop(app, folder, path, at):
    with peer(folder, path) as said:
        drag_slowly((PEER[0] + 60, PEER[1] + 40), at, lambda: "begun" in said())
        until(lambda: "taken" in said(), lambda: f"it was not taken: {said()!r}")
    xdo("windowactivate", "--sync", app.window)


def make_site(path):
    floors = path.with_suffix(".csv")
    floors.write_text("building,floor,level\nHouse,Ground floor,0\nHouse,First floor,1\nHouse,Second floor,2\n")
    run("new", path)
    run("import", "csv", path, "--floors", floors)


def said(app, words):
    return until(lambda: next((element for element in app.elements().values() if words in element.name and element.extents()[2] > 0),
                              None), f"“{words}” is not said")


def files_dropped(folder):
    """A plan image, a damaged one, a table and a site, each dragged in from another program."""
    path = folder / "drop.handover"
    make_site(path)
    write_plan(folder / "ground.png")
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.4\nnothing of a PDF")
    (folder / "rfps.csv").write_text("name,mac\nLab,00:30:42:00:00:01\nHall,00:30:42:00:00:02\n")
    run("new", folder / "other.handover", "--sample")
    with window(folder, path) as app:
        left, top, width, height = begin(app)
        at = left + width // 2, top + height // 2

        # What cannot be read says so, in a bar that stays and can be put away; nothing is changed.
        drop(app, folder, folder / "damaged.pdf", at)
        said(app, "The plan image could not be imported.")
        app.shot("hand-1-damaged")
        check("plans" not in str(save(app, path)["floors"]), "a damaged image is in the site")

        drop(app, folder, folder / "ground.png", at)
        until(lambda: any(floor.get("plan") for floor in save(app, path)["floors"]), "the image that was dropped is no plan")
        app.gone("label", re.compile("could not be imported"))
        app.shot("hand-2-plan")

        drop(app, folder, folder / "rfps.csv", at)
        app.shot("hand-3-table")
        app.dialog("Import a table")
        app.click("button", "Import")
        until(lambda: len(save(app, path).get("rfps", [])) == 2, "the table that was dropped is not imported")

        drop(app, folder, folder / "other.handover", at)
        until(lambda: len(xdo("search", "--onlyvisible", "--pid", app.process.pid).split()) > 1, "the site that was dropped does not open")
        app.shot("hand-4-site")


def image_pasted(folder):
    """An image that another program holds in the clipboard, by Ctrl+V on the plan."""
    path = folder / "paste.handover"
    make_site(path)
    write_plan(folder / "ground.png")
    with window(folder, path) as app:
        begin(app)
        with peer(folder, "--clipboard", folder / "ground.png"):
            xdo("windowactivate", "--sync", app.window)
            # The other program may not have told yet that the clipboard is its own.
            until(lambda: app.key("ctrl+v") or time.sleep(1) or any(floor.get("plan") for floor in save(app, path)["floors"]), "the image of the clipboard is no plan")
        app.shot("hand-5-pasted")


def rows_dragged(folder):
    """A floor dragged above another one changes their levels."""
    path = folder / "rows.handover"
    make_site(path)
    with window(folder, path) as app:
        begin(app)
        rows = {name: app.point(app.find("list item", re.compile(f"^{name}"))) for name in ("Ground floor", "First floor", "Second floor")}
        check(rows["Second floor"][1] < rows["First floor"][1] < rows["Ground floor"][1], f"they are not from above: {rows}")
        drag_slowly(rows["Ground floor"], (rows["Second floor"][0], rows["Second floor"][1] - 10))
        levels = until(lambda: (lambda found: found if found["Ground floor"] > found["Second floor"] else None)(
            {floor["name"]: floor["level"] for floor in save(app, path)["floors"]}), "the row does not move")
        check(levels["First floor"] < levels["Second floor"] < levels["Ground floor"], f"another order: {levels}")
        app.shot("hand-6-rows")
        app.key("ctrl+z")
        until(lambda: {floor["name"]: floor["level"] for floor in save(app, path)["floors"]} ==
              {"Ground floor": 0, "First floor": 1, "Second floor": 2}, "undo does not put the row back")


def crop_dragged(folder):
    """The crop of a plan by its corner."""
    path = folder / "crop.handover"
    make_site(path)
    write_plan(folder / "ground.png")
    run("import", "plan", path, folder / "ground.png", "--building", "House", "--floor", "Ground floor", "--metres-per-unit", "0.05")
    with window(folder, path) as app:
        begin(app)
        app.click("button", re.compile("Crop"))
        app.dialog("Crop the plan")
        time.sleep(1)
        app.shot("hand-7-crop")
        area = app.find(name=re.compile("^The plan, with the part"))
        (x, y), (_, _, width, height) = app.point(area), area.extents()
        # The picture fills it one way; the right edge of the crop is at the picture's own.
        scale = min(width / PLAN_WIDTH, height / PLAN_HEIGHT)
        corner = round(x + PLAN_WIDTH * scale / 2) - 3, round(y + PLAN_HEIGHT * scale / 2) - 3
        drag_slowly(corner, (corner[0] - 150, corner[1] - 90))
        app.shot("hand-8-cropped")
        app.click("button", "Crop")
        floor = until(lambda: next((floor for floor in save(app, path)["floors"] if floor.get("plan_right")), None), "nothing is cropped")
        check(abs(floor["plan_right"] - (PLAN_WIDTH - 150 / scale)) < 12 and abs(floor["plan_bottom"] - (PLAN_HEIGHT - 90 / scale)) < 12,
              f"cropped elsewhere: {floor}, {scale}")
        check("plan_left" not in floor and "plan_top" not in floor, f"another edge is cropped too: {floor}")


def write_huge_png(path, side):
    """A whole and right PNG of one bit a pixel: a few kilobytes that nobody can draw."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    pack = zlib.compressobj(1)
    row = bytes(1 + (side + 7) // 8)
    pixels = b"".join([*(pack.compress(row) for _ in range(side)), pack.flush()])
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
                     + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def plan_of(app, path):
    """The plan image of the site's one floor that has any, from its file."""
    return until(lambda: next((floor["plan"] for floor in save(app, path)["floors"] if floor.get("plan")), None), "no floor has a plan")


def too_much(folder):
    """An image of 30 000 pixels a side, 500 000 rows in the clipboard, a PDF that goes while its page is chosen, an image that goes
    once it is a plan: words where something is refused, nothing changed, and the window goes on."""
    path = folder / "much.handover"
    make_site(path)
    write_huge_png(folder / "huge.png", 30000)
    make_pdf(folder / "two.pdf", "one", "two")
    write_plan(folder / "ground.png")
    (folder / "rows.txt").write_text("Name\tNumber\n" + "".join(f"Person {row}\t{row}\n" for row in range(500000)))
    with window(folder, path) as app:
        begin(app)
        app.click("button", "Import…")
        app.choose_file("Import a plan image", folder / "huge.png")
        said(app, "The plan image could not be imported.")
        app.shot("much-1-huge")

        app.click("button", "Import…")
        app.choose_file("Import a plan image", folder / "two.pdf")
        app.dialog("Choose a page")
        app.find("button", "Use this page")
        (folder / "two.pdf").unlink()
        app.click("button", "Use this page")
        until(lambda: app.title() != "Choose a page", "the page chooser stays")
        first = plan_of(app, path)  # what was chosen from was read already

        app.click("button", "Import…")
        app.choose_file("Import a plan image", folder / "ground.png")
        until(lambda: plan_of(app, path) != first, "the image is no plan")
        (folder / "ground.png").unlink()
        app.shot("much-3-plan-gone")

        app.page("Handsets")
        # GTK 4.8 itself does not hand over more than a few hundred kilobytes.
        subprocess.run(["xclip", "-selection", "clipboard", "-in", str(folder / "rows.txt")], check=True, timeout=20,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        app.click("button", re.compile("^Paste from a spreadsheet"))
        said(app, "These are more than 20000 rows")
        app.shot("much-5-rows")
        app.key("Escape")
        check(not save(app, path).get("handsets"), "rows that were too many are in the site")
        app.key("ctrl+q")
        app.ended()


CASES = [too_much, files_dropped, image_pasted, rows_dragged, crop_dragged]

if __name__ == "__main__":
    screen.main(__file__, CASES)
