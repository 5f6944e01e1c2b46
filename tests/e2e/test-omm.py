# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import files of the OMM taken over in the window, and their layouts changed."""
import json
import re
import zipfile

import screen
from screen import check, until, window
from tap import run

MACS = [f"00:30:42:00:00:0{digit}" for digit in range(1, 5)]


def site_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("site.json"))


def make_site(folder):
    site = folder / "site.handover"
    run("new", site)
    (folder / "rfps.csv").write_text("name,number,mac,room\n" + "".join(
        f"Station {number},{number},{mac},E.{number}\n" for number, mac in enumerate(MACS, 1)))
    run("import", "csv", site, "--rfps", folder / "rfps.csv")
    return site


def import_a_file(folder):
    """One new, one changed, one as it is, one refused: seen first, then taken in one step."""
    site = make_site(folder)
    (folder / "omm-rfp.txt").write_text(
        f"active = 1\ncluster = 1\ndata_sequence\n{MACS[0]};Station 1;;;;0;0;;;;E.1\n{MACS[1]};Hall;;;;0;0;;;;E.2\n"
        "00:30:42:00:00:AA;New;;2;;0;0;;;;E.9\n00:30:42:00:00:0G;Wrong\n")
    with window(folder, site) as app:
        app.key("alt+2")
        app.key("F10")
        app.find(None, re.compile("^Import an OMM file"))
        # By the arrow keys: the place of a popover is not told.
        app.key(*["Down"] * 6, "Return")
        app.choose_file("Import an OMM file", folder / "omm-rfp.txt")
        app.dialog("Import an OMM file")
        app.find("label", "1 new, 1 changed, 1 unchanged, 1 refused.")
        app.find("label", re.compile("^Line 7, character 1: MAC address"))
        app.find("label", re.compile("^base station 2 .*, Name: Station 2 → Hall$"))
        app.find("label", re.compile(r"^base station.*New.*: new \(.*Name: New.*\)$"))
        app.find("label", "likely")
        check(not app.nameless(), f"without a name: {app.nameless()}")
        app.shot("omm-import")
        app.click("button", "Import")
        app.find("table cell", "Name: Hall")
        app.key("ctrl+z")
        app.find("table cell", "Name: Station 2")
        app.key("ctrl+shift+z")
        app.find("table cell", "Name: Hall")
        app.key("ctrl+s")
        until(lambda: len(site_of(site)["rfps"]) == 5, "not five base stations")


def change_a_layout(folder):
    """A layout of one's own, by keyboard, goes into the site and from there to the command line of another person."""
    site = make_site(folder)
    with window(folder, site) as app:
        app.key("ctrl+comma")
        app.dialog("Preferences")
        # Further down than the window shows: by keyboard, which scrolls.
        until(lambda: app.key("Tab") or app.find_all(None, re.compile("^Layouts of the import files"), state="focused"),
              "Tab does not come to the layouts")
        app.key("Return")
        app.dialog("Layouts of OMM files")
        app.find("label", re.compile("ships with Handover"))
        app.click("button", "Duplicate")
        app.find("label", re.compile("working hypothesis"))
        app.click(app.find("label", "Use it for this site"))
        app.find(None, "1. MAC address")
        app.shot("omm-layout")
        check(not app.nameless(), f"without a name: {app.nameless()}")
        # What is typed next is for the window below.
        for title in ("Layouts of OMM files", "Preferences"):
            app.key("Escape")
            until(lambda gone=title: app.title() not in (None, gone), f"Escape does not close “{title}”")
        app.key("ctrl+s")
        until(lambda: "rfp_layout_own" in json.dumps(site_of(site)), "the site does not keep the layout")
    run("export", "omm", site, "-o", folder / "omm")
    head = next((folder / "omm").glob("omm-rfp-*")).read_text().splitlines()[0]
    check(head.endswith("layout rfp-16-2"), head)


CASES = [import_a_file, change_a_layout]

if __name__ == "__main__":
    screen.main(__file__, CASES)
