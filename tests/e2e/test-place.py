#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A weak chain is repaired and an empty floor filled, by one command each."""
import json
import signal
import subprocess
import time

from tap import CTL, check, main, run


def rules(site, code=0):
    return {finding["rule"]: finding for finding in json.loads(run("check", site, "--json", code=code).out)}


def repair(folder):
    site = folder / "site.handover"
    run("new", site, "--sample")
    found = rules(site)
    for rule in ("chain-cut", "chain-single-link", "chain-weak"):
        check(found[rule]["fix"] == "chain-repair", f"{rule} names no repair")
    answer = json.loads(run("chain", site, "--suggest", "--json").out)
    check(answer["target"] == {"kind": "cut", "rfp": "Canteen", "other": None}, f"another target: {answer['target']}")
    kinds = [suggestion["kind"] for suggestion in answer["suggestions"]]
    check("move" in kinds and "add" in kinds, f"kinds: {kinds}")
    for number, suggestion in enumerate(answer["suggestions"], 1):
        check(suggestion["cure"] and suggestion["after"]["cuts"] == 0 and suggestion["before"]["cuts"] == 1, f"no cure: {suggestion}")
        copy = folder / f"copy-{number}.handover"
        copy.write_bytes(site.read_bytes())
        said = run("chain", copy, "--repair", number).out
        check(suggestion["text"] in said, f"not said what was done: {said}")
        check(not any(rule.startswith("chain-") for rule in rules(copy, suggestion["kind"] == "add")), f"suggestion {number} cures nothing")
        check("Nothing in the chain is weak." in run("chain", copy, "--suggest").out, "something is weak still")
    before = site.read_bytes()
    run("chain", site, "--repair", "9", code=2)
    run("chain", site, "--repair=first", code=2)
    run("chain", site, "--suggest", "--for", "Nobody", code=2)
    check(site.read_bytes() == before, "the file was changed")
    link = json.loads(run("chain", site, "--suggest", "--for", "Canteen", "--for", "Boiler room", "--json").out)
    check(link["target"]["kind"] == "link" and link["suggestions"], f"no answer for a link: {link}")


def out_of_reach(folder):
    site = folder / "site.handover"
    links = folder / "links.csv"
    run("new", site, "--sample")
    links.write_text("from,to,kind\nCanteen,Boiler room,forced-off\n")
    run("import", "csv", site, "--links", links)
    check("Out of reach" in run("chain", site, "--suggest", code=1).out, "not said that it is out of reach")
    kinds = [s["kind"] for s in json.loads(run("chain", site, "--suggest", "--json", code=1).out)["suggestions"]]
    check(kinds[-1] == "cluster" and len(kinds) > 1, f"kinds: {kinds}")
    run("chain", site, "--repair")
    check(json.loads(run("chain", site, "--json").out)["connected"], "not connected after the repair")


def floor(folder, name, scale=1):
    site = folder / name
    files = {"buildings": "building\nHall\n", "floors": "building,floor,level\nHall,Ground,0\n",
             "walls": "building,floor,x1_m,y1_m,x2_m,y2_m,material\n" + "".join(
                 f"Hall,Ground,{a * scale},{b * scale},{c * scale},{d * scale},{m}\n" for a, b, c, d, m in
                 [(0, 0, 60, 0, "concrete-15"), (60, 0, 60, 30, "concrete-15"), (60, 30, 0, 30, "concrete-15"), (0, 30, 0, 0, "concrete-15")]
                 + [(x, 0, x, 30, "brick-24") for x in range(10, 60, 10)])}
    words = ["import", "csv", site]
    run("new", site)
    for kind, text in files.items():
        (folder / f"{kind}.csv").write_text(text)
        words += [f"--{kind}", folder / f"{kind}.csv"]
    run(*words)
    return site


WHERE = ("--building", "Hall", "--floor", "Ground")


def place(folder):
    site = floor(folder, "site.handover")
    before = site.read_bytes()
    dry = json.loads(run("place", site, *WHERE, "--dry-run", "--json").out)
    check(site.read_bytes() == before, "a dry run changed the file")
    done = run("place", site, *WHERE, "--json")
    check(json.loads(done.out) == dry and done.err == "", f"not as the dry run said, or noise: {done.err}")
    check(dry["reached"] and dry["after"]["share"] >= 0.95 and dry["added"] == len(dry["rfps"]) > 0, f"not reached: {dry}")
    check(all(rfp["reason"] and rfp["links"] >= 2 for rfp in dry["rfps"]), "no reason, or too few links")
    chain = json.loads(run("chain", site, "--json").out)
    check(chain["connected"] and not chain["cuts"] and not chain["single_links"], "the chain is weak")
    filled = site.read_bytes()
    check(json.loads(run("place", site, *WHERE, "--json").out)["present"], "a second run wants more")
    check(site.read_bytes() == filled, "nothing to do, and yet the file changed")


def not_reached(folder):
    site = floor(folder, "site.handover")
    answer = json.loads(run("place", site, *WHERE, "--target", "-45", "--max", "2", "--json", code=1).out)
    check(not answer["reached"] and answer["added"] == 2 and answer["notes"], f"not said: {answer}")
    bare = folder / "bare.handover"
    run("new", bare)
    (folder / "floors.csv").write_text("building,floor,level\nHall,Ground,0\n")
    run("import", "csv", bare, "--floors", folder / "floors.csv")
    run("place", bare, *WHERE, code=3)
    for words in (["--share", "120"], ["--target", "loud"], ["--paths", "3"], ["--max", "0"], ["--model", "99"]):
        run("place", site, *WHERE, *words, code=2)
    run("place", site, "--building", "Hall", "--floor", "Attic", code=2)
    run("place", site, "--floor", "Ground", code=2)


def zones(folder):
    site = floor(folder, "site.handover")
    (folder / "zones.csv").write_text("building,floor,name,kind,x1_m,y1_m,x2_m,y2_m,traffic_e\n"
                                      "Hall,Ground,Ward,cover,1,1,29,29,9\nHall,Ground,Theatre,forbidden,0,0,20,30,\n")
    run("import", "csv", site, "--zones", folder / "zones.csv")
    answer = json.loads(run("place", site, *WHERE, "--json").out)
    ward = answer["zones"][0]
    check(ward["name"] == "Ward" and ward["capacity_e"] >= 8.99 and ward["channels"] >= 24, f"traffic is not carried: {ward}")
    check(all(rfp["x_m"] > 20 for rfp in answer["rfps"]), "one hangs where none may")


def cancelled(folder):
    site = floor(folder, "site.handover", 5)
    before = site.read_bytes()
    process = subprocess.Popen([CTL, "place", site, *WHERE, "--target", "-40", "--share", "100"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    check(process.returncode == 1 and b"Cancelled" in err and out == b"", f"{process.returncode} {out!r} {err!r}")
    check(site.read_bytes() == before, "a cancelled run changed the file")


main([repair, out_of_reach, place, not_reached, zones, cancelled])
