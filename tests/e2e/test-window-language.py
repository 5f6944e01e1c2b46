#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever the window says on a tour through everything that can be opened: all of it is marked for translation, fits a narrow and a
wide window in a language that is 40 % longer, and none of it is English to a German."""
import functools
import os
import shutil
import subprocess
import sys

import said
from language import German, Pseudo, check_said, site_words
from tap import BUILD, SLOW, SOURCE, Skip, check, main

WINDOW_TEXTS = BUILD / "tests/ui/window-texts"
WIDTHS = (360, 1280)


@functools.cache
def tour(judge, width):
    """Place, sort and text of whatever is said; made once for all cases."""
    if shutil.which("xvfb-run") is None:
        raise Skip("missing: xvfb-run")
    home = BUILD / "tests/e2e/home"
    env = {**os.environ, **judge.environment, "GTK_A11Y": "test", "GSK_RENDERER": "cairo", "GDK_BACKEND": "x11", "GDK_DEBUG": "gl-disable",
           "ADW_DISABLE_PORTAL": "1", "GSETTINGS_BACKEND": "memory", "GSETTINGS_SCHEMA_DIR": str(BUILD / "data"),
           "G_TEST_SRCDIR": str(SOURCE / "tests"), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    pictures = BUILD / f"tests/e2e/screenshots/{judge.name}-{width}"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    result = subprocess.run(["xvfb-run", "-a", "-s", "-screen 0 1400x900x24", WINDOW_TEXTS, str(width), pictures], env=env,
                            capture_output=True, timeout=500 * SLOW)
    check(result.returncode == 0, result.stderr.decode())
    records = [record.split("\x1f")[:3] for record in result.stdout.decode().split("\x1e") if record]
    check(len({place for place, _, _ in records}) > 70, "the tour was short")
    return records


def check_words(judge, folder):
    words = site_words(said.sample(folder)) | {
        # of the file and the backup that are read on the tour
        "Plant", "Main", "house", "Lobby", "Attic", "Floor", "Ward", "corridor", "Clinic",
        "OpenMobility", "Manager", "FFSIP", "SDC", "SP", "MADEUP"}
    # The pages of the help are no texts of the catalogue.
    check_said(judge, ((f"{place}, {sort}, {width} px", text) for width in WIDTHS for place, sort, text in tour(judge, width)
                       if sort != "width" and (judge is german() or place != "help")), words)


def check_layout(judge):
    wide = {f"{place} needs more than {width} px: {text}" for width in WIDTHS for place, sort, text in tour(judge, width)
            if sort == "width" and int(text.split("\n")[0]) > width}
    check(not wide, "\n".join(sorted(wide)))


# What may be cut, and why.
SHORTENED = {"Handover": "gives way to the buttons of the start page's header"}


def check_cut(judge, *sorts):
    """What has no room is cut only where a tooltip says the whole."""
    cut = {f"{text} ({place}, {width} px)" for width in WIDTHS for place, sort, text in tour(judge, width) if sort in sorts and text not in SHORTENED}
    check(not cut, "\n".join(sorted(cut)))


def pseudo_words(folder):
    check_words(pseudo(), folder)


def pseudo_widths(folder):
    check_layout(pseudo())


def pseudo_cut(folder):
    # A title may end in an ellipsis in a language that is longer than any of ours.
    check_cut(pseudo(), "cut")


def german_words(folder):
    check_words(german(), folder)


def german_widths(folder):
    check_layout(german())


def german_cut(folder):
    check_cut(german(), "cut", "heading")


pseudo, german = functools.cache(Pseudo), functools.cache(German)
CASES = [pseudo_words, pseudo_widths, pseudo_cut, german_words, german_widths, german_cut]
main([case for case in CASES if not sys.argv[1:] or case.__name__ in sys.argv[1:]])
