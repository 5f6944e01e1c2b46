#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The embedded PBX as a small service beside another PBX: started, used, looked into and stopped as README.md says."""
import base64
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.parse
import warnings

import contract
import tap

GATEWAY = "dectgateway/00085d0a0b01"
DOCUMENT = {"name": "Plant", "targetIp": "10.1.2.46", "netmask": "255.255.255.0", "password": "omm-Secret-9", "source": "dectplan:1"}


def make_users(folder, *users):
    path = folder / "users"
    lines = []
    for name, password, *options in users:
        result = subprocess.run([str(tap.CTL), "pbx", "user", name, *options], input=password.encode() + b"\n", capture_output=True)
        tap.check(result.returncode == 0, result.stderr.decode())
        lines.append(result.stdout.decode())
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("".join(lines))
    return path


class Book:
    """Asks like a program of somebody else, and holds every answer to the contract."""

    def __init__(self, url):
        self.url, self.contract = urllib.parse.urlsplit(url), contract.Contract()

    def ask(self, user, method, path, body=None, **headers):
        connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=20)
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        text = json.dumps(body) if body is not None else None
        if text is not None:
            fields["Content-Type"] = "application/json"
        fields["Authorization"] = "Basic " + base64.b64encode(user.encode()).decode()
        connection.request(method, self.url.path + path, text, fields)
        answer = connection.getresponse()
        data = answer.read().decode()
        self.contract.pair(method, path, fields, text, answer.status, {name.lower(): value for name, value in answer.getheaders()}, data)
        connection.close()
        return answer.status, answer, data


def users_audit_and_rates(folder):
    users = make_users(folder, ("anna", "Anna-Secret-1"), ("bob", "Bob-Secret-2"), ("eye", "Eye-Secret-3", "--read-only"))
    server = tap.Server(folder, options=["--users", users, "--instance", "site", "--rate", "20", "--applied-only"])
    try:
        book = Book(server.url)
        tap.check(server.url.endswith("/site/services/"), server.url)
        tap.check(book.ask("anna:Anna-Secret-1", "PUT", GATEWAY, DOCUMENT, If_None_Match="*")[0] == 201, "anna may not create")
        tap.check(book.ask("eye:Eye-Secret-3", "GET", GATEWAY)[0] == 200, "eye may not read")
        tap.check(book.ask("eye:Eye-Secret-3", "DELETE", GATEWAY, If_Match='"r1"')[0] == 403, "eye may write")
        tap.check(book.ask("anna:Bob-Secret-2", "GET", GATEWAY)[0] == 401, "a wrong password is right")
        sync = {"action": "sync", "target": {**DOCUMENT, "name": "Plant 2"}}
        tap.check(book.ask("bob:Bob-Secret-2", "POST", GATEWAY + "/action", sync, If_Match='"r1"')[0] == 200, "bob may not sync")
        tap.check(book.ask("bob:Bob-Secret-2", "GET", GATEWAY + "/export/rfp")[0] == 409, "a file before the apply")
        tap.check(book.ask("bob:Bob-Secret-2", "POST", GATEWAY + "/action", {"action": "apply"}, If_Match='"r2"')[0] == 202, "no apply")
        tap.check(book.ask("bob:Bob-Secret-2", "GET", GATEWAY + "/export/rfp")[0] == 200, "no file after the apply")
        statuses = [book.ask("anna:Anna-Secret-1", "GET", "info/dect")[0] for _ in range(300)]
        tap.check(429 in statuses, "300 requests at once are within 20 a second")
        tap.check({"rate_limited", "forbidden", "not_committed", "unauthorized"} <= book.contract.codes, book.contract.codes)

        lines = tap.run("pbx", "audit", "--db", folder / "pbx.db").out.splitlines()
        tap.check([line.split(" ")[1] for line in lines] == ["bob", "bob", "anna"], lines)
        tap.check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ anna 00085d0a0b01 r1 \S+: put gateway", lines[2]), lines[2])
        notes = json.loads(tap.run("pbx", "audit", "--db", folder / "pbx.db", "--json", "--limit", "1").out)
        tap.check([note["action"] for note in notes] == ["apply"], notes)
    finally:
        server.stop()
    said = (folder / "pbx.log").read_text() + "\n".join(lines)
    for secret in ("Anna-Secret-1", "Bob-Secret-2", "Eye-Secret-3", "omm-Secret-9"):
        tap.check(secret not in said, f"{secret} is in the log")
        tap.check(secret == "omm-Secret-9" or secret.encode() not in (folder / "pbx.db").read_bytes(), f"{secret} is in the database")
    tap.check(oct((folder / "pbx.db").stat().st_mode & 0o777) == "0o600", "others may read the database")


def audit_of_nothing(folder):
    tap.run("pbx", "audit", code=2)
    tap.run("pbx", "audit", "--db", folder / "none.db", code=3)
    tap.check(not (folder / "none.db").exists(), "to look made a database")
    (folder / "text.db").write_text("no database " * 100)
    tap.run("pbx", "audit", "--db", folder / "text.db", code=3)


def half_request(server, length):
    connection = socket.create_connection(("127.0.0.1", urllib.parse.urlsplit(server.url).port))
    connection.settimeout(30)
    user = base64.b64encode(f"moby:{server.password}".encode()).decode()
    connection.sendall((f"PUT /services/{GATEWAY} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {user}\r\nIf-None-Match: *\r\n"
                        f"Content-Type: application/json\r\nContent-Length: {length}\r\nExpect: 100-continue\r\n\r\n").encode())
    tap.check(b"100 Continue" in connection.recv(1000), "the server does not go on")
    return connection


def stop_finishes_what_is_on_its_way(folder):
    server = tap.Server(folder)
    tap.check_no_dump(server.process.pid)
    body = json.dumps(DOCUMENT).encode()
    connection = half_request(server, len(body))
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    connection.sendall(body)
    answer = connection.recv(10000)
    tap.check(answer.startswith(b"HTTP/1.1 201 "), answer)
    tap.check(server.process.wait(20) == 0, "it ends with an error")
    tap.check("put gateway" in tap.run("pbx", "audit", "--db", folder / "pbx.db").out, "what was answered is not there")


def stop_does_not_wait_for_ever(folder):
    server = tap.Server(folder)
    connection = half_request(server, 100)
    server.process.send_signal(signal.SIGTERM)
    tap.check(server.process.wait(60) == 0, "it ends with an error")
    connection.close()
    tap.check(tap.run("pbx", "audit", "--db", folder / "pbx.db").out == "", "half a request was taken")


def make_certificate(folder):
    path = folder / "cert.pem"
    result = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(path) + ".key", "-out", str(path),
                             "-days", "2", "-subj", "/CN=pbx", "-addext", "subjectAltName=IP:127.0.0.1"], capture_output=True)
    tap.check(result.returncode == 0, result.stderr.decode())
    return path, pathlib.Path(str(path) + ".key")


def only_tls_from_1_2_on(folder):
    if shutil.which("openssl") is None:
        raise tap.Skip("no openssl here")
    warnings.simplefilter("ignore", DeprecationWarning)
    certificate, key = make_certificate(folder)
    log = open(folder / "tls.log", "wb")
    process = subprocess.Popen([str(tap.CTL), "pbx", "serve", "--address", "0.0.0.0", "--port", "0", "--tls-cert", str(certificate),
                                "--tls-key", str(key)], stdout=subprocess.PIPE, stderr=log, env={**os.environ, "HANDOVER_PBX_PASSWORD": "p"})
    try:
        port = int(re.search(rb"https://0\.0\.0\.0:(\d+)/", process.stdout.readline()).group(1))
        got = {}
        for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = version
            try:
                with socket.create_connection(("127.0.0.1", port)) as plain, context.wrap_socket(plain) as wrapped:
                    got[version.name] = wrapped.version()
            except (ssl.SSLError, ConnectionError) as error:
                got[version.name] = error.__class__.__name__
        tap.check(got["TLSv1_2"] == "TLSv1.2" and got["TLSv1_3"] == "TLSv1.3", got)
        tap.check("Error" in got["TLSv1"] and "Error" in got["TLSv1_1"], got)
    finally:
        process.terminate()
        process.wait(10)
        log.close()
    # Beyond this computer passwords never go in the clear.
    result = tap.run("pbx", "serve", "--address", "0.0.0.0", "--port", "0", code=3, env={"HANDOVER_PBX_PASSWORD": "p"})
    tap.check("certificate" in result.err, result.err)


def shipped_program_has_no_fault_switch(folder):
    """Tests link their own dect_pbx_fault_point(); the one that ships is empty, and nothing leads to another."""
    def symbols(program):
        lines = subprocess.run(["nm", "--print-size", str(program)], capture_output=True, text=True, check=True).stdout.splitlines()
        return {line.split()[-1]: int(line.split()[1], 16) for line in lines if len(line.split()) == 4}

    shipped, tested = symbols(tap.CTL), symbols(tap.BUILD / "tests/core/test-pbx-kill")
    tap.check("test_pbx_fault_set" in tested and "test_pbx_fault_set" not in shipped, "the shipped program can be told to fail")
    tap.check(0 < shipped["dect_pbx_fault_point"] < tested["dect_pbx_fault_point"], (shipped["dect_pbx_fault_point"],))
    data = tap.CTL.read_bytes()
    tap.check(b"DECT_TEST" not in data and b"DECT_BENCH" not in data, "the shipped program knows a variable of the tests")
    variables = set(re.findall(rb"HANDOVER_PBX[A-Z_]+", data))
    tap.check(variables == {b"HANDOVER_PBX_PASSWORD"}, f"it reads {variables}")
    for option in ("--fault", "--fault=after", "--drop", "--delay=1"):
        tap.run("pbx", "serve", "--port", "0", option, code=2)


def unit_is_sound(folder):
    if shutil.which("systemd-analyze") is None:
        raise tap.Skip("no systemd-analyze here")
    text = (tap.BUILD / "data/handover-pbx.service").read_text()
    tap.check("@" not in text.replace("@system-service", "").replace("@privileged", "").replace("@resources", ""), "a word is left open")
    unit = folder / "handover-pbx.service"
    unit.write_text(re.sub(r"ExecStart=\S+", f"ExecStart={tap.CTL}", text))
    env = {**os.environ, "LC_ALL": "C"}
    result = subprocess.run(["systemd-analyze", "verify", "--recursive-errors=no", str(unit)], capture_output=True, text=True, env=env)
    tap.check(result.returncode == 0 and "handover" not in result.stderr, result.stderr)
    result = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--threshold=20", "--no-pager", str(unit)],
                            capture_output=True, text=True, env=env)
    tap.check(result.returncode == 0, result.stdout[-2000:] + result.stderr)


if __name__ == "__main__":
    tap.main([users_audit_and_rates, audit_of_nothing, stop_finishes_what_is_on_its_way, stop_does_not_wait_for_ever,
              only_tls_from_1_2_on, shipped_program_has_no_fault_switch, unit_is_sound])
