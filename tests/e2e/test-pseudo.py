#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All that handoverctl and the sheets say is marked for translation: in a made-up language no word keeps its plain letters."""
import functools
import re
import shutil

import said
from language import Pseudo, check_said, site_words
from tap import SOURCE, Skip, check, main

judge = functools.cache(Pseudo)


def words_on_plans():
    return {word for path in (SOURCE / "data/sample").glob("*.svg") for text in re.findall(r">([^<>]+)<", path.read_text()) for word in text.split()}


def words_of(folder):
    return site_words(said.sample(folder, "words.handover")) | {
        "Empfang", "Lager", "Keller", "Raum", "mit", "einem", "viel", "zu", "langen", "Namen", "Ein", "Name", "vielen", "Zeichen", "EG",
        "Anna", "Bernd", "Clara", "Dora", "Attic", "Loft", "East", "West",
        # names of the profile of the test, of what the audit notes, of an answer's code, of layouts, and words in the sample's plan images
        "pbx", "sync", "apply", "precondition", "failed", "pp", *words_on_plans()}


def catalogue(folder):
    """The language is what the tests below need: longer, and nothing of a format or a mnemonic lost."""
    from pseudo import translate
    check(translate("_Save") == "[_Šåṽé]", translate("_Save"))
    check(translate("<b>%s</b> of %.1f m²\n").startswith("[<b>%s</b> "), "markup or formats are lost")
    check(translate("%-d %B %Y") == "%-d %B %Y", "a date has letters")
    long = "When a base station fails, others lose their synchronisation."
    check(1.35 < len(translate(long)) / len(long) < 1.45, "not as long as it should be")
    check(list(judge().faults("unmarked [ŵåš ñöţ]")) and not list(judge().faults("[ŵåš] 3.5 dBm")), "the judge is blind")


def help_texts(folder):
    check_said(judge(), said.help_texts(judge().environment))


def of_a_plan(folder):
    check_said(judge(), said.of_a_plan(judge().environment, folder), words_of(folder))


def of_files(folder):
    check_said(judge(), said.of_files(judge().environment, folder), words_of(folder))


def of_a_pbx(folder):
    # The checklists are in the PBX's own languages.
    check_said(judge(), ((where, text) for where, text in said.of_a_pbx(judge().environment, folder) if "checklist" not in where), words_of(folder))


def errors(folder):
    # What was typed wrongly is repeated, and the words that may be typed are listed.
    check_said(judge(), said.errors(judge().environment, folder), words_of(folder) | {
        "frob", "nix", "tlh", "none", "Nobody", "overview", "placement", "cables", "photos", "survey", "ipei", "report", "labels", "all", "pp"})


def printed(folder):
    if shutil.which("pdftotext") is None:
        raise Skip("missing: pdftotext")
    check_said(judge(), said.printed(judge().environment, folder), words_of(folder))


main([catalogue, help_texts, of_a_plan, of_files, of_a_pbx, errors, printed])
