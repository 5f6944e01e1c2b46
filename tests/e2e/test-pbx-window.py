# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The PBX link by mouse and keyboard: a profile, first contact over TLS, a wrong password, a push, somebody else's change, both
brought together, and what the journal says of it."""
import json
import re
import shutil
import subprocess

import screen
from screen import check, until, window, xdo
from steps import check_names, log, step
from tap import Server, run, write_secrets

PASSWORD = "pw-e2e-secret"


def certificate(folder):
    """A self-signed one for this computer, as a PBX makes it for itself."""
    cert, key = folder / "pbx.pem", folder / "pbx.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
                    "-out", cert, "-days", "30", "-subj", "/CN=pbx.test", "-addext", "subjectAltName=IP:127.0.0.1"],
                   check=True, capture_output=True)
    return cert, key


def fingerprint(cert):
    """SHA-256 of the public key, as somebody reads it from the PBX's own page."""
    key = subprocess.run(["openssl", "x509", "-in", cert, "-pubkey", "-noout"], check=True, capture_output=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=key, check=True, capture_output=True).stdout
    return subprocess.run(["openssl", "dgst", "-sha256", "-hex"], input=der, check=True, capture_output=True).stdout.split()[-1].decode()


def make_profile(app, url):
    """By keyboard and mouse in the editor; a wrong address is said in place and stays."""
    app.click("button", "Profiles…")
    app.dialog("Connection profiles")
    check_names(app, "the profiles")
    app.key("ctrl+n")
    until(lambda: app.find_all("text", "Address", state="focused"), "the address does not take the focus")
    app.key("ctrl+a")
    app.type("127.0.0.1/services")
    app.find("label", re.compile("^This is no address"))
    app.shot("pbx-1-wrong-address")
    check(app.find("text", "Address").text() == "127.0.0.1/services", "what was typed is lost")
    app.key("ctrl+a")
    app.type(url)
    app.gone("label", re.compile("^This is no address"))
    app.click("text", "Name")
    app.key("ctrl+a")
    app.type("Klinik")
    check_names(app, "the editor of a profile")
    app.key("ctrl+s")
    app.find("button", "Duplicate “Klinik”")
    app.shot("pbx-2-profiles")
    # The first Escape may take away the toast that says it is saved.
    app.key("Escape", "Escape")
    until(lambda: app.title() not in (None, "Connection profiles"), "the profiles stay open")


def bring_up(app, role, name):
    """Turns the wheel until it is well on the page."""
    _, _, width, height = app.geometry(app.window)

    def seen():
        element = app.find(role, name)
        if app.point(element)[1] < height - 80:
            return True
        xdo("mousemove", "--sync", width - 200, height // 2, "click", "--repeat", 3, 5)
        return False

    until(seen, f"{name} stays below the page")


def first_contact(app, expected):
    app.click("button", "Test connection")
    app.find("label", "First contact: is this your PBX?")
    app.shot("pbx-3-first-contact")
    shown = [element.name for element in app.elements().values() if re.fullmatch(r"([0-9A-F]{4} ?){16}", element.name.upper().replace("\n", " "))]
    check(any("".join(text.split()).lower() == expected for text in shown), f"the fingerprint {expected} is not among {shown}")
    accept = app.find("button", "Accept this key")
    check(not accept.has("sensitive"), "the key can be accepted without a word")
    bring_up(app, "check box", re.compile("^I compared the fingerprint"))
    app.click("check box", re.compile("^I compared the fingerprint"))
    until(lambda: app.find("button", "Accept this key").has("sensitive"), "it cannot be accepted")
    bring_up(app, "button", "Accept this key")
    app.click("button", "Accept this key")


def connect(app, cert):
    step(app, 3, "Connect to the PBX")
    app.click("text", "Password")
    app.type("a wrong one")
    first_contact(app, fingerprint(cert))
    app.find("label", re.compile("^The PBX does not accept the user name or the password"))
    app.find("label", re.compile("Show REST credentials"))
    app.shot("pbx-4-wrong-password")
    xdo("mousemove", "--sync", 800, 400, "click", "--repeat", 30, 4)
    app.click("text", "Password")
    app.key("ctrl+a")
    app.type(PASSWORD)
    app.click("button", "Test connection")
    app.find("label", re.compile("^Connected to "))
    app.shot("pbx-5-connected")
    check_names(app, "the connection")


def push(app, revision):
    step(app, 5, "Push")
    app.click("button", re.compile(r"^Push \d+ changes?$"))
    app.find("label", re.compile(f"^The PBX has it: revision {revision}, "))


def rename(app, before, after):
    app.page("Handsets")
    app.click("table cell", f"Name: {before}")
    app.key("F2")
    app.key("ctrl+a")
    app.type(after)
    app.key("Return")
    app.find("table cell", f"Name: {after}")


def change_elsewhere(folder, site, name):
    """Another computer has the same file, renames the same handset and one more, and pushes by the command line."""
    other = folder / "other.handover"
    shutil.copy(site, other)
    run("export", "csv", other, "-o", folder / "csv")
    lines = (folder / "csv/handsets.csv").read_text()
    check("Reception 2" in lines and "Management" in lines, lines[:400])
    (folder / "csv/handsets.csv").write_text(lines.replace("Reception 2", name).replace("Management", "Board room"))
    run("import", "csv", other, "--handsets", folder / "csv/handsets.csv")
    write_secrets(folder / "secrets.json", PASSWORD)
    link = ["--profile", "new-pbx", "--secrets", folder / "secrets.json"]
    run("pbx", "diff", other, *link, code=1)
    run("pbx", "push", other, *link)


def bring_together(app):
    step(app, 4, "Review the difference")
    app.click("button", re.compile("^Compare "))
    app.find("label", "Somebody else changed this gateway too")
    app.shot("pbx-6-conflict")
    check_names(app, "the conflict")
    check(not app.find("button", "Bring both together").has("sensitive"), "it goes without a decision")
    app.click("radio button" if app.find_all("radio button", "As at the PBX: Theirs") else "check box", "As at the PBX: Theirs")
    until(lambda: app.find("button", "Bring both together").has("sensitive"), "it cannot be brought together")
    app.click("button", "Bring both together")
    app.gone("label", "Somebody else changed this gateway too")


def profile_push_conflict_journal(folder):
    site = folder / "site.handover"
    run("new", site, "--sample")
    cert, key = certificate(folder)
    server = Server(folder, PASSWORD, options=["--tls-cert", cert, "--tls-key", key])
    try:
        with window(folder, site) as app:
            app.page("Commission")
            step(app, 3, "Connect to the PBX")
            make_profile(app, server.url)
            connect(app, cert)
            step(app, 4, "Review the difference")
            app.click("button", "Compare with the PBX")
            app.find("button", re.compile(r"^Push \d+ changes$"))
            check_names(app, "the difference")
            push(app, 1)
            app.key("ctrl+s")
            app.find("label", re.compile("^Saved"))
            change_elsewhere(folder, site, "Theirs")

            rename(app, "Reception 2", "Mine")
            rename(app, "Reception", "Front desk")
            app.page("Commission")
            bring_together(app)
            app.find("button", "Push 1 change")
            app.shot("pbx-7-brought-together")
            push(app, 3)
            app.find("label", re.compile("^Journal of this site"))
            entries = [element for element in app.elements().values() if re.search(r"r\d → r\d|– → r1", element.name) and element.role == "label"]
            check(len(entries) == 2, f"the journal has {[element.name for element in entries]}")
            app.shot("pbx-8-journal")
            check_names(app, "the journal")
            # One step brings back what was planned before.
            app.page("Handsets")
            app.find("table cell", "Name: Theirs")
            app.find("table cell", "Name: Board room")
            app.key("ctrl+z")
            app.find("table cell", "Name: Mine")
            app.find("table cell", "Name: Management")
            app.key("ctrl+shift+z")
            app.find("table cell", "Name: Theirs")
            app.key("ctrl+s")
            app.find("label", re.compile("^Saved"))
            app.key("ctrl+q")
            app.ended()
        text = json.dumps(log(site))
        check(PASSWORD not in text and "a wrong one" not in text, "a password is in the log")
        check(text.count('"event": "push"') == 2, f"the log has not two pushes: {text}")
    finally:
        server.stop()


screen.main(__file__, [profile_push_conflict_journal])
