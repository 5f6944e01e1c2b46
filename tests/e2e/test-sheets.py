#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets from the command line: the customer's language on any computer, options, and what independent tools see in the PDF."""
import re
import subprocess

from tap import BUILD, check, main, run

C = {"LC_ALL": "C", "HANDOVER_LOCALEDIR": str(BUILD / "po")}
UTF8 = {"LC_ALL": "C.UTF-8", "HANDOVER_LOCALEDIR": str(BUILD / "po")}


def tool(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True, encoding="utf-8").stdout


def sample(folder):
    site = folder / "site.handover"
    run("new", site, "--sample")
    return site


def language(folder):
    """No locale of the language is needed, and no other program's language gets in the way."""
    site = sample(folder)
    bytes_of = set()
    for env in (C, UTF8, UTF8 | {"LANGUAGE": "fr"}):
        run("sheets", site, "-o", folder / "de.pdf", "--language", "de", "--installer", "Kabelwerk Köln", env=env)
        bytes_of.add((folder / "de.pdf").read_bytes())
    check(len(bytes_of) == 1, "the print depends on the computer's locale")
    text = tool("pdftotext", folder / "de.pdf", "-")
    check("Montageplan der Basisstationen" in text and "6,00 m" in text, "not in German")
    check("6.00 m" not in text, "a point where German has a comma")
    run("sheets", site, "-o", folder / "en.pdf", "--language", "en", env=UTF8)
    text = tool("pdftotext", folder / "en.pdf", "-")
    check("Placement of base stations" in text and "6.00 m" in text, "not in English")
    check("tlh" in run("sheets", site, "-o", folder / "x.pdf", "--language", "tlh", code=2).err, "the language is not named")


def structure(folder):
    site = sample(folder)
    run("sheets", site, "-o", folder / "a.pdf")
    fonts = tool("pdffonts", folder / "a.pdf").splitlines()[2:]
    check(fonts and all(re.search(r" yes (yes|no)\s+(yes|no)\s+\d+\s+\d+$", line) for line in fonts), f"fonts not embedded: {fonts}")
    info = tool("pdfinfo", folder / "a.pdf")
    check("Title:           Plant North" in info and re.search(r"Page size: .*A4", info), info)
    run("sheets", site, "-o", folder / "l.pdf", "--paper", "letter", "--landscape", "--kind", "placement,report")
    check("792 x 612" in tool("pdfinfo", folder / "l.pdf"), "no letter across")
    run("sheets", site, "-o", folder / "s.pdf", "--kind", "placement", "--scale", "1:100", "--measures", "coordinates", "--no-walls")
    text = tool("pdftotext", folder / "s.pdf", "-")
    check("Part A1 of" in text and "1 : 100" in text and "From the corner" in text, "options without effect")


def refused(folder):
    site = sample(folder)
    (folder / "logo.png").write_text("no picture")
    for code, options, part in [(2, ["--kind", "poster"], "placement"), (2, ["--scale", "7"], "--scale"), (2, ["--measures", "feet"], "--measures"),
                                (2, ["--kind", "placement", "--scale", "10"], "1 : 20"), (3, ["--logo", folder / "none.png"], "none.png"),
                                (3, ["--logo", folder / "logo.png"], "logo.png"), (2, ["--paper", "a9"], "--paper")]:
        result = run("sheets", site, "-o", folder / "x.pdf", *options, code=code)
        check(part in result.err and len(result.err.splitlines()) == 1, f"{options}: {result.err!r}")
        check(not (folder / "x.pdf").exists(), f"{options}: a PDF all the same")


main([language, structure, refused])
