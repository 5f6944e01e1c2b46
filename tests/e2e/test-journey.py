# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way of an installer through the built program: from an empty window to a site that reopens as it was saved."""
import json
import re

import screen
import plans
import steps
from screen import check, until, window
from steps import canvas, check_names, described, fill_in, find_marks, hint, saved, scan, stations
from tap import run

BY_MOUSE, BY_KEYS = 10, 10
N_STATIONS = BY_MOUSE + BY_KEYS
NAMES = ["Porter", "Kitchen", "Night", "Caretaker"]
KINDS = ["buildings", "floors", "walls", "openings", "zones", "switches", "rfps", "handsets", "links", "survey"]


def mac(number):
    return f"00:30:42:1B:7F:{number:02X}"


def ip(number):
    return f"10.20.0.{10 + number}"


def ipei(number, wrong=0):
    """13 characters as a label's barcode has them; with another last one when it is to be wrong."""
    digits = f"0007701154{number:02}"
    character = (sum(place * int(digit) for place, digit in enumerate(digits, 1)) + wrong) % 11
    return digits + ("*" if character == 10 else str(character))


# --- The plan -------------------------------------------------------------------------------------------

def on_the_plan(app):
    """A function from pixels of the plan image to the screen."""
    left, right = until(lambda: find_marks(app), "the plan is not on the screen")
    factor = (right[0] - left[0]) / (plans.MARKS[1] - plans.MARKS[0])
    return lambda x, y: (round(left[0] + (x - plans.MARKS[0]) * factor), round(left[1] + (y - plans.MARK_Y) * factor))


def walls_by_mouse(app, at):
    """The house of the plan, corner by corner, and the wall in its middle; as far down as the legend lets it be seen."""
    app.key("w")
    hint(app, "Click where the wall begins")
    for corner in ((44, 44), (756, 44), (756, 400), (44, 400)):
        app.click_at(*at(*corner))
        hint(app, "Click the next corner")
    app.key("c")
    until(lambda: any("of 4, " in name for name in described(app, "Page Down")), "there are not four walls")
    hint(app, "Click where the wall begins")
    app.click_at(*at(400, 44))
    hint(app, "Click the next corner")
    app.click_at(*at(400, 300))
    until(lambda: any("of 5, " in name for name in described(app, "Page Down")), "there are not five walls")
    app.key("Escape", "Escape")
    app.shot("journey-3-walls")


def stations_by_mouse(app, at):
    app.key("b")
    hint(app, "Click where base station 1 (RFP 1) hangs")
    for number in range(BY_MOUSE):
        app.click_at(*at(120 + number % 5 * 140, 120 + number // 5 * 240))
        until(lambda: len(stations(app)) == number + 1, lambda: f"{len(stations(app))} base stations instead of {number + 1}")
    app.key("Escape")
    app.shot("journey-4-ten-by-mouse")


def stations_by_keys(app):
    """The arrow keys take the cross from place to place, a metre at a time with Shift, and Return hangs one there."""
    app.key("alt+1")
    until(lambda: any(element.has("focused") and element.name == "Floor plan" for element in app.elements().values()),
          "the plan does not have the focus")
    app.key("b")
    hint(app, f"Click where base station {BY_MOUSE + 1} ")
    x = y = 0
    for number in range(BY_KEYS):
        across, along = (-14, -7, 0, 7, 14)[number % 5] - x, (-2, 3)[number // 5] - y
        x, y = x + across, y + along
        app.key(*["shift+Right" if across > 0 else "shift+Left"] * abs(across),
                *["shift+Down" if along > 0 else "shift+Up"] * abs(along), "Return")
        count = BY_MOUSE + number + 1
        until(lambda: len(stations(app)) == count, lambda: f"{len(stations(app))} base stations instead of {count}")
    app.key("Escape", "Escape")
    app.shot("journey-5-ten-by-keys")


def roles(app):
    """The first one placed is the master until another is."""
    for role, number in (("Failover", 8), ("Normal", 1), ("Master", 3)):
        title = f"base station {number} (RFP {number})"
        app.click("button", title)
        app.find("label", f"RFP {number}")
        app.click("button", role)
        until(lambda: [word for word in ("master", "failover") if word in stations(app)[title].description] ==
              ([] if role == "Normal" else [role.lower()]), f"no {role}")


# --- The tables -----------------------------------------------------------------------------------------

def scan_macs(app):
    app.key("alt+2")
    app.find(None, "Search in all columns")
    # Return in the search goes to the first row; scanning begins there.
    app.key("ctrl+f", "Return")
    app.find("table cell", "Number: 1", state="focused")
    app.key("ctrl+b")
    entry = app.find("text", "Scan here", state="focused")
    scan(app, mac(1))
    # The label of the one before once more: said where it is, and nothing is taken.
    scan(app, mac(1).replace(":", ""))
    app.find("label", re.compile(r"is at base station 1 \(RFP 1\) already"))
    check(entry.text() == mac(1).replace(":", ""), "what was scanned is not kept")
    app.shot("journey-6-scan")
    for number in range(2, N_STATIONS + 1):
        scan(app, mac(number).replace(":", ""))
    app.find("label", re.compile(f"{mac(N_STATIONS)} is at base station {N_STATIONS} .* now"))
    app.find("label", "A new base station")
    app.key("Escape")
    app.gone("text", "Scan here")


def type_addresses(app):
    """Down the column, as in a spreadsheet: Return goes to the cell below."""
    app.key("ctrl+f", "Return")
    app.find("table cell", "Number: 1", state="focused")
    app.key(*["Right"] * 5)
    app.find("table cell", "IP address", state="focused")
    for number in range(1, N_STATIONS + 1):
        scan(app, ip(number))
    app.find("table cell", f"IP address: {ip(N_STATIONS)}")
    app.shot("journey-7-base-stations")


def scan_ipeis(app):
    app.key("alt+3")
    app.click("button", "Add")
    for number, name in enumerate(NAMES):
        if number > 0:
            app.key("Insert")
        app.find("table cell", "Number", state="focused")
        scan(app, str(4101 + number))
        app.find("table cell", f"Number: {4101 + number}", state="focused")
        app.key("Right")
        scan(app, name)
        app.find("table cell", f"Name: {name}")
    app.key("ctrl+f", "Return")
    app.find("table cell", "Number: 4101", state="focused")
    app.key("ctrl+b")
    entry = app.find("text", "Scan here", state="focused")
    # A digit misread: the check character says so, it stays to be seen, and the next scan goes over it.
    wrong = ipei(1, wrong=1)
    scan(app, wrong)
    app.find("label", re.compile(f"The check character .* need “{re.escape(ipei(1)[-1])}”"))
    check(entry.text() == wrong, "what was scanned is not kept")
    app.shot("journey-8-check-character")
    for number in range(1, len(NAMES) + 1):
        scan(app, ipei(number))
    app.find("label", "A new handset")
    app.key("Escape")
    app.gone("text", "Scan here")
    app.shot("journey-9-handsets")


def name_the_site(app):
    app.key("alt+Return")
    app.dialog("Site settings")
    for name, text in (("Site", "Journey"), ("Gateway name", "gw-journey"), ("Netmask", "255.255.255.0")):
        fill_in(app, name, text)
    app.key("Escape")
    until(lambda: "Journey –" in (app.title() or ""), lambda: f"the window is called {app.title()}")


def no_errors(app):
    app.page("Checks")
    app.find("label", re.compile("^(0 errors|No findings)"))
    app.shot("journey-10-checks")


# --- The file -------------------------------------------------------------------------------------------

def exported(folder, site, kind, name):
    """What handoverctl writes into a folder, by file name."""
    run("export", kind, site, "-o", folder / name)
    return {path.name: path.read_bytes() for path in (folder / name).iterdir()}


def check_site(folder, site, files):
    """All of it stands in the file, and the PBX gave what handoverctl makes of it."""
    counts = json.loads(run("info", site, "--json").out)["counts"]
    check((counts["rfps"], counts["handsets"], counts["floors"]) == (N_STATIONS, len(NAMES), 1), f"info counts {counts}")
    run("check", site)
    content = saved(site)
    check(len(content["walls"]) == 5, f"{len(content['walls'])} walls")
    check([rfp["mac"] for rfp in content["rfps"]] == [mac(number) for number in range(1, N_STATIONS + 1)], "other MACs")
    check([rfp["target_ip"] for rfp in content["rfps"]] == [ip(number) for number in range(1, N_STATIONS + 1)], "other addresses")
    check(len({(rfp["x_m"], rfp["y_m"]) for rfp in content["rfps"]}) == N_STATIONS, "two hang in one place")
    local = exported(folder, site, "omm", "local")
    fetched = {name: text.encode() for name, text in files.items()}
    check(len(files) == 2 and sorted(fetched.values()) == sorted(local.values()), f"fetched {fetched}, but from the plan {local}")


def reopen(folder, site, places):
    """Opened again it looks the same, and saved under another name it is the same."""
    again = folder / "again.handover"
    with window(folder, site) as app:
        until(lambda: len(stations(app)) == N_STATIONS, "the base stations are not on the plan")
        until(lambda: {name: element.description for name, element in stations(app).items()} == places,
              lambda: f"{[(name, element.description, places.get(name)) for name, element in stations(app).items()]}")
        app.shot("journey-12-reopened")
        app.key("ctrl+shift+s")
        app.choose_file("Save the site", again, save=True)
        app.find("label", re.compile("^Saved"))
        app.key("ctrl+w")
        app.ended()
    check(saved(site) == saved(again), "the records differ")
    check(run("info", site, "--json").out.replace(str(site), "") == run("info", again, "--json").out.replace(str(again), ""), "info differs")
    for kind in ("csv", "omm"):
        check(exported(folder, site, kind, f"{kind}-1") == exported(folder, again, kind, f"{kind}-2"), f"{kind} differs")


def an_installers_day(folder):
    """Empty window, plan, scale, walls, twenty base stations, scans, checks, push, files, saved, reopened equal."""
    site = folder / "journey.handover"
    with window(folder) as app:
        app.click("button", "New site")
        steps.import_and_scale(app, folder, "journey")
        at = on_the_plan(app)
        walls_by_mouse(app, at)
        stations_by_mouse(app, at)
        stations_by_keys(app)
        roles(app)
        scan_macs(app)
        type_addresses(app)
        scan_ipeis(app)
        name_the_site(app)
        no_errors(app)
        files = steps.commission(app, folder, "journey-11", r"RFP 1\b")
        app.page("Plan")
        until(lambda: len(stations(app)) == N_STATIONS, "the base stations are not on the plan")
        places = {name: element.description for name, element in stations(app).items()}
        app.key("ctrl+s")
        app.choose_file("Save the site", site, save=True)
        app.find("label", re.compile("^Saved"))
        app.key("ctrl+w")
        app.ended()
    check_site(folder, site, files)
    reopen(folder, site, places)


CASES = [an_installers_day]

if __name__ == "__main__":
    screen.main(__file__, CASES)
