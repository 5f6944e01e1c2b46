# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges of what the programs say to people: whether it is German, and whether all of it was marked for translation."""
import atexit
import gettext
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

from tap import BUILD, SOURCE, check

sys.path.insert(0, str(SOURCE / "tests"))
import pseudo  # noqa: E402
from catalogue import DIRECTIVE  # noqa: E402

# Where locales and catalogues of the tests lie.
FOLDER = tempfile.mkdtemp(prefix="handover-language-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


def make_environment(locales):
    """Of a German. No locale needs to be installed: it is made here. Without one, only glibc before 2.41 looks into LANGUAGE."""
    if shutil.which("localedef"):
        subprocess.run(["localedef", "--no-archive", "-i", "de_DE", "-f", "UTF-8", f"{FOLDER}/de_DE.UTF-8"], stderr=subprocess.DEVNULL,
                       check=False)
    return {"LC_ALL": "de_DE.UTF-8", "LOCPATH": FOLDER, "LANGUAGE": "de", "HANDOVER_LOCALEDIR": str(locales)}


# --- Data -------------------------------------------------------------------------------------------------

# What is the same in every language, and why.
DATA = [(re.compile(pattern), why) for pattern, why in [
    (r"(?m)^\s*handoverctl .*$|^\s+(?:\[?--\S+.*|\[--.*)$", "what is typed: commands and their options"),
    (r"(?<![\w-])--?[a-z][a-z0-9-]*(?:[= ][A-Z]+(?:\[=[A-Z]+\])?)?", "an option and its placeholder"),
    (r"\bhandoverctl(?:: )?|\bhandover\b", "the name of a program"),
    (r"https?://\S+|(?<![\w/])~?/[\w./~-]+|[\w.*-]+\.(?:handover|csv|pdf|txt|png|conf|json|profile|cfg|db|rsc|svg|html|leases|log|tftp|dnm|pem|lock)\b",
     "an address, a path, the name of a file"),
    (r"\b(?:mm|cm|dB|dBm|MHz|ft|Hz|km|px|ms|MB|kB|GiB|MiB|KiB|bytes)\b", "a unit"),
    (r"\bRFP \d+(?: IP| WLAN| DRC)*\b", "a model"),
    (r"\b(?:RFP|IPEI|MAC|OMM|DECT|PARK|PoE|VLAN|TLS|SHA|DHCP|TFTP|CSV|JSON|PDF|PNG|JPEG|SVG|URL|HTTPS?|SIP|LAN|WLAN|UTC|EMC|PSN|AC)(?:\d+)?\b",
     "an abbreviation of the trade"),
    (r"\b(?:Aastra|Mitel|OpenCom|SIP-DECT|Avery|Zweckform|Brother|Dymo|Herma|pascom|mobydick|dnsmasq|Kea|ISC|dhcpd|RouterOS|GTK|libadwaita|"
     r"GLib|Debian GNU/Linux(?: \d+ \(\w+\))?)\b", "the name of a product"),
    (r"\b(?:Ctrl|Alt|Shift|Strg|Umschalt|Return|Escape|Tab|Page_?(?:Up|Down)|F\d+)\b", "a key"),
    (r"\b[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2})+\b|\b[0-9A-F]{12}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4,12})*\b|\b[0-9a-f]{16,}\b",
     "an address or a fingerprint"),
]]


def site_words(*sites):
    """The words of a person's own: names, rooms, notes of a site."""
    words = set()
    for site in sites:
        with zipfile.ZipFile(site) as archive:
            texts = re.findall(r'"((?:[^"\\]|\\.)*)"', archive.read("site.json").decode())
        words |= {word for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    return words


def rule_ids():
    with open(SOURCE / "src/core/check/dect-check-rules.c", encoding="utf-8") as file:
        return re.findall(r'(?:ERROR|WARNING) \("([a-z0-9-]+)"', file.read())


RULES = re.compile("|".join(sorted(map(re.escape, rule_ids()), key=len, reverse=True)))


def without_data(text, words):
    text = RULES.sub(" ", unicodedata.normalize("NFC", text))
    for pattern, _ in DATA:
        text = pattern.sub(" ", text)
    return re.sub(r"[^\W\d_]+", lambda word: " " if word[0] in words else word[0], text)


# --- Judges -----------------------------------------------------------------------------------------------

class Pseudo:
    """Every word of plain letters was never given to gettext."""
    name = "pseudo"

    def __init__(self):
        self.environment = make_environment(pseudo.make_catalogue(SOURCE, f"{FOLDER}/pseudo"))

    def faults(self, text, words=frozenset()):
        """The words that are no data and were not marked for translation, each with its line."""
        for line in text.splitlines():
            found = re.findall(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])", without_data(line, words))
            if found:
                yield f"not marked ({' '.join(found)}): {line}"


class German:
    """No original is left that has a translation, and no word of an English sentence."""
    name = "german"
    # Words of English sentences that are no German words, nor names of commands and options.
    FUNCTION_WORDS = re.compile(r"(?<![\w./-])(the|of|and|is|are|has|have|it|its|from|for|with|which|that|this|not|or|to|cannot|must|"
                                r"only|at most|than|there|other|another|without|should|would|your|whose)(?![\w./-])", re.I)

    def __init__(self):
        self.environment = make_environment(BUILD / "po")
        with open(BUILD / "po/de/LC_MESSAGES/handover.mo", "rb") as file:
            self.patterns = list(self.english(gettext.GNUTranslations(file)._catalog))

    @staticmethod
    def english(catalogue):
        """What an English original looks like in an output; a single word only where it is all that there is."""
        known = {german.replace("_", "") for german in catalogue.values()}
        for key, german in catalogue.items():
            original = (key[0] if isinstance(key, tuple) else key).split("\4")[-1]
            parts = [part.strip() for part in DIRECTIVE.split(original.replace("_", ""))]
            if original and original != german and original.replace("_", "") not in known and any(re.search("[A-Za-z]{2}", part) for part in parts):
                body = ".*".join(map(re.escape, parts))
                yield original, re.compile(body if any(len(part.split()) > 1 for part in parts) else rf"^{body}$")

    def faults(self, text, words=frozenset()):
        for line in text.splitlines():
            # What is typed is the same in every language.
            if re.match(r"\s+(handoverctl |\[?--)", line) or not set(re.findall(r"[^\W\d_]+", line)) - words:
                continue
            for original, pattern in self.patterns:
                if pattern.search(line):
                    yield f"in English ({original!r}): {line}"
                    break
            else:
                found = self.FUNCTION_WORDS.search(line)
                if found and found[0] not in words:
                    yield f"an English word ({found[0]}): {line}"


def check_said(judge, said, words=frozenset()):
    """Holds a judge to pairs of a place and what is said there; the first of every fault is enough."""
    faults = {}
    for where, text in said:
        for fault in judge.faults(text, words):
            faults.setdefault(fault, where)
    check(not faults, f"{len(faults)} faults\n" + "\n".join(f"{where}: {fault}" for fault, where in faults.items()))
