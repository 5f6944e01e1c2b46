# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds requests and answers against the OpenAPI document of the contract."""
import json
import pathlib
import re
import urllib.parse

import jsonschema

DOCUMENT = pathlib.Path(__file__).resolve().parent.parent.parent / "data/pbx/openapi.json"
SECRETS = ("password", "pin", "ac", "sipPassword")


class Broken(Exception):
    pass


class Contract:
    def __init__(self):
        self.document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
        self.validators = {}
        self.seen = set()  # (operation id, status)
        self.codes = set()  # of error bodies
        self.n_pairs = 0

    def resolve(self, node):
        while "$ref" in node:
            path, node = node["$ref"].split("/")[1:], self.document
            for step in path:
                node = node[step]
        return node

    def hold(self, schema, value, what):
        """Raises unless @value fits @schema, a part of the document."""
        if id(schema) not in self.validators:
            whole = {"allOf": [schema], "components": self.document["components"]}
            jsonschema.Draft202012Validator.check_schema(whole)
            self.validators[id(schema)] = jsonschema.Draft202012Validator(whole)
        errors = sorted(self.validators[id(schema)].iter_errors(value), key=lambda error: list(map(str, error.path)))
        if errors:
            where = "/".join(map(str, errors[0].absolute_path))
            raise Broken(f"{what}: /{where}: {errors[0].message[:300]}")

    def find(self, path):
        """Template and its operations for a path below the base, or None."""
        for template, item in self.document["paths"].items():
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)).removesuffix("/") + "/?"
            if re.fullmatch(pattern, path):
                return item
        return None

    def parameters(self, operation, query, headers, what):
        given = {"query": dict(urllib.parse.parse_qsl(query)), "header": {name.lower(): value for name, value in headers.items()}}
        for reference in operation["parameters"]:
            parameter = self.resolve(reference)
            place, name = parameter["in"], parameter["name"]
            value = given.get(place, {}).get(name if place == "query" else name.lower())
            if value is None:
                continue
            if self.resolve(parameter["schema"])["type"] == "integer":
                value = int(value)
            self.hold(parameter["schema"], value, f"{what}: {name}")

    def no_secret(self, value, what):
        if isinstance(value, list):
            for one in value:
                self.no_secret(one, what)
        elif isinstance(value, dict):
            for name, one in value.items():
                if name in SECRETS and one not in ("changed", "unchanged"):
                    raise Broken(f"{what}: the answer holds {name}")
                # The names of members in the handshake and in a change are no values.
                if name not in ("members", "fields"):
                    self.no_secret(one, what)

    def answer(self, operation, status, headers, body, what, has_body=True):
        response = operation["responses"].get(str(status))
        if response is None:
            raise Broken(f"{what}: the contract has no such answer")
        response = self.resolve(response)
        for name, reference in response["headers"].items():
            value = headers.get(name.lower())
            if value is None and name in ("X-Dect-Contract", "X-Request-Id"):
                raise Broken(f"{what}: no {name}")
            if value is not None:
                schema = self.resolve(reference)["schema"]
                self.hold(schema, int(value) if schema["type"] == "integer" else value, f"{what}: {name}")
        content = response.get("content") if has_body else None
        if content is None:
            if body:
                raise Broken(f"{what}: a body where there is none")
            return
        media = headers.get("content-type", "").split(";")[0]
        if media not in content:
            raise Broken(f"{what}: it is {media!r}")
        value = json.loads(body) if media == "application/json" else body
        self.hold(content[media]["schema"], value, what)
        if media == "application/json":
            self.no_secret(value, what)
            if status >= 400:
                self.codes.add(value["code"])
                if value["status"] != status or value["request"] != headers["x-request-id"]:
                    raise Broken(f"{what}: the body does not belong to the answer")

    def pair(self, method, target, request_headers, request_body, status, headers, body):
        """A request below the base and its answer; header names of the answer in lower case."""
        path, _, query = target.partition("?")
        what = f"{method} {target} -> {status}"
        path = urllib.parse.quote(urllib.parse.unquote("/" + path.lstrip("/"), errors="replace"), safe="/:*%")
        item = self.find(path)
        method = "get" if method == "HEAD" else method.lower()
        self.n_pairs += 1
        if item is None or method not in item:
            if status not in (400, 401, 404, 405, 429, 503):
                raise Broken(f"{what}: the contract has no such request")
            self.hold(self.document["components"]["schemas"]["Error"], json.loads(body), what)
            self.codes.add(json.loads(body)["code"])
            return
        operation = item[method]
        # What the server takes must be right; what it refuses is wrong on purpose.
        if status < 400:
            self.parameters(operation, query, request_headers, what)
            # The server understands MACs with colons, too; the contract does not ask for that.
            if "requestBody" in operation and not re.search(r'"mac":"\w\w:', request_body):
                schema = operation["requestBody"]["content"]["application/json"]["schema"]
                self.hold(schema, json.loads(request_body), what + ": the request")
        self.answer(operation, status, headers, body, what, what.split()[0] != "HEAD")
        self.seen.add((operation["operationId"], status))
