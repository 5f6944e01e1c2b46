#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures of the README, the help and the metainfo from the real window: ./dev screenshots

They are 1000 by 700 and show the sample site, in the light look, in English and in German."""
import pathlib
import subprocess

import screen
import tap
from language import make_environment
from screen import window
from tap import run

SIZE = (1000, 700)
# Of the window, by their keys; the names are those of the files.
PAGES = [("alt+1", "plan"), ("alt+2", "rfps"), ("alt+4", "checks"), ("alt+5", "commission")]
KEPT = tap.SOURCE / "data/screenshots"


def pictures(folder, environment, kept):
    """Plan, base stations, checks and commissioning of the sample, in one language."""
    site = pathlib.Path(folder) / "Plant North.handover"
    run("new", site, "--sample")
    with window(folder, site, env=environment, size=SIZE) as app:
        app.find("page tab", "Plan")  # in every language
        app.key("f")
        for key, name in PAGES:
            app.key(key)
            app.shot(f"store-{name}")
        app.key("ctrl+q")
        app.ended()
    kept.mkdir(exist_ok=True)
    for _, name in PAGES:
        # Few colours: a quarter of the bytes, and nothing that an eye could see.
        subprocess.run(["convert", str(screen.SHOTS / f"store-{name}.png"), "-colors", "255", "-strip", str(kept / f"{name}.png")], check=True)


def english(folder):
    pictures(folder, {}, KEPT)


def german(folder):
    pictures(folder, make_environment(tap.BUILD / "po"), KEPT / "de")


if __name__ == "__main__":
    screen.main(__file__, [english, german])
