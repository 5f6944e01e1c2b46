# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing on the plan of the built program: walls and base stations by mouse, and the same without one."""
import re
import time

import screen
from plans import PLAN_HEIGHT, PLAN_WIDTH, write_plan
from screen import check, until, window
from steps import begin, described, hint, save, stations
from tap import run


def make_site(path):
    """A site of one floor without a plan image: squared paper."""
    floors = path.with_suffix(".csv")
    floors.write_text("building,floor,level\nHouse,Ground floor,0\n")
    run("new", path)
    run("import", "csv", path, "--floors", floors)


def walls_by_mouse(folder):
    """A room, corner by corner, closed by C; a door in it; a wall taken, moved, removed and brought back."""
    path = folder / "walls.handover"
    make_site(path)
    with window(folder, path) as app:
        left, top, width, height = begin(app)
        x1, y1, x2, y2 = left + 160, top + 180, left + 460, top + 400
        app.key("w")
        hint(app, "Click where the wall begins")
        for x, y in ((x1, y1), (x2, y1), (x2, y2), (x1, y2)):
            app.click_at(x, y)
            time.sleep(0.15)
        app.shot("canvas-1-walls")
        app.key("c")
        until(lambda: described(app, "Page Down and Page Up"), "no wall can be reached")
        until(lambda: any("of 4, " in name for name in described(app, "Page Down")), "there are not four walls")
        app.key("o")
        hint(app, "Click on a wall")
        app.click_at((x1 + x2) // 2, y1 + 2)
        until(lambda: any(name.startswith("Opening 1 of 1") for name in described(app, "Page Down")), "there is no door")
        app.shot("canvas-2-door")
        app.key("Escape")
        site = save(app, path)
        check(len(site["walls"]) == 4 and len(site["openings"]) == 1, f"not saved: {len(site['walls'])} walls")
        ends = [(round(wall["x1_m"], 3), round(wall["y1_m"], 3)) for wall in site["walls"]]
        starts = [(round(wall["x2_m"], 3), round(wall["y2_m"], 3)) for wall in site["walls"]]
        check(sorted(ends) == sorted(starts), f"the room is not closed: {ends} {starts}")
        door, first = site["openings"][0], site["walls"][0]
        check(abs(door["y1_m"] - first["y1_m"]) < 0.01, "the door is not in the wall")
        check(abs(abs(door["x2_m"] - door["x1_m"]) - 0.9) < 0.01, "the door has another width")

        # The wall with the door goes down by a drag, and its door with it.
        app.drag((x1 + 60, y1), (x1 + 60, y1 + 60))
        moved = save(app, path)
        check(moved["walls"][0]["y1_m"] > first["y1_m"] + 0.3, "the wall does not follow the mouse")
        check(abs(moved["openings"][0]["y1_m"] - moved["walls"][0]["y1_m"]) < 0.01, "the door stays behind")
        app.key("Delete")
        until(lambda: not any(name.startswith("Opening") for name in described(app, "Page Down")), "the door is still there")
        app.key("ctrl+z")
        until(lambda: any(name.startswith("Opening") for name in described(app, "Page Down")), "undo brings no door back")

        # A rubber band around it all, then all of it once more on a floor of its own.
        app.key("Escape")
        app.drag((x1 - 40, y1 - 40), (x2 + 40, y2 + 40))
        app.find("label", re.compile("5 things selected"))
        app.shot("canvas-3-band")
        app.key("ctrl+c")
        app.click("button", re.compile("Add floor"))
        app.click_at(left + width // 2, top + height - 120)
        app.key("ctrl+v")
        until(lambda: any("of 4, " in name for name in described(app, "Page Down")), "nothing is pasted")
        site = save(app, path)
        check(len(site["walls"]) == 8 and len(site["openings"]) == 2, "the copy is not whole")
        check(site["walls"][4]["floor"] != site["walls"][0]["floor"], "it was pasted on the same floor")
        check(site["walls"][4]["x1_m"] == site["walls"][0]["x1_m"], "on another floor it has another place")
        app.key("ctrl+q")
        app.ended()


def ten_stations_by_mouse(folder):
    """One click each; the number and the name are proposed."""
    path = folder / "mouse.handover"
    make_site(path)
    with window(folder, path) as app:
        left, top, width, height = begin(app)
        app.key("b")
        hint(app, "Click where base station 1 (RFP 1) hangs")
        for number in range(10):
            app.click_at(left + 120 + number % 5 * 110, top + 170 + number // 5 * 150)
            until(lambda: len(stations(app)) == number + 1, lambda: f"{len(stations(app))} instead of {number + 1}")
        app.shot("canvas-4-ten-by-mouse")
        app.key("Escape")
        site = save(app, path)
        check([rfp["name"] for rfp in site["rfps"]] == [f"RFP {number}" for number in range(1, 11)], "other names")
        # In one line they were clicked, in one line they hang.
        check(len({round(rfp["y_m"], 3) for rfp in site["rfps"]}) == 2, "they are not in line")
        app.key("ctrl+q")
        app.ended()


def everything_by_keys(folder):
    """No mouse at all: a room, ten base stations, one of them moved, walked to, removed."""
    path = folder / "keys.handover"
    make_site(path)
    with window(folder, path) as app:
        app.key("alt+1")
        until(lambda: any(element.has("focused") and element.name == "Floor plan" for element in app.elements().values()),
              "the plan does not have the focus")
        app.key("w", "Return")
        for keys in (["shift+Right"] * 8, ["shift+Down"] * 5, ["shift+Left"] * 8):
            app.key(*keys, "Return")
        hint(app, "Click the next corner")
        app.shot("canvas-5-cross")
        app.key("c", "Escape")
        until(lambda: any("of 4, " in name for name in described(app, "Page Down")), "there is no room")
        app.key("b")
        for number in range(1, 11):
            app.key("Return")
            until(lambda: len(stations(app)) == number, lambda: f"{len(stations(app))} instead of {number}")
            app.key("shift+Right" if number % 2 else "shift+Up")
        app.shot("canvas-6-ten-by-keys")
        app.key("Escape", "Escape")
        site = save(app, path)
        check(len(site["rfps"]) == 10 and len({(rfp["x_m"], rfp["y_m"]) for rfp in site["rfps"]}) == 10, "they hang in one place")
        walls = site["walls"]
        check(abs(walls[0]["x2_m"] - walls[0]["x1_m"] - 8) < 1e-6, f"the first wall is not 8 m long: {walls[0]}")
        check((walls[3]["x2_m"], walls[3]["y2_m"]) == (walls[0]["x1_m"], walls[0]["y1_m"]), "C does not close the room")

        # Tab walks from one to the next, and on to the walls.
        app.key("shift+Tab")
        first = until(lambda: next((element for element in stations(app).values() if element.has("focused")), None),
                      "Tab does not go from one to the next")
        app.key("Delete")
        until(lambda: first.name not in stations(app), "Delete does not remove it")
        app.key("ctrl+z")
        until(lambda: first.name in stations(app), "undo does not bring it back")
        until(lambda: app.key("Tab") or time.sleep(0.2) or any(element.has("focused") for element in described(app, "Page Down").values()),
              "Tab does not go on to the walls")
        app.key("Page_Down", "Page_Down")
        until(lambda: any(name.startswith("Wall 3 of 4") and element.has("focused")
                          for name, element in described(app, "Page Down").items()), "Page Down does not go to the third wall")
        app.key("Menu")
        until(lambda: any("Split here" in element.name for element in app.elements().values()), "there is no menu")
        app.shot("canvas-7-menu")
        app.key("Escape")
        until(lambda: any(element.has("focused") for element in described(app, "Page Down").values()), "the focus does not come back")
        app.key("shift+Right")
        moved = save(app, path)
        check(abs(moved["walls"][2]["x1_m"] - walls[2]["x1_m"] - 1) < 1e-6, "the arrow key does not move the wall")
        app.key("ctrl+q")
        app.ended()


def notes(folder):
    """A note typed where it belongs, one begun and left empty, one changed by a double click; all in the file."""
    path = folder / "notes.handover"
    make_site(path)
    with window(folder, path) as app:
        left, top, width, height = begin(app)
        x, y = left + 300, top + 200
        app.key("t")
        hint(app, "Click where the note belongs")
        app.click_at(x, y)
        app.find("text", "Text of the note")
        app.type("Gas pipe")
        app.key("shift+Return")
        app.type("no drilling")
        app.key("Return")
        until(lambda: any(element.has("focused") for name, element in described(app, "note").items() if name == "Gas pipe\nno drilling"),
              "there is no note with the focus")
        app.shot("canvas-8-note")

        # Keys alone; Escape keeps nothing of an empty one, and the next Escape leaves the tool.
        app.key("t", "Right", "Return")
        app.find("text", "Text of the note")
        app.key("Escape")
        app.gone("text", "Text of the note")
        app.key("Escape")
        app.click_at(x + 40, y)
        time.sleep(1)
        screen.xdo("click", "--repeat", "2", "--delay", "60", "1")
        app.find("text", "Text of the note")
        app.key("ctrl+a")
        app.type("Water pipe")
        app.key("Return")
        until(lambda: "Water pipe" in described(app, "note"), "the note is not changed")
        app.drag((x + 40, y), (x + 140, y))
        site = save(app, path)
        check([note["text"] for note in site["remarks"]] == ["Water pipe"], f"not saved: {site['remarks']}")
        before = site["remarks"][0]["x_m"]
        app.key("Right")
        site = save(app, path)
        check(abs(site["remarks"][0]["x_m"] - before - 0.1) < 1e-6, "the arrow key does not move the note")
        app.key("ctrl+q")
        app.ended()


def cross_by_keys(folder):
    """The cross of the base station tool: arrow keys move it and not what is selected; it stays on the plan, whatever the view shows."""
    path = folder / "cross.handover"
    make_site(path)
    write_plan(folder / "ground.png")
    run("import", "plan", path, folder / "ground.png", "--building", "House", "--floor", "Ground floor", "--metres-per-unit", "0.05")
    with window(folder, path) as app:
        begin(app)
        app.key("b", "Return")
        until(lambda: len(stations(app)) == 1, "Return places nothing")
        first = save(app, path)["rfps"][0]
        app.key("shift+Right", "shift+Right", "shift+Right", "shift+Down")
        app.shot("canvas-9-cross")
        app.key("Return")
        until(lambda: len(stations(app)) == 2, "Return places no second one")
        rfps = save(app, path)["rfps"]
        check((rfps[0]["x_m"], rfps[0]["y_m"]) == (first["x_m"], first["y_m"]), "the arrow keys move the selected one")
        check(abs(rfps[1]["x_m"] - first["x_m"] - 3) < 1e-6 and abs(rfps[1]["y_m"] - first["y_m"] - 1) < 1e-6,
              f"the cross was elsewhere: {first} {rfps[1]}")

        # Return again: beside it. Then far away and with the plan out of sight: still on the plan.
        app.key("Return")
        until(lambda: len(stations(app)) == 3, "Return places no third one")
        app.key("Escape", "Escape", *["minus"] * 12)
        app.key(*["Right"] * 30)
        app.key("b", "Return")
        until(lambda: len(save(app, path)["rfps"]) == 4, "Return places no fourth one")
        app.key(*["shift+Left"] * 100)
        app.key("Return")
        until(lambda: len(save(app, path)["rfps"]) == 5, "Return places no fifth one")
        rfps = save(app, path)["rfps"]
        check(len({(rfp["x_m"], rfp["y_m"]) for rfp in rfps}) == 5, f"two hang in one place: {rfps}")
        for rfp in rfps:
            check(0 <= rfp["x_m"] <= PLAN_WIDTH * 0.05 and 0 <= rfp["y_m"] <= PLAN_HEIGHT * 0.05, f"off the plan: {rfp}")
        check(min(rfp["x_m"] for rfp in rfps) == 0, "the cross does not go to the edge")

        # Escape ends the tool; then the keys move what is selected.
        app.key("Escape", "shift+Right")
        last = save(app, path)["rfps"][-1]
        check(abs(last["x_m"] - 1) < 1e-6, f"after Escape the arrow key does not move it: {last}")
        app.key("ctrl+q")
        app.ended()


CASES = [walls_by_mouse, ten_stations_by_mouse, everything_by_keys, cross_by_keys, notes]

if __name__ == "__main__":
    screen.main(__file__, CASES)
