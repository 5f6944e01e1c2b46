#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manifest with the sources of its modules replaced by Debian's source packages, where the upstream file cannot be had.

usage: replace-sources.py MANIFEST SOURCE-ROOT MIRROR FOLDER   (writes FOLDER/ID.json and the archives)

Everything else of the manifest stays as it is. Each replacement is said on standard output."""
import hashlib
import json
import lzma
import pathlib
import re
import sys
import urllib.request

import yaml

manifest, root, mirror, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3], pathlib.Path(sys.argv[4])
folder.mkdir(parents=True, exist_ok=True)


def fetch(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read()


def debian_source(package):
    """Name and bytes of the package's upstream archive, from the newest release of Debian that the mirror has it of."""
    for suite in ("trixie", "bookworm"):
        for paragraph in lzma.decompress(fetch(f"{mirror}/dists/{suite}/main/source/Sources.xz")).decode().split("\n\n"):
            if not paragraph.startswith(f"Package: {package}\n"):
                continue
            directory = re.search(r"^Directory: (.*)$", paragraph, re.M)[1]
            checksum, name = re.search(r"^ ([0-9a-f]{64}) \d+ (\S+\.orig\.tar\.\w+)$", paragraph, re.M).groups()
            try:
                data = fetch(f"{mirror}/{directory}/{name}")
            except OSError:
                continue
            if hashlib.sha256(data).hexdigest() != checksum:
                sys.exit(f"{name} from Debian has another checksum than its list says")
            return name, data
    sys.exit(f"Debian's mirror has no source of {package}")


recipe = yaml.safe_load(manifest.read_text())
for module in recipe["modules"]:
    for source in module["sources"]:
        if source["type"] == "dir":
            source["path"] = str(root)
        if source["type"] != "archive":
            continue
        try:
            data = fetch(source["url"])
            if hashlib.sha256(data).hexdigest() != source["sha256"]:
                sys.exit(f"{source['url']} has another checksum than the manifest says")
            path = folder / source["url"].rsplit("/", 1)[1]
            print(f"{module['name']}: the manifest's own source, {source['url']}")
        except OSError:
            name, data = debian_source(module["name"])
            path, checksum = folder / name, hashlib.sha256(data).hexdigest()
            same = "the same file" if checksum == source["sha256"] else "another file"
            print(f"{module['name']}: replaced {source['url']} by Debian's {name} ({same})", flush=True)
            source["sha256"] = checksum
        path.write_bytes(data)
        del source["url"]
        source["path"] = str(path.resolve())
(folder / f"{recipe['id']}.json").write_text(json.dumps(recipe, indent=1))
