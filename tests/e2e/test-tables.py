#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of the built program by keyboard, by a barcode scanner (which types and presses Enter) and from a spreadsheet."""
import json
import re
import subprocess

import screen
from screen import check, until, window
from steps import log, rows, save_and_quit, scan
from tap import run

HANDSETS = ["0007701154842", "0007701154831"]


def make_site(folder):
    """Four base stations, the last of them with a MAC, and three handsets, one with an IPEI."""
    site = folder / "site.handover"
    run("new", site)
    (folder / "rfps.csv").write_text("name,number,mac,room\nLab,1,,E.1\nHall,2,,\nYard,10,,\nGate,3,003042000003,\n")
    (folder / "handsets.csv").write_text(f"number,name,ipei\n401,Porter,{HANDSETS[0]}\n402,Kitchen,\n403,Night,\n")
    run("import", "csv", site, "--rfps", folder / "rfps.csv", "--handsets", folder / "handsets.csv")
    return site


def scan_like_a_scanner(folder):
    site = make_site(folder)
    with window(folder, site) as app:
        app.key("alt+2")
        app.click("button", "Scan with a barcode scanner")
        entry = app.find("text", "Scan here", state="focused")
        app.find("label", "Lab")
        scan(app, "0030421B7F01")
        app.find("label", re.compile("00:30:42:1B:7F:01 is at base station 1 .* now"))
        # The next one without a MAC, not the next number.
        app.find("label", "Hall")
        # A duplicate: said where it is, and kept in the entry.
        scan(app, "00:30:42:00:00:03")
        app.find("label", re.compile(r"00:30:42:00:00:03 is at base station 3 \(Gate\) already"))
        check(entry.text() == "00:30:42:00:00:03", "what was scanned is not kept")
        app.shot("tables-scan-duplicate")
        scan(app, "0030421B7F0")
        app.find("label", re.compile("One digit is missing"))
        # A scanner for the US on a German computer types this for a colon. xdotool would lend a keyboard without it the key for a moment,
        # which has passed when a slow window looks.
        subprocess.run(["setxkbmap", "de"], check=True)
        app.key("ctrl+a")
        app.type("00")
        for pair in ("30", "42", "1B", "7F", "02"):
            app.key("Odiaeresis")
            app.type(pair)
        app.key("Return")
        app.find("label", re.compile("00:30:42:1B:7F:02 is at base station 2 .*understood"))
        subprocess.run(["setxkbmap", "us"], check=True)
        # One key takes it back.
        app.key("BackSpace")
        app.find("label", "The last scan was taken back.")
        scan(app, "0030421B7F02")
        app.find("label", "Yard")
        scan(app, "0030421B7F0A")
        app.find("label", "A new base station")
        app.shot("tables-scan-done")
        app.key("Escape")
        app.gone("text", "Scan here")

        app.key("alt+3")
        app.click("button", "Scan with a barcode scanner")
        app.find("label", "Kitchen")
        # A wrong check character.
        scan(app, "1034506157030")
        app.find("label", re.compile("The check character .* need “\\*”"))
        app.shot("tables-scan-check-character")
        scan(app, HANDSETS[0])
        app.find("label", re.compile("00077 0115484 2 is at handset .* already"))
        scan(app, "103450615703(")
        app.find("label", "Night")
        app.key("Escape")
        save_and_quit(app)
    rfps, handsets = rows(folder, site, "rfps"), rows(folder, site, "handsets")
    check([rfps[n]["mac"] for n in ("1", "2", "3", "10")] == ["00:30:42:1B:7F:01", "00:30:42:1B:7F:02", "00:30:42:00:00:03", "00:30:42:1B:7F:0A"],
          str(rfps))
    check(handsets["402"]["ipei"] == "10345 0615703 *" and not handsets["403"]["ipei"], str(handsets))


def by_keyboard_only(folder):
    site = make_site(folder)
    with window(folder, site) as app:
        app.key("alt+2")
        app.find(None, "Search in all columns")
        # Return in the search goes to the first row.
        app.key("Return")
        app.find("table cell", "Number: 1", state="focused")
        app.key("Tab", "Tab")
        app.find("table cell", "MAC address", state="focused")
        # Typing starts editing; what is wrong is said in place, and kept.
        app.type("00:30:4G")
        app.find("label", re.compile("“G”"))
        app.shot("tables-wrong-mac")
        app.key("Return", "Up")
        app.find("table cell", "MAC address: 00:30:4G", state="focused")
        app.key("F2", "ctrl+a")
        app.type("003042aabb01")
        app.key("Return")
        app.find("table cell", "MAC address: 00:30:42:AA:BB:01")
        app.find("table cell", "MAC address", state="focused")
        # Down in the column of the names, all four at once.
        app.key("Left", "Home")
        app.find("table cell", "Name: Lab", state="focused")
        app.key("shift+End")
        app.find("label", "4 selected")
        app.key("Right", "Right", "Right", "Right", "Right", "Right")
        app.find("table cell", re.compile("^Room"), state="focused")
        app.key("BackSpace")
        until(lambda: not app.find_all("table cell", "Room: E.1"), "the room is not cleared")
        app.key("ctrl+z")
        app.find("table cell", "Room: E.1")
        # Rows to the clipboard and back in one preview.
        app.key("ctrl+c", "Delete")
        until(lambda: not app.find_all("table cell", "Name: Lab"), "the rows are still there")
        app.key("ctrl+z")
        app.find("table cell", "Name: Lab")
        save_and_quit(app)
    check(rows(folder, site, "rfps")["1"]["mac"] == "00:30:42:AA:BB:01", "the MAC is not saved")


def paste_a_block(folder):
    site = make_site(folder)
    with window(folder, site) as app:
        app.key("alt+3")
        app.find(None, "Search in all columns")
        app.key("Return", "ctrl+a", "ctrl+c", "Delete")
        app.find("button", "Add")
        app.key("ctrl+z")
        app.find("table cell", "Name: Porter")
        # Delete two of three, paste all three: one is so already.
        app.click("table cell", "Name: Kitchen")
        app.key("shift+Down", "Delete")
        until(lambda: not app.find_all("table cell", "Name: Night"), "the rows are still there")
        app.key("ctrl+v")
        app.dialog("Paste a table")
        app.find("label", "2 are new, 0 change.")
        app.find("label", "Is so already.")
        app.shot("tables-paste")
        app.find("button", "Paste", state="focused")
        app.key("Return")
        app.find("table cell", "Name: Night")
        app.key("ctrl+z")
        until(lambda: not app.find_all("table cell", "Name: Night"), "one step back does not take the block away")
        app.key("ctrl+shift+z")
        app.find("table cell", "Name: Night")
        save_and_quit(app)
    check(sorted(rows(folder, site, "handsets")) == ["401", "402", "403"], "not three handsets")


def replace_hardware(folder):
    site = make_site(folder)
    with window(folder, site) as app:
        app.key("alt+2")
        app.click("table cell", "MAC address: 00:30:42:00:00:03")
        app.key("Menu")
        app.find(None, re.compile("^Replace hardware"))
        app.key("Down", "Down", "Return")
        app.dialog("Replace hardware")
        app.find("text", "MAC address of the new device", state="focused")
        app.type("0030420000")
        app.find("label", re.compile("2 digits are missing"))
        app.key("ctrl+a")
        scan(app, "0030420000AA")
        app.find("table cell", "MAC address: 00:30:42:00:00:AA")
        save_and_quit(app)
    row = rows(folder, site, "rfps")["3"]
    check(row["mac"] == "00:30:42:00:00:AA" and row["name"] == "Gate", str(row))
    text = json.dumps(log(site))
    check('"replace"' in text and "00:30:42:00:00:03" in text and "00:30:42:00:00:AA" in text, text)


CASES = [scan_like_a_scanner, by_keyboard_only, paste_a_block, replace_hardware]

if __name__ == "__main__":
    screen.main(__file__, CASES)
