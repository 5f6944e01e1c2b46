# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogues of gettext: what is to be translated, read from the source, and entries of PO files."""
import pathlib
import re
import subprocess

KEYWORDS = ["--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=ngettext:1,2",
            "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3"]
# What printf, strftime and g_date_time_format() put something in for; no blank as a flag: “50 % of” is none.
DIRECTIVE = re.compile(r"%(?:\d+\$)?[-+0#']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|j|t)?[a-zA-Z%]")


def tool(root, *command):
    return subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8").stdout


def listed(root):
    """The files of po/POTFILES.in."""
    return [line for line in (root / "po/POTFILES.in").read_text().splitlines() if line and not line.startswith("#")]


def make_pot(root, folder):
    """Writes what the source has to say today; gives the path of the template."""
    pot, files = pathlib.Path(folder) / "handover.pot", pathlib.Path(folder) / "files"
    files.write_text("\n".join(name for name in listed(root) if (root / name).exists()))
    tool(root, "xgettext", "--from-code=UTF-8", *KEYWORDS, "--add-comments=Translators:", "-f", str(files), "-o", str(pot))
    return pot


def unquote(lines):
    return "".join(re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), quoted)
                   for line in lines for quoted in re.findall(r'"((?:[^"\\]|\\.)*)"', line))


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


class Entry:
    """An entry of a PO file."""

    def __init__(self, lines):
        self.comments = [line for line in lines if line.startswith("#")]
        fields, current = {}, []
        for line in lines:
            match = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (".*)', line)
            if match:
                current = fields.setdefault(match[1], [])
                current.append(match[2])
            elif line.startswith('"'):
                current.append(line)
        self.context = unquote(fields["msgctxt"]) if "msgctxt" in fields else None
        self.originals = [unquote(quoted) for name, quoted in fields.items() if name.startswith("msgid")]
        self.translations = [unquote(quoted) for name, quoted in fields.items() if name.startswith("msgstr")]

    def is_complete(self):
        return all(self.translations) and not any(line.startswith("#, ") and "fuzzy" in line for line in self.comments)


def read_po(path):
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    found = [Entry([line for line in block.split("\n") if not line.startswith("#~")]) for block in blocks]
    return [entry for entry in found if entry.originals and entry.originals[0]]
