# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A language that everybody can read and nobody speaks: “_Save” is “[_Šååvéé]”.

Whatever keeps its plain letters in it was not marked for translation; and it is 40 % longer, as many a language is."""
import itertools
import pathlib
import re
import string
import tempfile

from catalogue import DIRECTIVE, make_pot, quote, read_po, tool

LETTERS = str.maketrans(string.ascii_lowercase + string.ascii_uppercase,
                        "åƀçðéƒĝĥîĵķļṁñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ")
MARKUP = r"</?(?:b|i|u|s|tt|big|small|span|sub|sup|a)(?:\s[^<>]*)?>|&(?:[a-z]+|#\d+);"
KEPT = re.compile(f"({DIRECTIVE.pattern}|{MARKUP})")
VOWELS = re.compile("[aeiouyAEIOUY]")
GROWTH = 0.4


def translate(text):
    """Its pseudo form: directives, markup, mnemonics, line ends and blanks at the ends stay."""
    before, inner, after = re.fullmatch(r"(\s*)(.*?)((?:…|:)?\s*)", text, re.S).groups()
    parts = KEPT.split(inner)
    letters = sum(char in string.ascii_letters for part in parts[::2] for char in part)
    vowels = sum(len(VOWELS.findall(part)) for part in parts[::2])
    doubled = itertools.count()
    share = max(0, GROWTH * sum(map(len, parts[::2])) - 2) / max(vowels, 1)  # the brackets count

    def longer(match):
        number = next(doubled)
        return match[0] * (1 + round((number + 1) * share) - round(number * share))

    parts[::2] = [VOWELS.sub(longer, part).translate(LETTERS) for part in parts[::2]]
    return f"{before}[{''.join(parts)}]{after}" if letters else text


def make_catalogue(root, folder, language="de"):
    """Compiles the pseudo form of all that the source says, in the place of a language; gives the folder of locales."""
    place = pathlib.Path(folder) / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    lines = ['msgid ""', 'msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"', ""]
    with tempfile.TemporaryDirectory() as scratch:
        for entry in read_po(make_pot(root, scratch)):
            lines += [f"msgctxt {quote(entry.context)}"] if entry.context is not None else []
            lines += [f"{name} {quote(text)}" for name, text in zip(("msgid", "msgid_plural"), entry.originals)]
            names = ("msgstr[0]", "msgstr[1]") if len(entry.originals) > 1 else ("msgstr",)
            lines += [f"{name} {quote(translate(text))}" for name, text in zip(names, entry.originals)] + [""]
        po = pathlib.Path(scratch) / "pseudo.po"
        po.write_text("\n".join(lines), encoding="utf-8")
        tool(root, "msgfmt", "--check-format", "-o", str(place / "handover.mo"), str(po))
    return pathlib.Path(folder)
