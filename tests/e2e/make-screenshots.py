#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures of the README, the help and the metainfo from the real window: ./dev screenshots

They are 1000 by 700 and show the sample site, in the light look; build/tests/e2e/screenshots/store-*.png."""
import pathlib
import subprocess

import screen
from screen import window
from tap import run

SIZE = (1000, 700)


def pictures(folder):
    """Plan, base stations, checks and commissioning of the sample."""
    site = pathlib.Path(folder) / "Plant North.handover"
    run("new", site, "--sample")
    with window(folder, site, size=SIZE) as app:
        app.find("page tab", "Plan")
        app.key("f")
        app.shot("store-plan")
        for page, name in (("Base stations", "rfps"), ("Checks", "checks"), ("Commission", "commission")):
            app.page(page)
            app.shot(f"store-{name}")
        app.key("ctrl+q")
        app.ended()
    kept = pathlib.Path(__file__).resolve().parents[2] / "data/screenshots"
    for picture in sorted(screen.SHOTS.glob("store-*.png")):
        # Few colours: a quarter of the bytes, and nothing that an eye could see.
        subprocess.run(["convert", str(picture), "-colors", "255", "-strip", str(kept / picture.name.removeprefix("store-"))], check=True)


if __name__ == "__main__":
    screen.main(__file__, [pictures])
