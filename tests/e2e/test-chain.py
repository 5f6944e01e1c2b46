#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a script learns about the chain, and about what happens when something fails."""
import json

from tap import check, main, run

# Gigaset N720 planning guide, p. 27: at, heard, dBm, frame quality in percent.
LOG = """A,B,-52,100 A,C,-40,100 A,D,-58,100 B,A,-50,100 B,C,-48,100 B,E,-70,92 C,A,-42,100 C,B,-46,100 C,D,-50,100
D,A,-60,100 D,C,-48,100 D,E,-64,100 E,B,-68,94 E,D,-62,100"""
SWITCHES = {"A": "SW1", "B": "SW1", "C": "SW2", "D": "SW2", "E": "SW3"}


def make_log_site(folder, with_quality):
    site = folder / f"log-{with_quality}.handover"
    run("new", site)
    rows = ["name,number,switch,compartment"] + [f"{name},{i},{switch},{'East' if name in 'DE' else ''}"
                                                 for i, (name, switch) in enumerate(SWITCHES.items(), 1)]
    (folder / "rfps.csv").write_text("\n".join(rows) + "\n")
    rows = ["from,to,rssi_dbm,quality_percent,kind"]
    for row in LOG.split():
        at, heard, level, quality = row.split(",")
        rows.append(f"{heard},{at},{level},{quality if with_quality else ''},measured")
    (folder / "links.csv").write_text("\n".join(rows) + "\n")
    (folder / "switches.csv").write_text("switch,ports,riser\nSW1,24,North\nSW2,24,South\nSW3,24,South\n")
    run("import", "csv", site, "--switches", folder / "switches.csv", "--rfps", folder / "rfps.csv", "--links", folder / "links.csv")
    return site


def chain_of(site, *options, code=0):
    return json.loads(run("chain", site, "--json", *options, code=code).out)


def gigaset_log(folder):
    for with_quality in (False, True):
        chain = chain_of(make_log_site(folder, with_quality))
        rfps = {rfp["name"]: rfp for rfp in chain["rfps"]}
        check({name: rfp["level"] for name, rfp in rfps.items()} == {"A": 1, "B": 1, "C": 0, "D": 1, "E": 2}, f"levels: {rfps}")
        check([cut["rfp"] for cut in chain["cuts"]] == (["D"] if with_quality else []), f"cuts: {chain['cuts']}")
        links = [(link["from"], link["to"]) for link in chain["single_links"]]
        check(links == ([("D", "E")] if with_quality else []), f"single links: {links}")
        worst = chain["survivability"]["worst"]["single"]
        check((worst["failed"], worst["lost"]) == ((["D"], ["E"]) if with_quality else (["A"], [])), f"worst: {worst}")
        check(worst["synchronised_share"] == (0.6 if with_quality else 0.8), f"worst: {worst}")
        check(chain["components"][0]["missing_links"] == int(with_quality), "missing links")
        check(rfps["E"]["widest_parent"] == "D" and rfps["E"]["widest_margin_db"] == 6, f"widest: {rfps['E']}")
        check([len(rfp["blocks"]) for rfp in chain["rfps"]] == ([1, 1, 1, 2, 1] if with_quality else [1] * 5), "blocks")


def shared_risks(folder):
    site = make_log_site(folder, True)
    chain = chain_of(site, "--failures")
    worst = chain["survivability"]["worst"]
    check(worst["switch"]["name"] == "SW2" and worst["switch"]["failed"] == ["C", "D"], f"switch: {worst['switch']}")
    check(worst["switch"]["lost"] == ["E"] and worst["switch"]["n_synchronised"] == 2, f"switch: {worst['switch']}")
    check(worst["riser"]["name"] == "South" and worst["riser"]["failed"] == ["C", "D", "E"], f"riser: {worst['riser']}")
    check(worst["compartment"]["name"] == "East" and worst["compartment"]["lost"] == [], f"compartment: {worst['compartment']}")
    failures = chain["failures"]
    check(failures["doubles_complete"] and failures["double"]["n_examined"] == 10, "doubles")
    check([failure["failed"] for failure in failures["single"]["worst_first"]] == [["D"], ["A"], ["B"], ["C"], ["E"]], "order")
    check([failures[kind]["n_examined"] for kind in ("single", "switch", "riser", "compartment")] == [5, 3, 2, 1], "counts")
    # Nothing is placed, so there is no area to lose.
    check(chain["survivability"]["area_m2"] == 0 and worst["switch"]["covered_share"] is None, "an area out of nothing")
    check("failures" not in chain_of(site) and "what_if" not in chain_of(site), "what was not asked for")


def what_if(folder):
    site = make_log_site(folder, True)
    answer = chain_of(site, "--fail", "D", "--fail", "A")["what_if"]
    check(answer["failed"] == ["D", "A"] and answer["lost"] == ["E"] and answer["n_synchronised"] == 2, f"D, A: {answer}")
    check(chain_of(site, "--fail", "SW2")["what_if"]["failed"] == ["C", "D"], "a switch")
    check(chain_of(site, "--fail", "South")["what_if"]["failed"] == ["C", "D", "E"], "a riser")
    check(chain_of(site, "--fail", "East")["what_if"]["failed"] == ["D", "E"], "a compartment")
    text = run("chain", site, "--fail", "D").out
    check("Without D, 3 of 5 base stations are synchronised. Lost as well: E." in text, text)
    check("“F”" in run("chain", site, "--fail", "F", code=2).err, "F is not named")
    run("chain", site, "--fail", code=2)


def area(folder):
    site = folder / "sample.handover"
    run("new", site, "--sample")
    survivability = chain_of(site, "--failures")["survivability"]
    before = survivability["covered_share"]
    check(survivability["area_m2"] > 1000 and 0.5 < before < 1, f"area: {survivability['area_m2']}, {before}")
    for kinds in (survivability["worst"], survivability["worst_by_area"]):
        for kind in ("single", "double", "switch", "riser"):
            check(0 < kinds[kind]["covered_share"] <= before, f"{kind}: {kinds[kind]}")
        check(kinds["compartment"] is None, "the sample has no compartments")
    for kind in ("single", "switch"):
        check(survivability["worst_by_area"][kind]["covered_share"] <= survivability["worst"][kind]["covered_share"], kind)
    text = run("chain", site, "--failures").out
    check("Area covered as long as nothing fails" in text and "Worst shared risk:" in text, text)


def hop_limits(folder):
    site = folder / "line.handover"
    run("new", site)
    (folder / "rfps.csv").write_text("name,number,preferred_sync\n" + "".join(f"R{i},{i},{'yes' if i == 1 else 'no'}\n" for i in range(1, 11)))
    (folder / "links.csv").write_text("from,to,kind\n" + "".join(f"R{i},R{i + 1},forced-on\n" for i in range(1, 10)))
    run("import", "csv", site, "--rfps", folder / "rfps.csv", "--links", folder / "links.csv")
    chain = chain_of(site)
    limits = {limit["id"]: limit for limit in chain["hop_limits"]}
    check(chain["hops"] == 9 and [limit["exceeded"] for limit in chain["hop_limits"]] == [True, True, False, False, False], f"{limits}")
    check(limits["mitel"]["value"] is None and limits["mitel"]["max_hops"] is None and not limits["mitel"]["verified"], "mitel")
    check(all(limit["source"] for limit in limits.values()), "a limit without a source")
    root = chain["components"][0]["suggested_root"]
    check(root["hops_now"] == 9 and root["hops"] == 5 and root["rfp"] == "R5", f"root: {root}")
    check("from R5, the farthest would be 5 away instead of 9" in run("chain", site).out, "the better root is not told")


main([gigaset_log, shared_risks, what_if, area, hop_limits])
