#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a survey in a spreadsheet to predictions that fit it, by handoverctl alone. The levels are made up: what the program itself
predicts for a building of other numbers, and scatter on top."""
import json
import random
import shutil

from tap import check, main, run

HOUSE = "House A"
TRUTH = {"fit_offset_db": 4, "fit_exponent_db": 23, "fit_losses": "brick-10=5 slab-tiled=24"}
HEAD = "building,floor,x_m,y_m,rfp,rssi_dbm\n"


def levels(site, floor, x, y):
    answer = run("coverage", site, "--building", HOUSE, "--floor", floor, "--at", f"{x},{y}", "--json")
    return {level["rfp"]: level["level_dbm"] for level in json.loads(answer.out)}


def survey(folder, site, places, scatter):
    """Walks two floors of a building that is not quite as the tables say."""
    dice = random.Random(4)
    built = folder / "built.handover"
    shutil.copy(site, built)
    run("set", built, *(f"{key}={value}" for key, value in TRUTH.items()))
    rows = []
    for floor in ("Ground floor", "1st floor"):
        for _ in range(places):
            x, y = round(dice.uniform(1, 48), 1), round(dice.uniform(1, 20), 1)
            rows += [f"{HOUSE},{floor},{x},{y},{rfp},{level + dice.gauss(0, scatter):.1f}"
                     for rfp, level in levels(built, floor, x, y).items() if level > -88]
    path = folder / "survey.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n")
    return path


def fit(site, *options):
    return json.loads(run("fit", site, "--json", *options).out)


def says_what_is_missing(folder):
    site = folder / "site.handover"
    run("new", site, "--sample")
    for options in ([], ["--json"], ["--apply"]):
        answer = run("fit", site, *options, code=3)
        check("import csv FILE --survey F" in answer.err and answer.out == "", f"says {answer.out}{answer.err}")
    check("No fit was in use" in run("fit", site, "--clear").out, "clears what is not there")
    run("fit", site, "--apply", "--clear", code=2)
    run("fit", site, "--min-crossings", "0", code=2)
    run("fit", folder / "none.handover", code=3)


def needs_enough(folder):
    site = folder / "site.handover"
    run("new", site, "--sample")
    path = folder / "survey.csv"
    path.write_text(HEAD + "".join(f"{HOUSE},Ground floor,{x},8,Reception,-60\n" for x in (5, 9, 13)))
    run("import", "csv", site, "--survey", path)
    before = site.read_bytes()
    answer = run("fit", site)
    check("3 observations" in answer.out and "Too few observations for a fit; 5 are needed." in answer.out, answer.out)
    answer = run("fit", site, "--apply", code=3)
    check("3 observations are too few" in answer.err, answer.err)
    check(site.read_bytes() == before, "the file was written")


def finds_what_was_put_in(folder):
    site = folder / "site.handover"
    run("new", site, "--sample")
    run("import", "csv", site, "--survey", survey(folder, site, 12, 3.0))
    before = site.read_bytes()
    found = fit(site)
    values = {parameter["material"] or parameter["term"]: parameter for parameter in found["parameters"]}
    for name, truth in {"offset": 4, "exponent": 23, "brick-10": 5, "slab-tiled": 24}.items():
        value = values[name]
        check(abs(value["value_db"] - truth) < 4 * value["error_db"] + 0.3, f"{name}: {value}")
    check(found["fitted"] and found["improves"] and not found["in_use"], "not fitted")
    check(found["left_out"]["rms_db"] < 3.6 < 8 < found["before"]["rms_db"], f"{found['before']} {found['left_out']}")
    text = run("fit", site).out
    check("Nothing was changed" in text and "Brick 10 to 12 cm" in text and "Farthest off" in text, text)
    check(len(run("fit", site, "--all").out.splitlines()) > len(found["observations"]), "not all are listed")
    check(site.read_bytes() == before, "comparing wrote the file")

    applied = run("fit", site, "--apply").out
    check("From now on predicted with:" in applied and "--clear goes back" in applied, applied)
    info = run("info", site).out
    check(f"fit_offset_db={values['offset']['value_db']:g}\n" in info and "slab-tiled=" in info, info)
    at = found["observations"][0]
    now = levels(site, at["floor"], at["x_m"], at["y_m"])
    check(abs(now[at["rfp"]] - at["fitted_dbm"]) < 0.002, f"{now} is not {at}")
    again = fit(site)
    check(again["current"] and again["in_use"] and again["before"] == found["before"], "the tables are lost")
    check("These fitted values are in use" in run("fit", site).out, "not said")

    check("tables predict again" in run("fit", site, "--clear").out, "not cleared")
    check(not fit(site)["in_use"], "still in use")
    check("fit_losses=\n" in run("info", site).out, "losses are left")


main([says_what_is_missing, needs_enough, finds_what_was_put_in])
