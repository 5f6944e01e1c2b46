# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges of what the programs say to people: whether it is German, and whether all of it was marked for translation."""
import atexit
import contextlib
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

# What is the same in every language, and why. What a site calls its things comes on top (site_words).
DATA = [(re.compile(pattern), why) for pattern, why in [
    (r"(?m)^\s*handoverctl .*$|^\s+(?:\[?--\S+.*|\[--.*)$", "what is typed: commands and their options"),
    (r"(?<![\w-])--?[a-z][a-z0-9-]*(?:[= ][A-Z]+(?:\[=[A-Z]+\])?)?", "an option and its placeholder"),
    (r"\bhandoverctl(?:: )?|\bhandover\b", "the name of a program"),
    (r"\([a-z_0-9]+(?:,[a-z_0-9]+)+\)|\b(?:building, floor|from, to)(?=, )|\b(?:from, to)(?= und )|\b[xy]_m\b|\brssi_dbm\b", "columns of a table"),
    (r"Login / Additional ID", "an entry of the PBX's form"),
    (r"https?://\S+|(?<![\w/])~?/[\w./~-]+|[\w.*-]+\.(?:handover|csv|pdf|txt|png|conf|json|profile|cfg|db|rsc|svg|html|leases|log|tftp|dnm|pem|lock)\b",
     "an address, a path, the name of a file"),
    (r"(?<![^\W\d_])(?:mm|cm|dB|dBm|MHz|ft|Hz|km|px|ms|MB|kB|GiB|MiB|KiB|bytes)\b", "a unit"),
    (r"\bHandover(?: \d+\.\d+\.\d+)?\b", "the program's name"),
    (r"DECT planner contract 1", "the name of the contract"),
    (r"\bRFP \d+(?: IP| WLAN| DRC)*\b", "a model"),
    (r"\b(?:RFP|IPEI|MAC|OMM|DECT|PARK|PoE|VLAN|TLS|SHA|DHCP|TFTP|CSV|JSON|PDF|PNG|JPEG|SVG|URL|HTTPS?|SIP|LAN|WLAN|UTC|EMC|PSN|AC)(?:\d+)?\b",
     "an abbreviation of the trade"),
    (r"\b(?:Aastra|Mitel|OpenCom|SIP-DECT|Avery|Zweckform|Brother DK-\d+|Dymo|Herma|pascom|mobydick|dnsmasq|Kea|ISC|dhcpd|RouterOS|GTK|libadwaita|"
     r"GLib|Debian GNU/Linux(?: \d+ \(\w+\))?)\b", "the name of a product"),
    (r"^(?:firmware|targetIp|username|password|pin|source|ommRelease|ommLayout|dectOn|preferredSync|pagingArea|ommSite|wlan|additionalId|"
     r"sipUser|sipPassword|ac|sosNumber|mandownNumber|locatable|localization|tracking)$", "a member of the contract, as a profile names it"),
    (r"^# .*|^(?:active|[a-z]+(?:_[a-z]+)+)(?: = \d*|$)|^(?:active|[a-z]+(?:_[a-z]+)+)(?= = )", "a line of a file for the OMM"),
    (r"\bmoby\b", "the user of the PBX"),
    (r"\bembedded(?= · |$)", "the name that the embedded PBX gives itself"),
    (r"^Dieses Programm kommt OHNE JEDWEDE GARANTIE.*|^Besuchen Sie GNU General Public License.*", "libadwaita's words about the licence"),
    (r"\b(?:Ctrl|Alt|Shift|Strg|Umschalt|Return|Escape|Tab|Page_?(?:Up|Down)|F\d+|Esc|Menu)\b", "a key"),
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

def toolkit_words():
    """What GTK, libadwaita, GLib and the C library say themselves: their translators' business."""
    words = set()
    for name in ("gtk40", "libadwaita", "glib20", "glib-networking", "libc"):
        with contextlib.suppress(OSError), open(f"/usr/share/locale/de/LC_MESSAGES/{name}.mo", "rb") as file:
            words |= {text.replace("_", "") for text in gettext.GNUTranslations(file)._catalog.values()}
    return words


def pattern_of(text):
    """What a text looks like once its formats are filled in."""
    return re.compile(".*?".join(re.escape(part) for part in DIRECTIVE.split(text)))


class Pseudo:
    """Every word of plain letters was never given to gettext."""
    name = "pseudo"

    def __init__(self):
        self.environment = make_environment(pseudo.make_catalogue(SOURCE, f"{FOLDER}/pseudo"))
        self.toolkit = toolkit_words()
        self.sentences = [pattern_of(text) for text in sorted(self.toolkit, key=len, reverse=True)
                          if any(len(part.split()) > 1 for part in DIRECTIVE.split(text))]

    def is_toolkits(self, line):
        """Whether all of a line, or the parts of a keyboard shortcut, are words of GTK and its kin."""
        return all(part in self.toolkit or len(part) < 2 for part in line.replace("_", "").split("+"))

    def unmarked(self, line, words):
        return re.findall(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])", without_data(line, words))

    def faults(self, text, words=frozenset()):
        """The words that are no data and were not marked for translation, each with its line."""
        for line in text.splitlines():
            if not self.unmarked(line, words) or self.is_toolkits(line):
                continue
            for sentence in self.sentences:
                line = sentence.sub(" ", line)
            found = self.unmarked(line, words)
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
        """What an English original looks like in an output: a text of one word, or of names of things, only where it is all that there is."""
        known = {german.replace("_", "") for german in catalogue.values()}
        for key, german in catalogue.items():
            original = (key[0] if isinstance(key, tuple) else key).split("\4")[-1].replace("_", "")
            parts = [part.strip() for part in DIRECTIVE.split(original)]
            if not original or original in known or original == german.replace("_", ""):
                continue
            if any(len(re.findall(r"[A-Za-z]{2,}", part)) > 1 for part in parts):
                yield original, re.compile(r"\b" * parts[0][:1].isalpha() + ".*".join(map(re.escape, parts)))
            elif len(parts) == 1 and re.search("[A-Za-z]{2}", original):
                yield original, re.compile(rf"^{re.escape(original)}$")

    def faults(self, text, words=frozenset()):
        for line in text.splitlines():
            # What is typed is the same in every language.
            if re.match(r"\s+(handoverctl |\[?--)", line) or not set(re.findall(r"[^\W\d_]+", line)) - words:
                continue
            said = without_data(line, words)
            for original, pattern in self.patterns:
                if pattern.search(said):
                    yield f"in English ({original!r}): {line}"
                    break
            else:
                found = self.FUNCTION_WORDS.search(said)
                if found:
                    yield f"an English word ({found[0]}): {line}"


def check_said(judge, said, words=frozenset()):
    """Holds a judge to pairs of a place and what is said there; the first of every fault is enough."""
    faults, seen = {}, set()
    for where, text in said:
        if text in seen:
            continue
        seen.add(text)
        for fault in judge.faults(text, words):
            faults.setdefault(fault, where)
    check(not faults, f"{len(faults)} faults\n" + "\n".join(f"{where}: {fault}" for fault, where in faults.items()))
