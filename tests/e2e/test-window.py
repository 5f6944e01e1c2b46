# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The built program on a screen of its own, by mouse and keyboard: the main job, a repair, every page, bad input."""
import json
import re
import zipfile

import screen
import tap
from screen import check, until, window
from steps import check_names, commission, fill_in, find_marks, import_and_scale, stations
from tap import run

IPEI = "00012 0000137 9"


def place(app):
    """Three base stations by mouse, one of them dragged, undone, redone."""
    left, right = until(lambda: find_marks(app), "the plan is gone")
    step = (right[0] - left[0]) / 6
    points = [(left[0] + step * at, left[1] - 2 * step) for at in (0, 2, 4)]
    app.key("b")
    for count, point in enumerate(points, 1):
        app.click_at(*map(round, point))
        until(lambda: len(stations(app)) == count, lambda: f"not {count} base stations but {list(stations(app))}")
    app.key("Escape")
    name, before = sorted(stations(app).items())[2]
    start = app.point(before)
    app.drag(start, (start[0] + round(step), start[1]))
    until(lambda: stations(app)[name].description != before.description, "it does not follow the mouse")
    after = stations(app)[name].description
    app.shot("job-3-placed")
    app.key("ctrl+z")
    until(lambda: stations(app)[name].description == before.description, "undo does not take it back")
    app.key("ctrl+shift+z")
    until(lambda: stations(app)[name].description == after, "redo does not move it again")
    x = float(re.search(r"([\d.]+) m from the left", after).group(1))
    check(abs(x - 30) < 1, f"dropped at {x} m instead of 30")


def inspect(app):
    """Name, MAC, IP and role in the inspector; what is wrong with a MAC is said in place."""
    for number, mac in ((3, "003042aabb03"), (2, "00:30:42:AA:BB:02"), (1, "00-30-42-aa-bb-01")):
        app.click("button", f"base station {number} (RFP {number})")
        app.find("label", re.compile(f"^RFP {number}$"))
        if number != 2:
            fill_in(app, "IP address", f"10.20.0.{10 + number}")
        else:
            fill_in(app, "MAC address", "00:30:42:AA:BG:02")
            app.find("label", re.compile("^Character 14 of the MAC address is “G”"))
            check(app.find("text", "MAC address").text() == "00:30:42:AA:BG:02", "what was typed is lost")
            app.shot("job-4-wrong-mac")
        fill_in(app, "MAC address", mac)
        fill_in(app, "Name", f"Station {number}")
        app.key("Tab")
        app.find("button", f"base station {number} (Station {number})")
    for role, number in (("Failover", 3), ("Master", 1)):
        app.click("button", f"base station {number} (Station {number})")
        app.find("label", f"Station {number}")
        app.click("button", role)
        until(lambda: role.lower() in stations(app)[f"base station {number} (Station {number})"].description, f"no {role}")
    app.shot("job-5-filled-in")


def add_handset(app):
    app.page("Handsets")
    app.click("button", "Add")
    # The new row's number has the focus; Tab goes on from cell to cell.
    app.find("table cell", "Number", state="focused")
    app.type("4101")
    app.key("Tab")
    app.type("Porter")
    app.key("Tab")
    app.type(IPEI)
    app.key("Return")
    app.find("table cell", "Name: Porter")
    app.shot("job-6-handset")


def follow_a_finding(app):
    """A finding leads to what it speaks of, and goes when that is put right."""
    app.page("Checks")
    row = app.find(None, re.compile("^Base station 2 .* has no IP address"))
    app.shot("job-7-checks")
    app.click(row)
    app.key("Return")
    until(lambda: any(tab.has("selected") for tab in app.find_all("page tab", "Plan")), "the finding leads nowhere")
    until(lambda: app.find("text", "Name").text() == "Station 2", "the finding leads to another base station")
    app.shot("job-8-finding")
    fill_in(app, "IP address", "10.20.0.12")
    app.page("Checks")
    app.gone(None, re.compile("has no IP address"))


def name_the_site(app):
    app.key("alt+Return")
    app.dialog("Site settings")
    fill_in(app, "Site", "Window site")
    fill_in(app, "Gateway name", "gw-window")
    app.shot("job-9-settings")
    app.key("Escape")
    until(lambda: "Window site –" in (app.title() or ""), lambda: f"the window is called {app.title()}")


def check_saved(folder, files):
    """What was done by hand stands in the file and in what was fetched."""
    site = folder / "window.handover"
    info = json.loads(run("info", site, "--json").out)["site"]
    check((info["name"], info["gateway"]) == ("Window site", "gw-window"), f"info says {info}")
    findings = json.loads(run("check", site, "--json").out)
    check(not [finding for finding in findings if finding["severity"] == "error"], f"check says {findings}")
    run("export", "csv", site, "-o", folder / "csv")
    rows = (folder / "csv/rfps.csv").read_text()
    for number in (1, 2, 3):
        check(all(word in rows for word in (f"Station {number}", f"00:30:42:AA:BB:0{number}", f"10.20.0.{10 + number}")),
              f"base station {number} is not in\n{rows}")
    check("Porter" in (folder / "csv/handsets.csv").read_text(), "the handset is not in the file")
    run("export", "omm", site, "-o", folder / "local")
    local = {path.name: path.read_text() for path in (folder / "local").iterdir()}
    check(len(files) == 2 and sorted(files.values()) == sorted(local.values()), f"fetched {files}, but from the plan {local}")
    with zipfile.ZipFile(site) as file:
        log = json.loads(file.read("log.json"))
        check("plans/" in " ".join(file.namelist()), "the plan image is not in the file")
    check('"push"' in json.dumps(log), f"no push in the log: {log}")


def the_main_job(folder):
    with window(folder) as app:
        app.shot("job-0-start")
        app.click("button", "New site")
        import_and_scale(app, folder, "job")
        place(app)
        inspect(app)
        add_handset(app)
        follow_a_finding(app)
        name_the_site(app)
        files = commission(app, folder, "job-9", "Station 2")
        app.key("ctrl+s")
        app.choose_file("Save the site", folder / "window.handover", save=True)
        app.find("label", re.compile("^Saved"))
        app.key("ctrl+q")
        app.ended()
    check_saved(folder, files)


def look_at_every_page(folder):
    """The sample by command line, wide and narrow, light and dark; and every element with a name."""
    run("new", folder / "sample.handover", "--sample")
    for scheme in ("light", "dark"):
        with window(folder, folder / "sample.handover", env={"ADW_DEBUG_COLOR_SCHEME": f"prefer-{scheme}"}) as app:
            until(lambda: len(stations(app)) > 3, "the sample is not on the plan")
            nameless = []
            for width, height in ((1280, 800), (360, 700)):
                app.resize(width, height)
                for number, name in enumerate(screen.PAGES, 1):
                    app.key(f"alt+{number}")
                    until(lambda: any(tab.has("selected") and tab.name == name for tab in app.elements().values()
                                      if tab.role == "page tab"), f"no page {name}")
                    app.shot(f"page-{number}-{name.lower().replace(' ', '-')}-{width}-{scheme}")
                    if scheme == "light":
                        nameless += [f"{name} at {width}: {element} {element.description}" for element in app.nameless()]
            check(not nameless, "without a name: " + "; ".join(nameless))
            app.key("ctrl+q")
            app.ended()


def bad_input(folder):
    """A truncated file is said to be one and the window stays; a close with unsaved changes asks."""
    run("new", folder / "whole.handover", "--sample")
    (folder / "cut.handover").write_bytes((folder / "whole.handover").read_bytes()[:5000])
    with window(folder, folder / "cut.handover", named="^Handover$") as app:
        app.dialog("The file is damaged")
        app.shot("bad-1-truncated")
        app.key("Escape")
        app.click("button", "New site")
        app.find("button", "Import a plan image…")
        app.key("b")
        app.click(next(element for element in app.elements().values() if element.name == "Floor plan"))
        until(lambda: len(stations(app)) == 1, "no base station is placed")
        app.key("ctrl+w")
        app.find("button", "Discard")
        app.shot("bad-2-unsaved")
        app.key("Escape")
        app.gone("button", "Discard")
        check(len(stations(app)) == 1, "what was unsaved is lost")
        app.key("ctrl+w")
        app.click("button", "Discard")
        app.ended()


def weaknesses(site):
    """Rules of the chain that find something, as handoverctl says."""
    return sorted(finding["rule"] for finding in json.loads(run("check", site, "--json").out) if finding["rule"].startswith("chain-"))


def repair_by_one_click(folder):
    """The sample's weakness: found, explained, repaired by one click; undone; repaired in another way."""
    site = folder / "sample.handover"
    run("new", site, "--sample")
    check(weaknesses(site) == ["chain-cut", "chain-single-link", "chain-weak"], f"the sample has {weaknesses(site)}")
    with window(folder, site) as app:
        app.page("Checks")
        app.find("label", re.compile("^When base station 3 .* fails, base station 18 .* loses synchronisation"))
        app.shot("repair-1-found")
        app.click("button", "Fix", at=lambda element: element.description.startswith("When base station 3 "))
        app.find("label", re.compile("^Repaired: Move base station 18 "))
        app.gone("label", re.compile("^When base station 3 "))
        app.shot("repair-2-repaired")
        app.click("button", "Other ways…")
        app.find("label", "Ways to repair")
        app.find("label", re.compile("^When base station 3 "))  # taken back, and said what it is about
        app.shot("repair-3-other-ways")
        check_names(app, "the ways to repair")
        app.click("button", "Apply", at=lambda element: element.description.startswith("Move base station 6 "))
        app.find("label", re.compile("^Repaired: "))
        app.gone("label", "Ways to repair")
        app.shot("repair-4-another")
        app.page("Checks")
        app.gone("label", re.compile("^When base station 3 "))
        app.key("ctrl+s")
        app.find("label", re.compile("^Saved"))
        app.key("ctrl+q")
        app.ended()
    check(not weaknesses(site), f"after the repair there is {weaknesses(site)}")


def ask_and_draw(folder):
    """What fails with a base station, by right click; a zone by mouse and another by keyboard."""
    site = folder / "sample.handover"
    run("new", site, "--sample")
    with window(folder, site) as app:
        until(lambda: len(stations(app)) > 3, "the sample is not on the plan")
        app.click("button", "base station 3 (Canteen)", button=3)
        app.find(None, "What if this one fails")
        app.key("Return")
        app.find("label", re.compile("^If base station 3 .* fails, 1 other is not reached any more"))
        check("taken for broken" in stations(app)["base station 3 (Canteen)"].description, "it is not marked")
        app.shot("ask-1-failed")
        app.key("Escape")
        app.gone("label", re.compile("^If base station 3 "))
        left, right = app.point(stations(app)["base station 4 (Corridor ground)"]), app.point(stations(app)["base station 6 (Hall 1)"])
        app.key("z")
        app.drag((left[0], left[1] - 90), (right[0] + 40, right[1] - 150))
        app.find("button", "zone")
        fill_in(app, "Name", "Ward")
        app.find("button", "zone Ward")
        check_names(app, "the zone's fields")
        app.shot("ask-2-zone")
        app.click("button", "zone Ward")
        app.key("Delete")
        app.gone("button", "zone Ward")
        app.key("ctrl+z")
        app.find("button", "zone Ward")
        app.key("ctrl+s")
        app.find("label", re.compile("^Saved"))
        app.key("ctrl+q")
        app.ended()
    run("export", "csv", site, "-o", folder / "csv")
    check("Ward" in (folder / "csv/zones.csv").read_text(), "the zone is not in the file")


def place_and_fit(folder):
    """Base stations that the program places on an empty floor; what to do before there is anything measured."""
    site, sample = folder / "empty.handover", tap.SOURCE / "data/sample"
    run("new", site)
    run("import", "csv", site, "--buildings", sample / "buildings.csv", "--floors", sample / "floors.csv",
        "--walls", sample / "walls.csv", "--openings", sample / "openings.csv")
    with window(folder, site) as app:
        app.click("list item", re.compile("^Place automatically"))
        app.dialog("Place automatically")
        check_names(app, "the dialog of automatic placement")
        app.shot("place-1-wanted")
        app.click("button", "Plan")
        app.find("label", "Before and after")
        check_names(app, "the proposal")
        app.shot("place-2-proposal")
        check(not stations(app), "placed before anybody agreed")
        app.click("button", "Apply")
        until(lambda: stations(app), "no base station is placed")
        app.shot("place-3-placed")
        app.key("ctrl+z")
        until(lambda: not stations(app), "one undo does not take them back")
        app.key("ctrl+shift+z")
        app.key("Escape", "Escape")
        app.click("list item", re.compile("^Measured against predicted"))
        app.dialog("Measured against predicted")
        app.find("label", "Nothing measured yet")
        check_names(app, "the dialog of the fit")
        app.shot("fit-1-empty")
        app.key("Escape")
        until(lambda: app.title() != "Measured against predicted", "Escape does not close it")
        app.key("ctrl+s")
        app.find("label", re.compile("^Saved"))
        app.key("ctrl+q")
        app.ended()
    check(json.loads(run("info", site, "--json").out)["counts"]["rfps"] > 0, "nothing is in the file")


CASES = [look_at_every_page, bad_input, repair_by_one_click, ask_and_draw, place_and_fit, the_main_job]

if __name__ == "__main__":
    screen.main(__file__, CASES)
