# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever can be opened is opened once, and every element of it has a name that a screen reader can say."""
import contextlib
import re
import time

import plans
import screen
from screen import check, until, window
from steps import begin, described, stations, step
from tap import SOURCE, Failure, run

TOOLS = {"v": "selecting", "b": "placing", "w": "walls", "o": "openings", "z": "zones", "m": "the scale", "a": "aligning", "l": "links", "d": "distances", "t": "notes"}
N_STEPS = 14


class Walk:
    """Where the window has been, and what had no name there."""

    def __init__(self, app):
        self.app, self.found, self.places = app, [], 0

    def look(self, where):
        self.places += 1
        self.found += [f"{where}: {element} {element.description}" for element in self.app.nameless()]
        self.found += [f"{where}: {element} does not say “{words}” that stands on it" for element, words in self.app.misnamed()]

    def dialog(self, title, where=None):
        """A window of its own, which Escape closes."""
        self.app.dialog(title)
        self.look(where or title)
        self.app.shot("names-" + re.sub(r"\W+", "-", title.lower()))
        self.app.key("Escape")
        until(lambda: self.app.title() != title, f"Escape does not close “{title}”")

    def popover(self, opener, inside, where):
        """What a button opens; inside is the name of something in it. A bar that still grows may slip from under the mouse."""
        self.app.click(opener)
        try:
            self.app.find(None, inside, seconds=10)
        except Failure:
            self.app.click(opener)
        self.menu(inside, where)

    def menu(self, inside, where):
        self.app.find(None, inside)
        self.look(where)
        self.app.key("Escape")
        self.app.gone(None, inside)

    def end(self):
        check(not self.found, f"without a name, in {self.places} places:\n" + "\n".join(self.found))


def focus_plan(app):
    app.key("alt+1")
    until(lambda: any(element.has("focused") and element.name == "Floor plan" for element in app.elements().values()),
          "the plan does not have the focus")


def tools(app, walk):
    """The strip of every tool, and what its choices open."""
    for key, what in TOOLS.items():
        app.key(key)
        if key != "v":
            app.find("button", "Done")
        walk.look(f"the tool for {what}")
    app.key("w")
    walk.popover(app.find("combo box", "Material of the wall"), "Glass, untreated", "the palette of materials")
    app.key("o")
    walk.popover(app.find("combo box", "Kind of opening"), re.compile("^Stair"), "the kinds of openings")
    app.key("Escape")


def popovers_of_the_plan(app, walk):
    walk.popover(app.find("button", "Layers: What the plan shows"), "Floor below", "the layers")
    walk.popover(app.find("button", re.compile("%: Zoom$")), "Zoom in", "the zoom")
    app.key("l")
    app.drag(app.point(stations(app)["base station 3 (Canteen)"]), app.point(stations(app)["base station 4 (Corridor ground)"]))
    walk.menu("Level in dBm", "a measured link")
    app.key("Escape")
    app.click("button", "base station 3 (Canteen)", button=3)
    walk.menu("What if this one fails", "the menu of a base station")
    focus_plan(app)


def inspectors(app, walk):
    app.click("button", "base station 3 (Canteen)")
    app.find("label", "Canteen")
    walk.look("the inspector of a base station")
    focus_plan(app)
    app.key("ctrl+a")
    app.find("label", re.compile("selected$"))
    walk.look("the inspector of several")
    app.key("Escape")
    # Tab goes on from the base stations to the walls, End to the last opening.
    until(lambda: app.key("Tab") or time.sleep(0.2) or any(element.has("focused") for element in described(app, "Page Down").values()),
          "Tab does not go on to the walls")
    walk.look("the inspector of a wall")
    until(lambda: app.key("Tab") or time.sleep(0.2) or any(name.startswith("Opening") and element.has("focused")
                                                           for name, element in described(app, "Page Down").items()),
          "Tab does not go on to the openings")
    walk.look("the inspector of an opening")


def windows(app, walk):
    for key, title in (("ctrl+comma", "Preferences"), ("alt+Return", "Site settings"), ("ctrl+question", "Keyboard shortcuts")):
        app.key(key)
        walk.dialog(title)
    # The last item of the main menu.
    app.key("F10")
    app.find(None, "About Handover")
    app.key("Up", "Return")
    until(lambda: app.title() != "Plant North – sample.handover" and app.find_all(None, re.compile("^What’s New")), "nothing is said about the program")
    walk.look("about the program")
    app.shot("names-about")
    app.key("Escape")
    until(lambda: "Plant North" in (app.title() or ""), "Escape does not close what is said about the program")
    app.key("F10")
    walk.menu("About Handover", "the main menu")
    # By the arrow keys: the place of a popover is not told.
    app.key("F10", *["Down"] * 5, "Return")
    app.choose_file("Import a table", SOURCE / "data/sample/rfps.csv")
    app.find("label", re.compile("^The rows are"))
    walk.dialog("Import a table")


def floors(app, walk, folder):
    """The list of floors, its menus, and the dialogs of a plan image."""
    app.page("Plan")
    walk.popover(app.find("button", "Menu of House A"), "Rename the building…", "the menu of a building")
    app.click("list item", "Basement", button=3)
    walk.menu("Rename", "the menu of a floor")
    app.click(app.find("button", "Menu of House A"))
    app.find(None, "Rename the building…")
    app.key("Down", "Return")
    until(lambda: app.find_all("button", "Rename"), "the building is not asked for its name")
    walk.look("the question for a name")
    app.key("Escape")
    plans.make_pdf(folder / "two.pdf", "one", "two")
    app.key("Escape", "Escape")
    app.click("button", "Import…")
    app.choose_file("Import a plan image", folder / "two.pdf")
    app.dialog("Choose a page")
    app.find("button", "Use this page")
    walk.look("the pages of a PDF")
    app.shot("names-pages")
    app.click("button", "Use this page")
    until(lambda: app.title() != "Choose a page", "the page is not taken")
    walk.look("the inspector of a floor with a plan")
    app.click("button", "Crop…")
    walk.dialog("Crop the plan")
    left, top, width, height = begin(app)
    app.key("m")
    app.drag((left + 200, top + height // 2), (left + 500, top + height // 2))
    walk.menu("True length in metres", "the scale")
    app.key("Escape")
    begin(app)
    for row, title in (("Place automatically", "Place automatically"), ("Measured against predicted", "Measured against predicted")):
        app.click("list item", re.compile("^" + row))
        walk.dialog(title)


def tables(app, walk):
    for page in ("Base stations", "Handsets"):
        app.page(page)
        app.find(None, "Search in all columns")
        app.key("ctrl+f", "Return")
        app.find("table cell", state="focused")
        walk.look(page)
        app.click("button", "Columns")
        time.sleep(0.5)
        walk.look(f"the columns of {page}")
        app.key("Escape")
        app.key("ctrl+f", "Return", "Menu")
        walk.menu(re.compile("^Replace hardware"), f"the menu of a row of {page}")
        app.key("ctrl+f", "Return", "Menu")
        app.find(None, re.compile("^Replace hardware"))
        app.key("Down", "Down", "Return")
        walk.dialog("Replace hardware", f"the replacement in {page}")
        app.key("ctrl+f", "Return", "F2")
        walk.look(f"a cell of {page} that is edited")
        app.key("Escape", "ctrl+a")
        app.find("label", re.compile("selected$"))
        app.click("button", re.compile("^Set a field"))
        walk.dialog("Set a field", f"setting a field of {page}")
        app.key("ctrl+f", "Return", "ctrl+shift+c", "ctrl+v")
        walk.dialog("Paste a table", f"pasting into {page}")
        app.key("ctrl+b")
        app.find("text", "Scan here", state="focused")
        app.type("12345")
        app.key("Return")
        walk.look(f"scanning in {page}")
        app.key("Escape")
        app.gone("text", "Scan here")


def findings(app, walk):
    app.page("Checks")
    app.find("label", re.compile("^When base station 3 "))
    walk.look("the findings")
    app.click("button", "Fix", at=lambda element: element.description.startswith("When base station 3 "))
    app.find("label", re.compile("^Repaired: "))
    app.click("button", "Other ways…")
    app.find("label", "Ways to repair")
    app.find("label", re.compile("^When base station 3 "))
    walk.look("the ways to repair")
    app.shot("names-repair")
    app.key("Escape")


def commissioning(app, walk):
    app.page("Commission")
    for number in range(1, N_STEPS + 1):
        app.find("list item", re.compile(f"^Step {number}, "))
        step(app, number, "")
        walk.look(f"step {number} of the commissioning")


def question(app, walk):
    """What is not saved is asked for."""
    app.page("Plan")
    app.key("ctrl+w")
    app.find("button", "Discard")
    walk.look("the question for what is not saved")
    app.click("button", "Discard")
    app.ended()


@contextlib.contextmanager
def walking(folder):
    site = folder / "sample.handover"
    run("new", site, "--sample")
    with window(folder, site) as app:
        walk = Walk(app)
        until(lambda: len(stations(app)) > 3, "the sample is not on the plan")
        yield app, walk
        walk.end()


def names_on_the_plan(folder):
    with walking(folder) as (app, walk):
        walk.look("the plan")
        for part in (tools, popovers_of_the_plan, inspectors):
            part(app, walk)


def names_in_the_windows(folder):
    with walking(folder) as (app, walk):
        windows(app, walk)


def names_around_the_floors(folder):
    with walking(folder) as (app, walk):
        floors(app, walk, folder)
        question(app, walk)


def names_in_the_tables(folder):
    with walking(folder) as (app, walk):
        tables(app, walk)


def names_of_findings_and_steps(folder):
    with walking(folder) as (app, walk):
        findings(app, walk)
        commissioning(app, walk)


CASES = [names_on_the_plan, names_in_the_windows, names_around_the_floors, names_in_the_tables, names_of_findings_and_steps]

if __name__ == "__main__":
    screen.main(__file__, CASES)
