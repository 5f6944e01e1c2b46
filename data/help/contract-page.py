#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""contract-page.py OPENAPI HTML: the contract as a page to read. The same bytes for the same contract."""
import html
import json
import re
import sys

STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 3rem; border-bottom: 1px solid; }
h3 { margin-top: 2.5rem; }
h3 code { font-weight: normal; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid rgba(128, 128, 128, 0.4); }
pre { overflow-x: auto; padding: 0.75rem; background: rgba(128, 128, 128, 0.15); }
summary { cursor: pointer; }
"""


def text(value):
    return html.escape(str(value))


def code(value):
    return f"<code>{text(value)}</code>"


def anchor(name):
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


class Page:
    def __init__(self, document):
        self.document = document
        self.lines = []

    def put(self, line):
        self.lines.append(line)

    def resolve(self, node):
        """What a reference leads to, and the name it has there."""
        name = None
        while "$ref" in node:
            path = node["$ref"].split("/")[1:]
            name, node = path[-1], self.document
            for step in path:
                node = node[step]
        return node, name

    def kind(self, schema):
        """A schema in a few words, with links to those that have a name."""
        if schema is False:
            return "never"
        target, name = self.resolve(schema)
        if name:
            return f'<a href="#{anchor(name)}">{text(name)}</a>'
        if "oneOf" in target:
            return " or ".join(self.kind(one) for one in target["oneOf"])
        if "const" in target:
            return code(json.dumps(target["const"], ensure_ascii=False))
        if "enum" in target:
            return ", ".join(code(value) for value in target["enum"])
        kinds = target.get("type", "any")
        words = " or ".join(kinds) if isinstance(kinds, list) else kinds
        if words.startswith("array") and "items" in target:
            words = "list of "
            return words + self.kind(target["items"])
        bounds = [f"{label} {target[key]}" for key, label in (("minimum", "from"), ("maximum", "to"), ("maxLength", "at most"))
                  if key in target]
        return text(", ".join([words] + bounds))

    def table(self, titles, rows):
        self.put("<table><thead><tr>" + "".join(f"<th>{title}</th>" for title in titles) + "</tr></thead><tbody>")
        for row in rows:
            self.put("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>")
        self.put("</tbody></table>")

    def examples(self, content):
        for media, body in content.items():
            for name, example in body.get("examples", {}).items():
                value = example["value"]
                shown = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
                self.put(f"<details><summary>Example {text(name)} ({text(media)})</summary><pre>{text(shown)}</pre></details>")

    def parameters(self, operation):
        rows = []
        for reference in operation.get("parameters", []):
            parameter, _ = self.resolve(reference)
            need = "needed" if parameter["required"] else ""
            rows.append([code(parameter["name"]), text(parameter["in"]), self.kind(parameter["schema"]), need,
                         text(parameter["description"])])
        self.table(["Parameter", "where", "what", "", ""], rows)

    def responses(self, operation):
        shared = []
        for status, reference in operation["responses"].items():
            response, name = self.resolve(reference)
            if name:
                shared.append(f'<a href="#{anchor(name)}">{status}</a>')
                continue
            kinds = " ".join(self.kind(body["schema"]) for body in response.get("content", {}).values())
            headers = ", ".join(code(header) for header in response["headers"])
            self.put(f"<p><b>{status}</b> {text(response['description'])} {kinds}<br><small>Headers: {headers}</small></p>")
            self.examples(response.get("content", {}))
        self.put(f"<p>Also: {', '.join(shared)}</p>")

    def operation(self, path, method, operation):
        self.put(f'<h3 id="{anchor(operation["operationId"])}">{text(operation["summary"])}<br>{code(method.upper() + " " + path)}</h3>')
        if "description" in operation:
            self.put(f"<p>{text(operation['description'])}</p>")
        self.parameters(operation)
        if "requestBody" in operation:
            content = operation["requestBody"]["content"]
            self.put("<p>Body: " + " ".join(self.kind(body["schema"]) for body in content.values()) + "</p>")
            self.examples(content)
        self.responses(operation)

    def operations(self):
        for tag in self.document["tags"]:
            name = tag["name"]
            self.put(f'<h2 id="tag-{anchor(name)}">{text(name.capitalize())}</h2><p>{text(tag["description"])}</p>')
            for path, item in self.document["paths"].items():
                for method, operation in item.items():
                    if operation["tags"] == [name]:
                        self.operation(path, method, operation)

    def errors(self):
        self.put('<h2 id="errors">Answers that several addresses share</h2>')
        components = self.document["components"]["responses"]
        used = {}
        for item in self.document["paths"].values():
            for operation in item.values():
                for status, response in operation["responses"].items():
                    used.setdefault(self.resolve(response)[1], status)
        for name, response in sorted(components.items(), key=lambda pair: used[pair[0]]):
            self.put(f'<h3 id="{anchor(name)}">{used[name]} {text(name)}</h3><p>{text(response["description"])}</p>')
            self.examples(response.get("content", {}))

    def schemas(self):
        self.put('<h2 id="records">Records</h2>')
        for name, schema in self.document["components"]["schemas"].items():
            self.put(f'<h3 id="{anchor(name)}">{text(name)}</h3>')
            if "description" in schema:
                self.put(f"<p>{text(schema['description'])}</p>")
            bases = schema.get("allOf", [])
            if bases:
                self.put("<p>All of " + ", ".join(self.kind(base) for base in bases) + "</p>")
            needed = schema.get("required", [])
            rows = []
            for member, inner in schema.get("properties", {}).items():
                target = inner if inner is not False and "$ref" not in inner else {}
                rows.append([code(member), self.kind(inner), "needed" if member in needed else "", text(target.get("description", ""))])
            if rows:
                self.table(["Member", "what", "", ""], rows)
            elif not bases:
                self.put(f"<p>{self.kind(schema)} {code(schema['pattern']) if 'pattern' in schema else ''}</p>")

    def make(self):
        info = self.document["info"]
        title = text(info["title"])
        self.put('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
        self.put('<meta name="viewport" content="width=device-width, initial-scale=1">')
        self.put(f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>")
        self.put(f"<h1>{title}</h1>\n<p><b>{text(info['summary'])}</b></p>\n<p>{text(info['description'])}</p>")
        links = [f'<a href="#tag-{anchor(tag["name"])}">{text(tag["name"])}</a>' for tag in self.document["tags"]]
        links += ['<a href="#errors">errors</a>', '<a href="#records">records</a>']
        self.put(f"<p>{' · '.join(links)}</p>")
        self.operations()
        self.errors()
        self.schemas()
        self.put("</body>\n</html>")
        return "\n".join(self.lines) + "\n"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        page = Page(json.load(file)).make()
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write(page)


if __name__ == "__main__":
    main()
