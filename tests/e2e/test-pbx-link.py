#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The link to a PBX by script: first contact, two plans that meet, a swapped master, users, checklist, journal."""
import hashlib
import http.server
import json
import shutil
import ssl
import subprocess
import threading

from tap import Server, check, main, run, write_secrets


def sample(folder):
    site = folder / "a.handover"
    run("new", site, "--sample")
    return site


def change(folder, site, *rows):
    """Rows of mac,field=value."""
    for mac, name, value in rows:
        (folder / "change.csv").write_text(f"mac,{name}\n{mac},{value}\n")
        run("import", "csv", site, "--rfps", folder / "change.csv")


def linked(server):
    return "--profile", server.profile, "--secrets", server.secrets


def merge(folder):
    server = Server(folder)
    try:
        mine = sample(folder)
        run("pbx", "push", mine, *linked(server))
        theirs = folder / "b.handover"
        shutil.copy(mine, theirs)
        change(folder, theirs, ("00:30:42:1B:7F:06", "name", "Office East"), ("00:30:42:1B:7F:06", "room", "E1"))
        run("pbx", "push", theirs, *linked(server))
        change(folder, mine, ("00:30:42:1B:7F:06", "name", "Office West"), ("00:30:42:1B:7F:07", "name", "Mensa"))

        result = run("pbx", "push", mine, *linked(server), code=5)
        check("mine Office West, theirs Office East, before Office 1" in result.out, result.out)
        check("Room: Office 1 → E1" in result.out and "Mensa" not in result.out, result.out)
        before = mine.read_bytes()
        run("pbx", "push", mine, *linked(server), "--merge", "both", code=2)
        check(mine.read_bytes() == before, "a wrong word changed the site")
        run("pbx", "push", mine, *linked(server), "--merge", "mine")
        run("pbx", "diff", mine, *linked(server))
        _, document = server.request("GET", "dectgateway/0030421b7f05")
        names = {ap["mac"]: (ap["name"], ap["room"]) for ap in document["accesspoints"]}
        check(names["0030421b7f06"] == ("Office West", "E1") and names["0030421b7f07"][0] == "Mensa", str(names))

        # What was taken is in the plan of the other one, too, once that one decides so.
        change(folder, theirs, ("00:30:42:1B:7F:06", "name", "Office Mid"))
        run("pbx", "push", theirs, *linked(server), "--merge", "theirs")
        run("pbx", "diff", theirs, *linked(server))
        run("export", "csv", theirs, "-o", folder / "csv")
        rows = (folder / "csv/rfps.csv").read_text()
        check("Office West" in rows and "Mensa" in rows and "Office Mid" not in rows, rows)

        journal = json.loads(run("pbx", "journal", mine, "--json").out)
        check([entry["result"] for entry in journal] == ["done", "conflict", "conflict", "done"], str(journal))
        check("pw-e2e-secret" not in json.dumps(journal), "the journal holds a password")
        check("r2 → r3" in run("pbx", "journal", mine).out, run("pbx", "journal", mine).out)
    finally:
        server.stop()


def swapped_master(folder):
    server = Server(folder)
    try:
        site = sample(folder)
        run("pbx", "push", site, *linked(server))
        (folder / "swap.csv").write_text("mac,name\n00:30:42:1B:7F:AA,Reception\n")
        run("import", "csv", site, "--rfps", folder / "swap.csv")
        result = run("pbx", "diff", site, *linked(server), code=1)
        check("0030421b7f05 → 0030421b7faa" in result.out and "0 new, 1 changed, 0 removed" in result.out, result.out)
        run("pbx", "push", site, *linked(server), "--apply")
        _, gateways = server.request("GET", "dectgateway/")
        check([gateway["mac"] for gateway in gateways] == ["0030421b7faa"], str(gateways))
        run("pbx", "diff", site, *linked(server))
        run("pbx", "download", site, *linked(server), "-o", folder / "d")
        result = run("pbx", "download", site, *linked(server), "-o", folder / "d", "--since", "99999")
        check("No base station is new" in result.out, result.out)
    finally:
        server.stop()


def apply_program(folder):
    """The program that applies gets the gateway's address as its one argument, and no password."""
    program, seen = folder / "apply", folder / "seen"
    program.write_text(f'#!/bin/sh\n{{ echo "$# $1"; env; }} >"{seen}.new" && mv "{seen}.new" "{seen}"\n')
    program.chmod(0o700)
    server = Server(folder, options=["--apply", program])
    try:
        run("pbx", "push", sample(folder), *linked(server), "--apply")
        text = seen.read_text()
        check(text.startswith("1 0030421b7f05\n"), text)
        check(server.password not in text, "the program that applies gets the password")
    finally:
        server.stop()


def trust(folder):
    if shutil.which("openssl") is None:
        return "skip"
    cert, key = folder / "c.pem", folder / "k.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out",
                    cert, "-days", "2", "-subj", "/CN=pbx.example", "-addext", "subjectAltName=DNS:pbx.example,IP:127.0.0.1"],
                   check=True, capture_output=True)
    public = subprocess.run(["openssl", "x509", "-in", cert, "-pubkey", "-noout"], check=True, capture_output=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=public, check=True, capture_output=True).stdout
    pin = hashlib.sha256(der).hexdigest()

    class Handler(http.server.BaseHTTPRequestHandler):
        requests = []

        def do_GET(self):
            Handler.requests.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_):
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        profile = folder / "t.profile"
        profile.write_text(f"[profile]\nid=t\n[http]\nbase_url=https://127.0.0.1:{server.server_port}/s/\n")
        result = run("pbx", "trust", "--profile", profile, code=1)
        check("pbx.example, 127.0.0.1" in result.out and "CN=pbx.example" in result.out, result.out)
        check("".join(result.out.split()).count(pin.upper()) == 1, result.out)
        check(json.loads(run("pbx", "trust", "--profile", profile, "--json", code=1).out)["spki_sha256"] == pin, "another pin in JSON")
        run("pbx", "trust", "--profile", profile, "--pin", "0" * 64, code=4)
        check("spki" not in profile.read_text(), "a wrong pin was written")
        run("pbx", "trust", "--profile", profile, "--pin", pin)
        check(pin in profile.read_text(), profile.read_text())
        run("pbx", "trust", "--profile", profile)
        check(not Handler.requests, f"first contact asked for {Handler.requests}")
        profile.write_text(profile.read_text().replace(pin, "1" * 64))
        result = run("pbx", "trust", "--profile", profile, code=4)
        check("1" * 64 in result.err, result.err)
    finally:
        server.shutdown()


def read_only(folder):
    users = [{"014use_name": f"User {i}", "014use_calleridnum": str(200 + i)} for i in range(150)]

    class Handler(http.server.BaseHTTPRequestHandler):
        methods = set()

        def do_GET(self):
            Handler.methods.add(self.command)
            path, _, query = self.path.partition("?")
            limits = dict(pair.split("=") for pair in query.split("&")) if query else {}
            rows = users if path.endswith("identity/") else []
            offset = int(limits.get("offset", 0))
            body = json.dumps(rows[offset:offset + min(100, int(limits.get("limit", 100)))]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PUT = do_DELETE = do_GET

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        site = sample(folder)
        profile = folder / "r.profile"
        profile.write_text(f"[profile]\nid=r\nchecklist=mobydick-7\n[http]\nbase_url=http://127.0.0.1:{server.server_port}/services/\n"
                           "[features]\nsync=none\nexport=local\n[paths]\nidentity=identity/\n"
                           "[fields user]\nid=014use_name\nname=014use_name\nnumber=014use_calleridnum\n")
        secrets = folder / "s.json"
        write_secrets(secrets, "pw")
        link = ("--profile", profile, "--secrets", secrets)
        (folder / "h.csv").write_text("ipei,number,name\n00077 0115484 2,349,Old name\n")
        run("import", "csv", site, "--handsets", folder / "h.csv")
        result = run("pbx", "users", site, *link, code=1)
        check("349: Old name → User 149" in result.out and "150 users" in result.out, result.out)
        run("pbx", "users", site, *link, "--take")
        check("349: " not in run("pbx", "users", site, *link, code=1).out, "the name was not taken")
        check(len(json.loads(run("pbx", "users", site, *link, "--json").out)["users"]) == 150, "users are missing")
        result = run("pbx", "push", site, *link, code=4)
        check("only be read" in result.err, result.err)
        check(Handler.methods == {"GET"}, f"something was written: {Handler.methods}")
        result = run("pbx", "checklist", site, *link)
        check("Desired IP Address: 10.20.0.11" in result.out and result.out.count("IPEI: ") >= 40, result.out)
        run("pbx", "checklist", site, "--profile", "contract-1", code=2)
    finally:
        server.shutdown()


main([merge, swapped_master, apply_program, trust, read_only])
