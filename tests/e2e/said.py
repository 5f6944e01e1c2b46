# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever handoverctl and the printed sheets say, collected command by command for the judges of language.py."""
import random
import re
import subprocess

import plans
from tap import Server, run

SITE = ["dhcp_server=10.20.0.2", "router=10.20.0.1", "vlan=42", "country=DE", "netmask=255.255.255.0", "omm_release=8.1"]


def say(environment, *arguments, code=0):
    """What a command says on both of its outputs."""
    result = run(*arguments, code=code, env=environment)
    return " ".join(map(str, arguments)), result.out + result.err


def sample(folder, name="sample.handover"):
    site = folder / name
    run("new", site, "--sample")
    run("set", site, *SITE)
    return site


def bad_site(folder):
    """A row of every sort of mistake makes most rules speak; how often the import speaks is for the caller."""
    site = folder / "bad.handover"
    run("new", site)
    rows = ["name,number,mac,model,role,target_ip,building,floor,x_m,y_m,room",
            "Empfang,1,003042000101,RFP 32,master,192.168.1.10,H,EG,10,10,R1", "Empfang,2,003042000102,RFP 45,master,192.168.1.10,H,EG,30,10,R2",
            "Lager,3,AABBCC000103,RFP 34,failover,192.168.9.10,H,EG,2000,10,Raum mit einem viel zu langen Namen",
            "Ein Name mit viel zu vielen Zeichen,4,,RFP 45,normal,192.168.1.255,H,EG,2010,10,", "Keller,5,003042000105,RFP 45,normal,,,,,,"]
    (folder / "bad-rfps.csv").write_text("\n".join(rows) + "\n")
    rows = ["ipei,number,name", "00077 0115484 2,500,Anna", "00077 0115484 2,501,Bernd", "00077 0115484 3,502,Clara", ",500,Dora"]
    (folder / "bad-handsets.csv").write_text("\n".join(rows) + "\n")
    return site


def help_texts(environment):
    yield say(environment, "help")
    for command in sorted(set(re.findall(r"^  handoverctl ((?:[a-z-]+)(?: [a-z]+(?= ))?)", run("help").out, re.M))):
        yield say(environment, *command.split(), "--help", code=None)


def of_a_plan(environment, folder):
    """Looking at a good site and a bad one, and changing them."""
    site = sample(folder)
    for words in (["check"], ["chain"], ["chain", "--failures"], ["chain", "--fail", "Canteen"], ["chain", "--suggest"], ["fit"]):
        yield say(environment, words[0], site, *words[1:], code=None)
    place = ["--building", "House A", "--floor", "Ground floor"]
    yield say(environment, "coverage", site, *place, "-o", folder / "c.png", "--show", "second")
    yield say(environment, "coverage", site, *place, "--at", "12.5,8")
    yield say(environment, "place", site, *place, "--dry-run", "--seed", "1", code=None)
    yield say(environment, "chain", site, "--repair")
    rows = ["building,floor,x_m,y_m,rfp,rssi_dbm"]
    dice = random.Random(3)
    rows += [f"House A,Ground floor,{dice.uniform(2, 40):.1f},{dice.uniform(2, 16):.1f},{name},{-dice.randrange(45, 80)}"
             for name in ("Canteen", "Office 1", "Reception") for _ in range(25)]
    (folder / "survey.csv").write_text("\n".join(rows) + "\n")
    yield say(environment, "import", "csv", site, "--survey", folder / "survey.csv")
    yield say(environment, "fit", site, "--all")
    yield say(environment, "fit", site, "--apply", code=None)
    plans.write_plan(folder / "plan.png")
    yield say(environment, "import", "plan", site, folder / "plan.png", "--building", "House A", "--floor", "Attic", "--metres-per-unit", "0.05")
    yield say(environment, "import", "plan", site, folder / "plan.png", "--building", "House A", "--floor", "Loft")
    bad = bad_site(folder)
    yield say(environment, "import", "csv", bad, "--rfps", folder / "bad-rfps.csv", "--handsets", folder / "bad-handsets.csv", code=3)
    run("set", bad, "netmask=255.255.255.0", "omm_release=8.1")
    for words in (["check"], ["chain"], ["chain", "--failures"], ["chain", "--suggest"]):
        yield say(environment, words[0], bad, *words[1:], code=None)


def of_files(environment, folder):
    """What is written and read for others: tables, the OMM, DHCP."""
    site = sample(folder)
    yield say(environment, "export", "csv", site, "-o", folder / "csv")
    yield say(environment, "import", "csv", site, "--rfps", folder / "csv/rfps.csv", "--handsets", folder / "csv/handsets.csv")
    yield say(environment, "export", "omm", site, "-o", folder / "omm")
    yield say(environment, "mark-imported", site, folder / "omm")
    yield say(environment, "import", "omm", site, *sorted((folder / "omm").glob("*")), "--dry-run", code=None)
    yield say(environment, "export", "omm", site, "-o", folder / "omm2", "--new-only")
    for name in ("dnsmasq", "kea", "isc", "routeros", "table"):
        yield say(environment, "export", "dhcp", site, "--format", name, "-o", folder / name)
    (folder / "leases").write_text("1700000000 00:30:42:1b:7f:05 10.20.0.11 * *\n")
    yield say(environment, "boot", "watch", site, "--leases", folder / "leases", "--once", code=None)
    yield say(environment, "sheets", site, "-o", folder / "s.pdf")
    yield say(environment, "sheets", site, "-o", folder / "l.pdf", "--label-sheet", "help")


def of_a_pbx(environment, folder):
    site = sample(folder)
    server = Server(folder, env=environment)
    link = ["--profile", server.profile, "--secrets", server.secrets]
    try:
        for words in (["diff", site], ["push", site], ["push", site, "--apply"], ["diff", site], ["download", site, "-o", folder / "got"],
                      ["gateways"], ["users", site]):
            yield say(environment, "pbx", *words, *link, code=None)
        other = folder / "other.handover"
        other.write_bytes(site.read_bytes())
        for path, name in ((other, "East"), (site, "West")):
            (folder / "name.csv").write_text(f"mac,name\n00:30:42:1B:7F:06,{name}\n")
            run("import", "csv", path, "--rfps", folder / "name.csv")
            yield say(environment, "pbx", "push", path, *link, code=None)
        yield say(environment, "pbx", "journal", site)
        yield say(environment, "pbx", "audit", "--db", folder / "pbx.db")
        yield say(environment, "pbx", "checklist", site, "--profile", "pascom-readonly")
        yield say(environment, "pbx", "checklist", site, "--profile", "mobydick7-readonly")
        server.secrets.chmod(0o644)
        yield say(environment, "pbx", "diff", site, *link, code=None)
    finally:
        server.stop()
    server.secrets.chmod(0o600)
    yield say(environment, "pbx", "diff", site, *link, code=4)


def errors(environment, folder):
    """One of each family of refusals."""
    site, text, table = sample(folder), folder / "foo.handover", folder / "open.csv"
    text.write_text("foo\n")
    table.write_text("name;mac\n\"offen;1\n")
    (folder / "cut.handover").write_bytes(site.read_bytes()[:3000])
    (folder / "no.png").write_text("foo")
    (folder / "secrets.json").write_text("{")
    (folder / "no.profile").write_text("[profile\n")
    place = ["--building", "House A", "--floor", "Ground floor"]
    for code, *arguments in [
            (2, "frob"), (2, "check"), (2, "pbx"), (2, "pbx", "frob"), (2, "set", site, "nix=1"), (2, "set", site, "name"),
            (3, "check", text), (3, "check", folder / "none.handover"), (3, "check", folder / "cut.handover"), (3, "check", folder),
            (3, "import", "csv", site, "--rfps", table), (3, "import", "csv", site, "--rfps", folder / "none.csv"), (2, "import", "csv", site),
            (3, "import", "plan", site, folder / "no.png", *place), (None, "import", "plan", site, folder / "no.png", "--building", "House A"),
            (None, "import", "omm", site, table), (2, "sheets", site, "-o", folder / "x.pdf", "--kind", "nix"),
            (2, "sheets", site, "-o", folder / "x.pdf", "--scale", "3"), (2, "sheets", site, "-o", folder / "x.pdf", "--language", "tlh"),
            (None, "sheets", site, "-o", folder / "none/x.pdf"), (2, "sheets", site, "-o", folder / "x.pdf", "--kind", "labels", "--label-sheet", "none"),
            (None, "coverage", site, "--building", "Nowhere", "--floor", "1"), (2, "coverage", site, *place, "--cell", "999"),
            (2, "coverage", site, *place, "--at", "x"), (2, "coverage", site, *place, "--show", "none"), (None, "chain", site, "--fail", "Nobody"),
            (2, "export", "dhcp", site, "--format", "none", "-o", folder / "d"), (2, "place", site, *place, "--share", "200"),
            (None, "export", "omm", site, "-o", folder / "o", "--layout", "none"), (None, "boot", "watch", site, "--leases", folder / "none", "--once"),
            (None, "pbx", "diff", site, "--profile", folder / "no.profile"), (None, "pbx", "diff", site, "--profile", folder / "none.profile"),
            (None, "pbx", "diff", site, "--profile", "contract-1", "--secrets", folder / "secrets.json"), (2, "pbx", "serve", "--port", "x"),
            (2, "check", site, "--frob"), (2, "new", folder / "n.handover", "x", "y"), (None, "new", site),
            (None, "set", site, "netmask=1.2.3"), (None, "set", site, "vlan=9999"), (None, "set", site, "park=123")]:
        yield say(environment, *arguments, code=code)


def printed(environment, folder):
    """The words of all sheets, labels too, in the language of the environment and by --language."""
    site = sample(folder)
    for options in (["--kind", "overview,placement,cables,photos,survey,ipei,report"], ["--kind", "placement", "--measures", "coordinates", "--no-walls"],
                    ["--kind", "labels", "--label-sheet", "L4736"], ["--kind", "ipei", "--sort", "location", "--code", "qr"], ["--language", "de"]):
        run("sheets", site, "-o", folder / "print.pdf", *options, env=environment)
        result = subprocess.run(["pdftotext", "-layout", folder / "print.pdf", "-"], capture_output=True, check=True)
        yield "sheets " + " ".join(options), result.stdout.decode()
