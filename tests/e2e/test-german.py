#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""handoverctl speaks German to a German, from the first word to the last, and keeps what scripts read."""
import gettext
import json
import re
import shutil
import subprocess
import tempfile

from tap import BUILD, check, main, run

# No German locale needs to be installed: it is made here. Without one, only glibc before 2.41 would look into LANGUAGE.
LOCALES = tempfile.TemporaryDirectory()
if shutil.which("localedef"):
    subprocess.run(["localedef", "--no-archive", "-i", "de_DE", "-f", "UTF-8", f"{LOCALES.name}/de_DE.UTF-8"],
                   stderr=subprocess.DEVNULL, check=False)
GERMAN = {"LC_ALL": "de_DE.UTF-8", "LOCPATH": LOCALES.name, "LANGUAGE": "de", "HANDOVER_LOCALEDIR": str(BUILD / "po")}
ENGLISH = {**GERMAN, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
# Words of English sentences that are no German words, nor names of commands and options.
FUNCTION_WORDS = re.compile(r"(?<![\w./-])(the|of|and|is|are|has|have|it|its|from|for|with|which|that|this|not|or|to|cannot|must|"
                            r"only|at most|than|there|other|another|without|should|would|your|whose)(?![\w./-])")
FORMAT = re.compile(r"%(?:\d+\$)?[-+ 0#]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:l|ll|z|h)?[a-zA-Z%]")

with open(BUILD / "po/de/LC_MESSAGES/handover.mo", "rb") as file:
    CATALOGUE = gettext.GNUTranslations(file)._catalog


def english_patterns():
    """What an English original looks like in an output; one-word ones would be found in names, too."""
    for key, german in CATALOGUE.items():
        original = key[0] if isinstance(key, tuple) else key
        parts = [part.strip() for part in FORMAT.split(original)]
        if original and original != german and any(len(part.split()) > 1 for part in parts):
            yield original, re.compile(".*".join(map(re.escape, parts)))


PATTERNS = list(english_patterns())


def check_german(text):
    for line in text.splitlines():
        # What is typed is the same in every language.
        if line.startswith("  handoverctl "):
            continue
        for original, pattern in PATTERNS:
            check(not pattern.search(line), f"in English ({original!r}): {line}")
        found = FUNCTION_WORDS.search(line)
        check(not found, f"an English word ({found and found[0]}): {line}")


def help(folder):
    text = run("help", env=GERMAN).out
    check("eine SIP-DECT-Anlage" in text and "Rückgabewert: 0 erledigt" in text, text)
    check_german(text)
    check("plan a SIP-DECT site" in run("help", env=ENGLISH).out, "English is gone")


def check_of_the_sample(folder):
    site = folder / "sample.handover"
    run("new", site, "--sample", env=GERMAN)
    text = run("check", site, env=GERMAN).out
    check(re.search(r"^\d+ Fehler, \d+ Warnung(en)?; die Kette ist verbunden$", text, re.M), text)
    check_german(text)
    check_german(run("chain", site, env=GERMAN).out)
    check_german(run("export", "omm", site, "-o", folder / "omm", env=GERMAN).out)
    rules = [[finding["rule"] for finding in json.loads(run("check", site, "--json", env=env).out)]
             for env in (GERMAN, ENGLISH)]
    check(rules[0] == rules[1], f"the rules have other names in German: {rules}")
    check(run("info", site, env=GERMAN).out == run("info", site, env=ENGLISH).out, "what scripts read is not the same")


def check_of_many_mistakes(folder):
    """A row of every sort of mistake makes most rules speak."""
    site = folder / "bad.handover"
    run("new", site)
    rows = ["name,number,mac,model,role,target_ip,building,floor,x_m,y_m,room",
            "Empfang,1,003042000101,RFP 32,master,192.168.1.10,H,EG,10,10,R1", "Empfang,2,003042000102,RFP 45,master,192.168.1.10,H,EG,30,10,R2",
            "Lager,3,AABBCC000103,RFP 34,failover,192.168.9.10,H,EG,2000,10,Raum mit einem viel zu langen Namen",
            "Ein Name mit viel zu vielen Zeichen,4,,RFP 45,normal,192.168.1.255,H,EG,2010,10,", "Keller,5,003042000105,RFP 45,normal,,,,,,"]
    (folder / "rfps.csv").write_text("\n".join(rows) + "\n")
    rows = ["ipei,number,name", "00077 0115484 2,500,Anna", "00077 0115484 2,501,Bernd", "00077 0115484 3,502,Clara", ",500,Dora"]
    (folder / "handsets.csv").write_text("\n".join(rows) + "\n")
    result = run("import", "csv", site, "--rfps", folder / "rfps.csv", "--handsets", folder / "handsets.csv", code=3,
                 env=GERMAN)
    check_german(result.out + result.err)
    run("set", site, "netmask=255.255.255.0", "omm_release=8.1", env=GERMAN)
    text = run("check", site, code=1, env=GERMAN).out
    check("Fehler master-twice: " in text and len(set(re.findall(r"^(?:Fehler|Warnung) (\S+):", text, re.M))) >= 12, text)
    check_german(text)
    check_german(run("chain", site, code=1, env=GERMAN).out)


def error_lines(folder):
    (folder / "foo.handover").write_text("foo\n")
    (folder / "bad.csv").write_text("name;mac\n\"offen;1\n")
    run("new", folder / "site.handover")
    for code, arguments in [(2, ["frob"]), (2, ["check"]), (2, ["set", folder / "site.handover", "nix=1"]),
                            (2, ["set", folder / "site.handover", "name"]), (3, ["check", folder / "foo.handover"]),
                            (3, ["import", "csv", folder / "site.handover", "--rfps", folder / "bad.csv"]),
                            (2, ["sheets", folder / "site.handover", "-o", folder / "x.pdf", "--kind", "nix"])]:
        result = run(*arguments, code=code, env=GERMAN)
        check_german(result.err)
        check(result.err != run(*arguments, code=code, env=ENGLISH).err, f"not translated: {result.err}")


main([help, check_of_the_sample, check_of_many_mistakes, error_lines])
