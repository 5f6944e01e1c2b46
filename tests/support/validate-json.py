#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""validate-json.py SCHEMA FILE...: says for each FILE, one a line, "valid", or "invalid" and why."""
import json
import sys

import jsonschema


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for name in sys.argv[2:]:
        with open(name, encoding="utf-8") as file:
            errors = sorted(validator.iter_errors(json.load(file)), key=lambda e: list(map(str, e.path)))
        if errors:
            where = "/".join(map(str, errors[0].path))
            print("invalid:", where, errors[0].message.replace("\n", " ")[:200])
        else:
            print("valid")


if __name__ == "__main__":
    main()
