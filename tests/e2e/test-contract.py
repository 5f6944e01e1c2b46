#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every request and answer of the server's tests against the OpenAPI document of the contract."""
import json
import os
import subprocess
import sys

import contract
import tap


def pairs_of_server_test(folder):
    record = folder / "pairs"
    program = tap.BUILD / "tests/core/test-pbx-server"
    result = subprocess.run([str(program), "--tap"], capture_output=True, timeout=200, env={**os.environ, "DECT_TEST_RECORD": str(record)})
    tap.check(result.returncode == 0, f"test-pbx-server ended with {result.returncode}: {result.stderr.decode(errors='replace')}")
    return [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]


def server_keeps_to_the_contract(folder):
    book, broken = contract.Contract(), []
    for pair in pairs_of_server_test(folder):
        try:
            book.pair(pair["method"], pair["target"], pair["request_headers"], pair["request"], pair["status"], pair["headers"],
                      pair["answer"])
        except contract.Broken as error:
            broken.append(str(error))
    tap.check(not broken, "\n".join(broken[:20]))
    tap.check(book.n_pairs > 200, f"only {book.n_pairs} pairs were seen")
    missing = [f"{operation['operationId']} {status}" for item in book.document["paths"].values() for operation in item.values()
               for status in operation["responses"]
               if int(status) < 400 and (operation["operationId"], int(status)) not in book.seen]
    tap.check(not missing, "no test has seen: " + ", ".join(missing))
    # What only a proxy in front of the PBX, or a broken disk, would answer; and what needs options of the program.
    elsewhere = {"bad_gateway", "gateway_timeout", "server_fault", "rest_disabled", "forbidden", "rate_limited", "stopping",
                 "not_committed"}
    codes = {example["value"]["code"] for response in book.document["components"]["responses"].values()
             for body in response.get("content", {}).values() for example in body["examples"].values()}
    tap.check(codes - book.codes <= elsewhere, f"no test has seen: {codes - book.codes - elsewhere}")
    unknown = book.codes - codes
    tap.check(not unknown, f"answers with codes that the contract does not name: {unknown}")


def examples_fit_their_schemas(folder):
    book = contract.Contract()
    n = 0
    contents = [response.get("content", {}) for response in book.document["components"]["responses"].values()]
    for item in book.document["paths"].values():
        for operation in item.values():
            contents += [response.get("content", {}) for response in operation["responses"].values()]
            contents.append(operation.get("requestBody", {}).get("content", {}))
    for content in contents:
        for body in content.values():
            for name, example in body.get("examples", {}).items():
                book.hold(body["schema"], example["value"], f"example {name}")
                n += 1
    tap.check(n > 50, f"only {n} examples")


def page_is_there_and_whole(folder):
    page = (tap.BUILD / "data/help/contract.html").read_text(encoding="utf-8")
    book = contract.Contract()
    for path, item in book.document["paths"].items():
        for method, operation in item.items():
            tap.check(f"{method.upper()} {path}" in page, f"the page lacks {method} {path}")
    for name in (*book.document["components"]["schemas"], *book.document["components"]["responses"]):
        tap.check(f">{name}</" in page or f" {name}</h3>" in page, f"the page lacks {name}")
    again = folder / "again.html"
    subprocess.run([sys.executable, str(tap.SOURCE / "data/help/contract-page.py"), str(contract.DOCUMENT), str(again)], check=True)
    tap.check(again.read_text(encoding="utf-8") == page, "the same contract gives another page")
    anchors = [part.split('"')[0] for part in page.split('href="#')[1:]]
    tap.check(anchors and all(f'id="{one}"' in page for one in anchors), "a link of the page leads nowhere")


if __name__ == "__main__":
    tap.main([server_keeps_to_the_contract, examples_fit_their_schemas, page_is_there_and_whole])
