#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the OMM has and what the plan has, by script: a backup taken over, and import after import of what is new only."""
import gzip
import json

from tap import SOURCE, check, main, run

BACKUP = SOURCE / "tests/data/omm/omm_conf.txt"
SECRETS = (b"73194628", b"notarealhash", b"hunter2")


def read_info(site):
    return json.loads(run("info", site, "--json").out)


def backup(folder):
    """A packed backup becomes a site: shown by --dry-run, taken once, without a secret anywhere."""
    site, packed = folder / "s.handover", folder / "261126_Clinic_1F102A7158_omm_conf.gz"
    packed.write_bytes(gzip.compress(BACKUP.read_bytes()))
    run("new", site)
    before = site.read_bytes()
    shown = run("import", "omm", site, packed, "--dry-run").out
    check(site.read_bytes() == before, "--dry-run wrote")
    check("base station 3 (Workshop): new" in shown and "PARK: – → 1F102A7158" in shown, f"the difference is not shown: {shown}")
    taken = run("import", "omm", site, packed)
    check(taken.out == shown, "what was done is not what was shown")
    info = read_info(site)
    check(info["site"]["park"] == "1F102A7158" and info["site"]["omm_release"] == "8.1", f"the site: {info['site']}")
    check(info["counts"]["rfps"] == 5 and info["counts"]["floors"] == 3 and info["counts"]["buildings"] == 2, f"counts: {info['counts']}")
    run("export", "csv", site, "-o", folder / "csv")
    rfps = (folder / "csv/rfps.csv").read_text()
    check("Café Süd,4,00:30:42:AA:00:04,35," in rfps and "Loading bay,5,00:30:42:AA:00:05,34," in rfps, f"models: {rfps}")
    again = run("import", "omm", site, BACKUP).out
    check(again.endswith("0 added, 0 updated, 5 unchanged, 0 refused\n") and len(again.splitlines()) == 1, f"not the same again: {again}")
    written = [path.read_bytes() for path in folder.rglob("*") if path.is_file() and path != packed]
    check(not any(secret in data for secret in SECRETS for data in [*written, taken.out.encode(), taken.err.encode()]), "a secret went on")


def compared(folder):
    """A backup against the plan: nothing differs from what was taken over; what was changed since is told, for people and as JSON."""
    site, rfps = folder / "s.handover", folder / "rfps.csv"
    run("new", site)
    run("import", "omm", site, BACKUP)
    run("omm", "compare", site, "--backup", BACKUP)
    rfps.write_text("name,mac,cluster\nWorkshop,08000FAA0003,1\nExtra,003042AA0077,1\n")
    run("import", "csv", site, "--rfps", rfps)
    told = run("omm", "compare", site, "--backup", BACKUP, code=1).out
    check(told == "Planned, but not in the OMM: base station 6 (Extra)\nSet otherwise: base station 3 (Workshop): Cluster: planned 1, in the OMM 2\n",
          f"the differences: {told}")
    report = json.loads(run("omm", "compare", site, "--backup", BACKUP, "--json", code=1).out)
    check([entry["kind"] for entry in report["differences"]] == ["missing", "setting"] and report["origin"] == "backup", f"as JSON: {report}")
    check(report["differences"][1]["field"] == "cluster" and report["differences"][1]["built"] == "2", f"as JSON: {report}")
    check(report["rfps"] == {"planned": 6, "built": 5} and report["links"] == [] and not report["state_told"], f"as JSON: {report}")
    run("omm", "push", site, "--backup", BACKUP, "--yes", code=2)


def bad_backup(folder):
    """A backup that cannot be read, or only in part, is told by one line that says where; nothing is half taken."""
    site, bad = folder / "s.handover", folder / "bad.gz"
    run("new", site)
    bad.write_bytes(gzip.compress(BACKUP.read_bytes())[:-20])
    result = run("import", "omm", site, bad, code=3)
    check(len(result.err.splitlines()) == 1 and "damaged" in result.err, f"not one line: {result.err}")
    check(read_info(site)["counts"]["rfps"] == 0, "something was taken from a damaged file")
    text = BACKUP.read_bytes().replace(b"|08000FAA0003|", b"|not a mac   |").replace(b"hunter2", b"hunter2|")
    (folder / "omm_conf.txt").write_bytes(text)
    result = run("import", "omm", site, folder / "omm_conf.txt", code=3)
    check(len(result.err.splitlines()) == 1 and "omm_conf.txt:26:9:" in result.err, f"not line and column: {result.err}")
    check(not any(secret.decode() in result.err + result.out for secret in SECRETS), "a secret is shown")
    check(read_info(site)["counts"]["rfps"] == 4, "the good rows were not taken")


def records(folder):
    """Records of all import files below a folder."""
    return [line for file in sorted(folder.glob("omm-*.txt")) for line in file.read_text().split("data_sequence\n")[1].splitlines() if line]


def import_new(site, folder):
    """Writes what is new, and says what was printed besides the names of files."""
    result = run("export", "omm", site, "-o", folder, "--new-only")
    return "".join(line + "\n" for line in result.out.splitlines() if not line.endswith(".txt"))


def three_imports(folder):
    """New, changed and removed are told exactly, three times in a row, and ticked one by one."""
    site, rfps, handsets = folder / "s.handover", folder / "rfps.csv", folder / "handsets.csv"
    run("new", site)
    run("set", site, "omm_release=8.1")
    rfps.write_text("name,mac,model,building,floor\nLab,003042000001,45,A,Ground\nHall,003042000002,45,A,Ground\n")
    handsets.write_text("ipei,number,name\n0007701154842,401,Night\n")
    run("import", "csv", site, "--rfps", rfps, "--handsets", handsets)
    check(import_new(site, folder / "1") == "" and len(records(folder / "1")) == 3, "the first import is not everything")
    run("mark-imported", site, folder / "1")
    result = run("export", "omm", site, "-o", folder / "none", "--new-only")
    check(result.out == "" and not (folder / "none").exists(), "something is new already")
    check(result.err == "handoverctl: Nothing is new since the last import into the OMM; no file was written.\n",
          f"that nothing is new is not said: {result.err}")

    rfps.write_text("name,mac,model,building,floor,room\nAttic,003042000003,45,A,Attic,\nGreat hall,003042000002,45,A,Ground,12\n")
    run("import", "csv", site, "--rfps", rfps)
    told = import_new(site, folder / "2")
    check(told == "changed, edit in the OMM: base station 2 (Great hall)\n    Name: Hall → Great hall; Room: – → 12\n    Base Stations › Hall\n",
          f"the second import: {told}")
    check(len(records(folder / "2")) == 1 and "Attic" in records(folder / "2")[0], "not just the new one")
    run("mark-imported", site, folder / "2", "--done", "00:30:42:00:00:02")

    # Other hardware in the place of the lab: the new one is imported, the old one deleted by hand.
    rfps.write_text("name,mac\nLab,003042000009\n")
    handsets.write_text("ipei,number,name\n1299901000410,402,Day\n")
    run("import", "csv", site, "--rfps", rfps, "--handsets", handsets)
    told = import_new(site, folder / "3")
    check(told == "removed, delete in the OMM: base station Lab (00:30:42:00:00:01)\n    Base Stations › Lab › Delete\n",
          f"the third import: {told}")
    check(len(records(folder / "3")) == 2 and "1299901000410" in records(folder / "3")[0], f"not just the new ones: {records(folder / '3')}")
    run("mark-imported", site, folder / "3")
    check(import_new(site, folder / "none") == told and not (folder / "none").exists(), "what is to be deleted is forgotten")
    run("mark-imported", site, "--done", "003042000001")
    check(import_new(site, folder / "none") == "", "what was deleted is asked for again")
    result = run("mark-imported", site, "--done", "003042000001", code=2)
    check(len(result.err.splitlines()) == 1, f"not one line: {result.err}")


main([backup, compared, bad_backup, three_imports])
