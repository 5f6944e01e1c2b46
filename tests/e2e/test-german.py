#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""handoverctl, the sheets and the help speak German to a German, from the first word to the last, and keep what scripts read. With a
locale of the computer or with LANGUAGE alone. The window: test-window-language.py."""
import functools
import json
import re
import shutil
import xml.etree.ElementTree as ElementTree

import said
from language import German, check_said, site_words
from tap import SOURCE, Skip, check, main, run

judge = functools.cache(German)
C = {"LC_ALL": "C.UTF-8", "LANGUAGE": "de"}
NOT_GERMAN = {"LC_ALL": "C.UTF-8", "LANGUAGE": ""}


def german():
    return judge().environment


def english():
    return {**german(), **NOT_GERMAN}


def words_of(folder):
    return site_words(said.sample(folder, "words.handover")) | {"Attic", "Loft", "East", "West"}


def help_texts(folder):
    text = run("help", env=german()).out
    check("eine SIP-DECT-Anlage" in text and "Rückgabewert: 0 erledigt" in text, text)
    check_said(judge(), said.help_texts(german()))
    check("plan a SIP-DECT site" in run("help", env=english()).out, "English is gone")


def of_a_plan(folder):
    check_said(judge(), said.of_a_plan(german(), folder), words_of(folder))


def of_files(folder):
    check_said(judge(), said.of_files(german(), folder), words_of(folder))


def of_a_pbx(folder):
    check_said(judge(), said.of_a_pbx(german(), folder), words_of(folder))


def errors(folder):
    found = list(said.errors(german(), folder))
    check_said(judge(), found, words_of(folder))
    check(all(text for _, text in found if not _.startswith(("new", "set"))), "a refusal without words")


def printed(folder):
    if shutil.which("pdftotext") is None:
        raise Skip("missing: pdftotext")
    check_said(judge(), said.printed(german(), folder), words_of(folder))


def pages_of_the_help(folder):
    def texts():
        for page in sorted((SOURCE / "data/help/de").glob("*.html")):
            for element in ElementTree.parse(page).iter():
                if element.tag.split("}")[-1] in ("p", "li", "td", "th", "h1", "h2", "h3", "title"):
                    # Keys, commands and the words of the OMM's own pages are set apart.
                    parts = [element.text or ""] + [(child.text or "") * (child.tag.split("}")[-1] in ("a", "b")) + (child.tail or "") for child in element]
                    yield page.name, " ".join(" … ".join(parts).split())
    check_said(judge(), texts())


def without_a_locale(folder):
    """LANGUAGE is enough, as far as the C library looks into it (before glibc 2.41, or with any locale)."""
    env = {**german(), **C}
    text = run("help", env=env).out
    if "plan a SIP-DECT site" in text:
        raise Skip("this C library wants a locale")
    check_said(judge(), said.of_a_plan(env, folder), words_of(folder))


def what_scripts_read(folder):
    site = said.sample(folder)
    text = run("check", site, env=german()).out
    check(re.search(r"^\d+ Fehler, \d+ Warnung(en)?; die Kette ist verbunden$", text, re.M), text)
    rules = [[finding["rule"] for finding in json.loads(run("check", site, "--json", env=env).out)] for env in (german(), english())]
    check(rules[0] == rules[1], f"the rules have other names in German: {rules}")
    for words in (["info"], ["info", "--json"], ["chain", "--json"], ["fit", "--json"]):
        both = [run(words[0], site, *words[1:], env=env, code=None).out for env in (german(), english())]
        number = r'": -?\d+,\d'
        check(not re.search(number, both[0]), f"a comma in a number of {words}")
        if words[0] == "info":
            check(both[0] == both[1], "what scripts read is not the same")
    for name, env in (("de", german()), ("en", english())):
        run("export", "csv", site, "-o", folder / name, env=env)
        run("export", "omm", site, "-o", folder / f"omm-{name}", env=env)
    for one in (folder / "en").iterdir():
        check(one.read_bytes() == (folder / "de" / one.name).read_bytes(), f"{one.name} is another file in German")
    for one in (folder / "omm-en").iterdir():
        check(one.read_bytes() == (folder / "omm-de" / one.name).read_bytes(), f"{one.name} is another file in German")


def many_mistakes(folder):
    site = said.bad_site(folder)
    run("import", "csv", site, "--rfps", folder / "bad-rfps.csv", "--handsets", folder / "bad-handsets.csv", code=3)
    run("set", site, "netmask=255.255.255.0", "omm_release=8.1")
    text = run("check", site, code=1, env=german()).out
    check("Fehler master-twice: " in text and len(set(re.findall(r"^(?:Fehler|Warnung) (\S+):", text, re.M))) >= 12, text)


main([help_texts, of_a_plan, of_files, of_a_pbx, errors, printed, pages_of_the_help, without_a_locale, what_scripts_read, many_mistakes])
