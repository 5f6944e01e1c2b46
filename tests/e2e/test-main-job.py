#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job by script: a site from CSV and plan images, checked, pushed, downloaded, printed."""
import json
import os
import re
import subprocess
import zipfile

from plans import make_pdf
from tap import CTL, SOURCE, Server, check, main, run, write_secrets

SAMPLE = SOURCE / "data/sample"
REAL_PLANS = SOURCE.parent / "shared/floorplans"


def plans(folder):
    """Four plans: the real ones where they are at hand, else our own."""
    found = [REAL_PLANS / f"gg_floor_{i}.pdf" for i in range(4)]
    if all(path.exists() for path in found):
        return found
    own = [folder / f"plan-{i}.pdf" for i in range(4)]
    for i, path in enumerate(own):
        make_pdf(path, f"Floor {i}")
    return own


def make_site(folder):
    """Four floors on plan images, two base stations each, ten handsets."""
    site = folder / "site.handover"
    run("new", site)
    for i, plan in enumerate(plans(folder)):
        run("import", "plan", site, plan, "--building", "GG", "--floor", f"Floor {i}", "--metres-per-unit", "0.1")
    rows = ["name,mac,model,role,target_ip,building,floor,x_m,y_m,room"]
    for i in range(8):
        role = {0: "master", 3: "failover"}.get(i, "normal")
        rows.append(f"Place {i},00304200010{i},RFP 45,{role},192.168.1.{10 + i},GG,Floor {i // 2},{10 + 20 * (i % 2)},15,R{i}")
    (folder / "rfps.csv").write_text("\n".join(rows) + "\n")
    digits = [f"0007700{i:05d}" for i in range(10)]
    check_characters = [sum(p * int(d) for p, d in enumerate(ds, 1)) % 11 for ds in digits]
    rows = ["ipei;number;name;ac;sip_password"]
    for i, (ds, c) in enumerate(zip(digits, check_characters)):
        rows.append(f"{ds[:5]} {ds[5:]} {'*' if c == 10 else c};{500 + i};Phone {i};{1000 + i};sip-secret-{i}")
    (folder / "handsets.csv").write_text("\r\n".join(rows) + "\r\n", encoding="cp1252")
    run("import", "csv", site, "--rfps", folder / "rfps.csv", "--handsets", folder / "handsets.csv", "--secrets", folder / "codes.json")
    run("set", site, "netmask=255.255.255.0", "omm_release=8.1", "gateway=GG")
    return site


def site_from_csv_and_plans(folder):
    site = make_site(folder)
    info = json.loads(run("info", site, "--json").out)
    check(info["counts"]["floors"] == 4 and info["counts"]["rfps"] == 8 and info["counts"]["handsets"] == 10, str(info["counts"]))
    check(oct(os.stat(folder / "codes.json").st_mode & 0o777) == "0o600", "the secrets can be read by others")
    with zipfile.ZipFile(site) as archive:
        names = archive.namelist()
        check(names[0] == "mimetype" and archive.infolist()[0].compress_type == zipfile.ZIP_STORED, "mimetype is not first and stored")
        text = b"".join(archive.read(name) for name in ("site.json", "log.json"))
    check(b"sip-secret" not in text and b"sip-secret" not in site.read_bytes(), "a secret is in the site file")
    before = site.read_bytes()
    run("import", "csv", site, "--rfps", folder / "rfps.csv")
    check(site.read_bytes() == before, "a second import of the same file changed something")


def csv_round_trip(folder):
    site, other = folder / "a.handover", folder / "b.handover"
    run("new", site, "--sample")
    run("export", "csv", site, "-o", folder / "csv")
    run("new", other)
    kinds = ["buildings", "floors", "walls", "openings", "zones", "remarks", "switches", "rfps", "handsets", "links", "survey"]
    options = [word for kind in kinds for word in (f"--{kind}", folder / f"csv/{kind}.csv")]
    run("import", "csv", other, *options)
    run("export", "csv", other, "-o", folder / "csv2")
    for kind in kinds:
        check((folder / f"csv/{kind}.csv").read_bytes() == (folder / f"csv2/{kind}.csv").read_bytes(), f"{kind}.csv differs")


def push_download_and_conflict(folder):
    site = make_site(folder)
    server = Server(folder)
    try:
        handsets = json.loads((folder / "codes.json").read_text())["handsets"]
        write_secrets(server.secrets, server.password, handsets)
        link = ["--profile", server.profile, "--secrets", server.secrets]
        run("check", site)
        run("pbx", "diff", site, *link, code=1)
        run("pbx", "push", site, *link)
        run("pbx", "diff", site, *link)
        _, before = server.request("GET", "dectgateway/003042000100")
        run("pbx", "push", site, *link)
        _, after = server.request("GET", "dectgateway/003042000100")
        check(before["revision"] == after["revision"], "a second push changed the PBX")

        run("pbx", "download", site, *link, "-o", folder / "pbx")
        run("export", "omm", site, "-o", folder / "local", "--secrets", server.secrets)
        for kind in ("rfp", "handset"):
            theirs, ours = list((folder / "pbx").glob(f"omm-{kind}-*")), list((folder / "local").glob(f"omm-{kind}-*"))
            check(len(theirs) == 1 and len(ours) == 1, f"{theirs} {ours}")
            check(theirs[0].read_bytes() == ours[0].read_bytes(), f"{kind}: the PBX's file is not the planner's")
            check(b"data_sequence" in ours[0].read_bytes(), "no data_sequence")
        check(b"sip-secret-3" in ours[0].read_bytes(), "the SIP password is missing in the handset file")
        check(oct(os.stat(ours[0]).st_mode & 0o777) == "0o600", "the handset file can be read by others")

        # What has no MAC yet stays out when its rule is accepted; the files can be had all the same.
        (folder / "new.csv").write_text("name,building,floor,x_m,y_m\nNot bought yet,Annex,New,1,1\n")
        later = folder / "later.handover"
        later.write_bytes(site.read_bytes())
        run("import", "csv", later, "--rfps", folder / "new.csv")
        run("pbx", "push", later, *link, code=1)
        run("pbx", "push", later, *link, "--accept", "mac-missing=It comes on Monday.", "--accept", "chain-isolated", "--accept", "name-missing")
        accepted = [entry["details"] for entry in json.loads(zipfile.ZipFile(later).read("log.json"))["entries"] if entry["event"] == "accept"]
        check({"rules": ["mac-missing"], "reason": "It comes on Monday."} in accepted, f"the reason is not in the log: {accepted}")
        run("pbx", "download", later, *link, "-o", folder / "later")

        # Another writer in between.
        headers, document = server.request("GET", "dectgateway/003042000100")
        server.request("PUT", "dectgateway/003042000100", {**document, "name": "Somebody else"}, {"If-Match": headers["ETag"]})
        (folder / "one.csv").write_text("name,mac,room\nPlace 1,003042000101,Changed\n")
        run("import", "csv", site, "--rfps", folder / "one.csv", code=0)
        result = run("pbx", "push", site, *link, code=5)
        check("Somebody else" in result.out + result.err or "changed" in result.err, f"not readable: {result.err}")
        _, now = server.request("GET", "dectgateway/003042000100")
        check(now["name"] == "Somebody else", "the other writer's work was overwritten")

        # The way on: look at the difference, push what was seen.
        run("pbx", "push", site, *link, code=5)
        check("Somebody else" in run("pbx", "diff", site, *link, code=1).out, "the other's work is not shown")
        before = site.read_bytes()
        run("pbx", "diff", site, *link, code=1)
        check(site.read_bytes() == before, "a second look changed the file")
        run("pbx", "push", site, *link)
        run("pbx", "diff", site, *link)
    finally:
        server.stop()


def two_groups(folder):
    site = folder / "two.handover"
    run("new", site)
    (folder / "rfps.csv").write_text(
        "name,mac,model,role,target_ip,building,floor,x_m,y_m\n"
        "West 1,003042000201,45,master,10.0.0.1,Hall,Ground,0,0\nWest 2,003042000202,45,,10.0.0.2,Hall,Ground,8,0\n"
        "East 1,003042000203,45,,10.0.0.3,Hall,Ground,900,0\nEast 2,003042000204,45,,10.0.0.4,Hall,Ground,908,0\n")
    run("import", "csv", site, "--rfps", folder / "rfps.csv")
    run("set", site, "netmask=255.255.255.0")
    result = run("check", site, code=1)
    line = next(line for line in result.out.splitlines() if "chain-isolated" in line)
    check("West" in line and "East" in line, f"both groups are not named: {line}")
    chain = json.loads(run("chain", site, "--json", code=1).out)
    check(chain["connected"] is False and len(chain["components"]) == 2, "not two groups")
    (folder / "links.csv").write_text("from,to,rssi_dbm,quality_percent,kind\nWest 2,East 1,-65,100,measured\n")
    run("import", "csv", site, "--links", folder / "links.csv")
    run("check", site)
    chain = json.loads(run("chain", site, "--json").out)
    check(chain["connected"] and chain["single_links"], "one measured link does not heal it")
    (folder / "houses.csv").write_text("name,mac,building,floor,x_m,y_m\nEast 2,003042000204,Annex,Ground,0,0\n")
    run("import", "csv", site, "--rfps", folder / "houses.csv")
    result = run("chain", site, code=1)
    check("place of building Annex on the site is not set" in result.out, f"not said: {result.out}")
    check("Annex" in json.loads(run("chain", site, "--json", code=1).out)["unlinked_buildings"], "not in the JSON")


def scale_later(folder):
    """A corrected scale leaves things where they are on the picture; another drawing leaves them in metres."""
    site, pdf = folder / "scale.handover", folder / "one.pdf"
    make_pdf(pdf, "one")
    place = ["--building", "B", "--floor", "F"]
    run("new", site)
    run("import", "plan", site, pdf, *place, "--metres-per-unit", "0.05")
    (folder / "rfps.csv").write_text("name,building,floor,x_m,y_m\nOne,B,F,10,5\n")
    run("import", "csv", site, "--rfps", folder / "rfps.csv")

    def position():
        run("export", "csv", site, "-o", folder / "out")
        return (folder / "out/rfps.csv").read_text().splitlines()[1].split(",")[12:14]

    check("not scaled" not in run("import", "plan", site, pdf, *place).out, "the scale is lost")
    check(position() == ["10", "5"], f"moved without a new scale: {position()}")
    run("import", "plan", site, pdf, *place, "--metres-per-unit", "0.1")
    check(position() == ["20", "10"], f"not where it was on the picture: {position()}")
    svg = folder / "other.svg"
    svg.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="7" height="9"><path d="M0 0h7"/></svg>')
    check("not scaled" in run("import", "plan", site, svg, *place).out, "another drawing keeps the scale")
    run("import", "plan", site, svg, *place, "--metres-per-unit", "0.3")
    check("error floor-unscaled" not in run("check", site, code=1).out, "the scale is not taken")


def sheets_and_coverage(folder):
    site = folder / "sample.handover"
    run("new", site, "--sample")
    run("sheets", site, "-o", folder / "a.pdf")
    run("sheets", site, "-o", folder / "b.pdf")
    check((folder / "a.pdf").read_bytes() == (folder / "b.pdf").read_bytes(), "two prints of one site differ")
    text = subprocess.run(["pdftotext", "-layout", folder / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    for word in ("Boiler room", "00:30:42:1B:7F:05", "00077 0115483", "Basement"):
        check(word in text, f"{word} is not on paper")
    run("coverage", site, "--building", "House A", "--floor", "Basement", "-o", folder / "c.png", "--cell", "1")
    check((folder / "c.png").read_bytes().startswith(b"\x89PNG"), "no PNG")
    levels = json.loads(run("coverage", site, "--building", "House A", "--floor", "Basement", "--at", "66,5", "--json").out)
    check(levels[0]["rfp"] == "Boiler room", "the nearest base station is not the strongest")
    check(all(len(str(level["level_dbm"])) < 9 for level in levels), f"noise behind the comma: {levels}")
    run("coverage", site, "--building", "House A", "--floor", "Basement", "--at", "1e9,0", code=2)

    pictures = set()
    for view in ("best", "second", "third", "count", "server", "band"):
        run("coverage", site, "--building", "House A", "--floor", "Basement", "-o", folder / "v.png", "--cell", "1", "--show", view)
        pictures.add((folder / "v.png").read_bytes())
    check(len(pictures) == 6, "two views look the same")
    run("coverage", site, "--building", "House A", "--floor", "Basement", "-o", folder / "c.csv", "--cell", "1")
    header, first = (folder / "c.csv").read_text().splitlines()[:2]
    check(header == "x_m,y_m,best_dbm,rfp,second_dbm,third_dbm,count,band", f"other columns: {header}")
    check(first.split(",")[7] in ("no", "unlikely", "likely", "sure"), f"no band in {first}")
    told = json.loads(run("coverage", site, "--building", "House A", "--floor", "Basement", "--cell", "1", "--json").out)
    check(0 <= told["share_sure"] <= told["share"] <= told["share_possible"] <= 1, f"shares out of order: {told}")
    check(told["limit_dbm"] == -65 and told["sigma_db"] == 6, f"other limits: {told}")
    check(all(left["share"] <= told["share"] for left in told["without"]), "a failure gains area")
    check(any(left["rfp"] == "Boiler room" and left["share"] < told["share"] for left in told["without"]),
          "the boiler room covers nothing alone")


def new_only(folder):
    site = make_site(folder)
    run("export", "omm", site, "-o", folder / "first")
    run("mark-imported", site, folder / "first")
    (folder / "more.csv").write_text("name,mac,model,target_ip,building,floor,x_m,y_m\nNew,003042000110,45,192.168.1.50,GG,Floor 0,20,10\n")
    run("import", "csv", site, "--rfps", folder / "more.csv")
    run("export", "omm", site, "-o", folder / "second", "--new-only")
    records = [line for file in (folder / "second").iterdir() for line in file.read_text().split("data_sequence")[1].splitlines() if line]
    check(len(records) == 1 and "00:30:42:00:01:10" in records[0], f"not just the new one: {records}")
    read = folder / "read.handover"
    run("new", read)
    run("import", "omm", read, *sorted((folder / "first").iterdir()))
    check(json.loads(run("info", read, "--json").out)["counts"]["rfps"] == 8, "the files do not read back")


def omm_files_back(folder):
    """Import files read back: each once, places told, secrets left out and told."""
    site, other = folder / "s.handover", folder / "o.handover"
    run("new", site, "--sample")
    run("export", "omm", site, "-o", folder / "omm")
    rfp = next((folder / "omm").glob("omm-rfp-*"))
    result = run("import", "omm", other, rfp, "--dry-run")
    check(len(re.findall("^base station .*: new \\(.*MAC address: .*\\)$", result.out, re.M)) == 18 and not other.exists(), f"not only told: {result.out}")
    check("column 1: MAC address, certain: 18 of 18" in result.out, f"columns are not told: {result.out}")
    # The file that is not there yet is made.
    result = run("import", "omm", other, rfp)
    check(result.out.count("18 added") == 1, f"not once: {result.out}")
    check("created" in result.out, f"new floors are not told: {result.out}")
    handsets = folder / "omm-handset.txt"
    handsets.write_text("data_sequence\n401;One;4711;0007701154831\nx;y;z;not an ipei\n")
    result = run("import", "omm", other, handsets, code=3)
    check(len(result.err.splitlines()) == 1 and ":3:" in result.err, f"not one problem: {result.err}")
    check("left out" in result.out and "4711" not in result.out, f"secrets: {result.out}")
    run("import", "omm", other, rfp, "--layout", "nonsense", code=2)


def sample_weakness(folder):
    site = folder / "sample.handover"
    run("new", site, "--sample")
    result = run("check", site)
    check("chain-single-link" in result.out and "Boiler room" in result.out, f"the weakness is not found: {result.out}")


def users_file(folder):
    """A line made by "pbx user" lets that user in, and nobody else."""
    result = subprocess.run([CTL, "pbx", "user", "anna"], input=b"a good password\n", capture_output=True, check=True)
    users = folder / "users"
    users.write_bytes(result.stdout)
    os.chmod(users, 0o600)
    server = Server(folder, options=["--users", users])
    try:
        check(server.status("anna", "a good password") == 200 and server.status("anna", "another") == 401
              and server.status("moby", server.password) == 401, "the file of users is not what counts")
    finally:
        server.stop()
    run("pbx", "user", "a:b", code=2)


main([site_from_csv_and_plans, csv_round_trip, push_download_and_conflict, two_groups, scale_later, sheets_and_coverage, new_only, omm_files_back, sample_weakness, users_file])
