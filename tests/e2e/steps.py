# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does in the window, step by step, as more than one case needs it."""
import csv
import json
import re
import zipfile

from plans import LENGTH_M, RED, write_plan
from screen import check, until
from tap import run


# --- A plan image and its scale -----------------------------------------------------------------------

def find_marks(app):
    """The middles of the two marks as they stand on the screen, or None."""
    width, height, data = app.pixels()
    spots, index = [], data.find(RED)
    while index >= 0:
        if index % 3 == 0:
            spots.append((index // 3 % width, index // 3 // width))
        index = data.find(RED, index + 1)
    if not spots:
        return None
    middle = (min(spots)[0] + max(spots)[0]) / 2
    sides = [[spot for spot in spots if (spot[0] > middle) == right] for right in (False, True)]
    if not all(sides):
        return None
    return [tuple(sum(values) / len(side) for values in zip(*side)) for side in sides]


def import_and_scale(app, folder, prefix):
    """A plan by the file chooser, and its scale by the line between its two marks."""
    write_plan(folder / "ground.png")
    app.click("button", "Import a plan image…")
    app.choose_file("Import a plan image", folder / "ground.png")
    marks = until(lambda: find_marks(app), "the plan is not on the screen")
    app.shot(f"{prefix}-1-imported")
    app.key("m")
    app.drag(*marks)
    app.find("text", "True length in metres")
    app.type(str(LENGTH_M))
    app.find("label", re.compile(r"The whole plan will be (39\.|40\.)\d × (24\.|25\.)\d m\."))
    app.shot(f"{prefix}-2-scale")
    app.key("Return")
    app.gone("text", "True length in metres")


# --- The plan -------------------------------------------------------------------------------------------

def canvas(app):
    """Place of the plan on the screen: left, top, width, height."""
    element = next(element for element in app.elements().values() if element.name == "Floor plan")
    x, y, width, height = element.extents()
    middle = app.point(element)
    return middle[0] - width // 2, middle[1] - height // 2, width, height


def described(app, words):
    """Elements whose description has the words, by name."""
    return {element.name: element for element in app.elements().values() if words in element.description and element.extents()[2] > 0}


def stations(app):
    """Base stations on the plan, by name."""
    return {name: element for name, element in described(app, " m from the left, ").items() if element.role == "button"}


def begin(app):
    """The focus is on the plan, the pointer too."""
    left, top, width, height = canvas(app)
    app.click_at(left + width // 2, top + height - 120)
    app.key("Escape")
    return left, top, width, height


def hint(app, words, seconds=20):
    return until(lambda: next((element for element in app.elements().values() if words in element.name), None),
                 f"the strip of the tool does not say “{words}”", seconds)


def fill_in(app, name, text):
    """Types into a field of the inspector."""
    app.click("text", name)
    until(lambda: app.find_all("text", name, state="focused"), f"the field {name} does not take the focus")
    app.key("ctrl+a")
    app.type(text)
    until(lambda: any(element.text() == text for element in app.find_all("text", name)), f"{name} is not typed")


# --- Tables ---------------------------------------------------------------------------------------------

def scan(app, text):
    app.type(text)
    app.key("Return")


# --- Files ----------------------------------------------------------------------------------------------

def save(app, path):
    """Saves in place and gives what is in the file."""
    app.key("ctrl+s")
    app.find("label", re.compile("^Saved"))
    return saved(path)


def save_and_quit(app):
    app.key("ctrl+s")
    app.find("label", re.compile("^Saved"))
    app.key("ctrl+q")
    app.ended()


def saved(path):
    """What stands in a file, without its pictures."""
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("site.json"))


def log(site):
    with zipfile.ZipFile(site) as file:
        return json.loads(file.read("log.json"))


def rows(folder, site, kind):
    run("export", "csv", site, "-o", folder / "csv")
    with open(folder / f"csv/{kind}.csv", newline="") as file:
        return {row["number"]: row for row in csv.DictReader(file)}


# --- Commissioning --------------------------------------------------------------------------------------

def step(app, number, title):
    app.click("list item", re.compile(f"^Step {number}, {title}"))


def commission(app, folder, prefix, name):
    """Against the embedded PBX of the window: the difference, the push, the OMM files, by their names."""
    app.page("Commission")
    step(app, 3, "Connect to the PBX")
    app.click("button", "Test connection")
    app.find("label", re.compile("^Connected to "))
    app.shot(f"{prefix}-connected")
    step(app, 4, "Review the difference")
    if app.find_all("button", "Compare with the PBX"):
        app.click("button", "Compare with the PBX")
    app.find("label", re.compile(name))
    app.shot(f"{prefix}-difference")
    step(app, 5, "Push")
    app.click("button", re.compile(r"^Push \d+ changes$"))
    app.find("label", re.compile("^The PBX has it: revision 1, "))
    app.shot(f"{prefix}-pushed")
    step(app, 6, "Get the OMM files")
    (folder / "omm").mkdir()
    app.click("button", "Fetch from the PBX…")
    app.choose_file("Folder for the OMM files", folder / "omm")
    app.find("label", re.compile("^Both files are saved"))
    app.shot(f"{prefix}-files")
    return {path.name: path.read_text() for path in (folder / "omm").iterdir()}


# --- Screen readers -------------------------------------------------------------------------------------

def check_names(app, where):
    nameless = [f"{element} {element.description}" for element in app.nameless()]
    check(not nameless, f"without a name in {where}: " + "; ".join(nameless))
