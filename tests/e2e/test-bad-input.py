#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input of every kind: one sentence, the right exit code, what was there before stays."""
import http.server
import os
import pathlib
import pty
import socket
import struct
import subprocess
import threading
import zipfile
import zlib

from tap import CTL, SOURCE, Server, check, main, run, write_secrets


def one_line(result):
    lines = [line for line in result.err.splitlines() if line]
    check(len(lines) == 1, f"not one line: {result.err!r}")


def arguments(folder):
    site = folder / "site.handover"
    run("new", site, "--sample")
    for words in (["nothing"], ["new"], ["new", site], ["new", site, "x", "y"], ["set", site, "no-equals"], ["set", site, "nothing=1"],
                  ["set", site, "uuid=1"], ["set", site, "netmask=255.0.255.0"], ["check"], ["check", site, "--bogus"],
                  ["export", "omm", site], ["sheets", site], ["sheets", site, "-o", folder / "x.pdf", "--paper", "a9"],
                  ["sheets", site, "-o", folder / "x.pdf", "--kind", "labels", "--label-sheet", "L99"],
                  ["sheets", site, "-o", folder / "x.pdf", "--kind", "labels", "--start", "22"],
                  ["sheets", site, "-o", folder / "x.pdf", "--kind", "labels", "--start", "0"],
                  ["sheets", site, "-o", folder / "x.pdf", "--kind", "ipei", "--codes"],
                  ["sheets", site, "-o", folder / "x.pdf", "--kind", "ipei", "--sort", "height"],
                  ["coverage", site, "--building", "House A", "--floor", "None", "-o", folder / "x.png"],
                  ["coverage", site, "--building", "House A", "--floor", "Basement", "-o", folder / "x.gif"],
                  ["coverage", site, "--building", "House A", "--floor", "Basement", "-o", folder / "x.png", "--cell", "0"],
                  ["coverage", site, "--building", "House A", "--floor", "Basement", "-o", folder / "x.png", "--show", "worst"],
                  ["coverage", site, "--building", "House A", "--floor", "Basement", "-o", folder / "x.png", "--at", "1,1"],
                  ["coverage", site, "--building", "House A", "--floor", "Basement"],
                  ["import", "plan", site, "x.png", "--building", "", "--floor", "F"],
                  ["import", "plan", site, "x.png", "--building", "B", "--floor", "line\nbreak"],
                  ["import", "plan", site, "x.png"], ["pbx", "push", site], ["set", site, "sync_limit_dbm=nan"]):
        before = site.read_bytes()
        one_line(run(*words, code=2))
        check(site.read_bytes() == before, f"{words} changed the file")
    check(run("set", site, "netmask=255.0.255.0", code=2).err.startswith("handoverctl: netmask: "), "the field is not named")
    # A file may begin with a hyphen.
    for words in (["new", "--", "-x.handover"], ["set", "--", "-x.handover", "name=Hyphen"]):
        run(*words, folder=folder)
    check("name=Hyphen\n" in run("info", "--", "-x.handover", folder=folder).out, "a file that begins with a hyphen is not taken")
    one_line(run("info", "-x.handover", code=2, folder=folder))
    check("handoverctl import plan FILE" in run("import", "plan", "--help").out, "a command has no help")


def on_terminal(*words):
    """What the command prints to a terminal, stdout and stderr together."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([CTL, *words], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
    os.close(theirs)
    printed = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the last one hung up
            piece = b""
        if not piece:
            break
        printed += piece
    os.close(ours)
    process.wait()
    return printed.decode()


def terminal(folder):
    steers = [chr(code) for code in [*range(9), *range(11, 13), *range(14, 32), *range(127, 160), *range(0x202a, 0x202f), *range(0x2066, 0x206a)]]
    site = folder / "site.handover"
    run("new", site)
    hostile = "\x1b]0;owned\x07 \x9b31m \u202egnp.exe \x1b[31m"
    for printed in (on_terminal(hostile), on_terminal("check", site, hostile), on_terminal("set", site, f"{hostile}=1"),
                    on_terminal("check", folder / hostile)):
        check("handoverctl: " in printed and "owned" in printed, f"not said: {printed!r}")
        check(not [c for c in steers if c in printed], f"a terminal is steered: {printed!r}")
    check(run(hostile, code=2).err.count("\x1b") == 0, "stderr is steered where it is no terminal")
    # A name may have any sign that people write with; a program gets it as it is, a terminal without its tricks.
    run("set", site, "name=Plant \u202egnp.exe")
    check("name=Plant \u202egnp.exe\n" in run("info", site).out, "a program does not get the name")
    check("name=Plant \ufffdgnp.exe" in on_terminal("info", site), "a terminal gets the trick")
    run("set", site, "name=Wörk תל אביב 工場")
    check("name=Wörk תל אביב 工場" in on_terminal("info", site), "a terminal does not get a name")


def truncated(folder):
    site = folder / "site.handover"
    run("new", site, "--sample")
    whole = site.read_bytes()
    for size in (0, 1, 30, 100, len(whole) // 2, len(whole) - 1):
        broken = folder / "broken.handover"
        broken.write_bytes(whole[:size])
        one_line(run("info", broken, code=3))
        one_line(run("set", broken, "name=x", code=3))
        check(broken.read_bytes() == whole[:size], "a broken file was written to")


def foreign(folder):
    for name, data in (("text", b"hello\n"), ("png", b"\x89PNG\r\n\x1a\n" + bytes(100)), ("json", b"[1, 2]"),
                       ("deep", b"[" * 200000), ("wrong", b'{"format": "handover-site", "version": 99}'),
                       ("shape", b'{"format": "handover-site", "version": 1, "rfps": {"a": 1}}'), ("utf8", b'{"format": "\xff"}')):
        path = folder / name
        path.write_bytes(data)
        one_line(run("check", path, code=3))
    for words in (["check", folder / "missing"], ["import", "omm", folder / "missing", folder / "x"]):
        result = run(*words, code=3)
        one_line(result)
        check(str(folder) in result.err and "check its name" in result.err, f"what to do is missing: {result.err}")
        check(not (folder / "missing").exists(), "a site was made of nothing")
    one_line(run("check", folder, code=3))


def hostile_zip(folder):
    for name in ("../../evil", "/etc/evil", "plans/../../evil", "C:evil"):
        path = folder / "hostile.handover"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.handover.site+zip")
            archive.writestr("site.json", '{"format": "handover-site", "version": 1, "site": {}}')
            archive.writestr(name, "x")
        one_line(run("check", path, code=3))
    check(not list(folder.parent.glob("evil*")), "something was unpacked")


def zeros(folder):
    """4 GB of zeros in a few MB: refused without unpacking them."""
    path = folder / "zeros.handover"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.handover.site+zip")
        with archive.open("site.json", "w", force_zip64=True) as entry:
            block = bytes(16 * 1024 * 1024)
            for _ in range(256):
                entry.write(block)
    one_line(run("check", path, code=3, timeout=60))


def csv(folder):
    site = folder / "site.handover"
    run("new", site)
    table = folder / "rfps.csv"
    table.write_text("name,mac\nGood,003042000001\nBad,00304200000G\n")
    result = run("import", "csv", site, "--rfps", table, code=3)
    check(f"{table}:3" in result.err and "mac" in result.err and "G" in result.err, f"not named: {result.err}")
    check("1 row was refused" in result.err, f"not told: {result.err}")
    table.write_bytes("name;mac\r\nBüro Größe;003042000002\r\n".encode("cp1252"))
    run("import", "csv", site, "--rfps", table)
    check("Büro Größe" in run("export", "csv", site, "-o", folder / "out").out + (folder / "out/rfps.csv").read_text(), "CP1252 was not understood")
    before = site.read_bytes()
    for data in (b"", b"\x00\x01\x02", b"nonsense,other\n1,2\n", b'name,mac\n"open quote\n'):
        table.write_bytes(data)
        run("import", "csv", site, "--rfps", table, code=3)
        check(site.read_bytes() == before, f"{data!r} changed the site")


def big_png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b""))


def plan_images(folder):
    site = folder / "site.handover"
    run("new", site)
    before = site.read_bytes()
    for name, data in (("big.png", big_png(60000, 60000)), ("cut.png", big_png(50, 50)[:60]), ("damaged.pdf", b"%PDF-1.4\nnothing"),
                       ("text.svg", b"<html></html>"), ("empty.jpg", b""), ("word.doc", b"\xd0\xcf\x11\xe0" + bytes(500))):
        path = folder / name
        path.write_bytes(data)
        one_line(run("import", "plan", site, path, "--building", "B", "--floor", "F", code=3))
        check(site.read_bytes() == before, f"{name} changed the site")


def full_disk(folder):
    """Output that cannot be written is no success."""
    site = folder / "site.handover"
    run("new", site, "--sample")
    with open("/dev/full", "wb") as full:
        for words in (["check", site, "--json"], ["info", site]):
            result = subprocess.run([CTL, *words], stdout=full, stderr=subprocess.PIPE)
            check(result.returncode == 3 and result.stderr.startswith(b"handoverctl: "), f"{words}: {result}")


def secrets(folder):
    site, secrets_file = folder / "site.handover", folder / "s.json"
    run("new", site, "--sample")
    write_secrets(secrets_file, "hush-hush-password")
    os.chmod(secrets_file, 0o644)
    result = run("export", "omm", site, "-o", folder / "out", "--secrets", secrets_file, code=3)
    check("hush-hush" not in result.err + result.out, "the secret is shown")
    check(not (folder / "out").exists() or not list((folder / "out").iterdir()), "something was written")


class Rubbish(http.server.BaseHTTPRequestHandler):
    mode = "html"

    def answer(self):
        mode = type(self).mode
        if mode == "html":
            body, kind, status = b"<html>Log in</html>", "text/html", 200
        elif mode == "rubbish":
            body, kind, status = b"{]", "application/json", 200
        elif mode == "shape":
            body, kind, status = b'["not", "it"]', "application/json", 200
        else:
            body, kind, status = b'{"response": "error", "status": 500, "code": "x", "message": "broken"}', "application/json", 500
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = answer

    def log_message(self, *_):
        pass


def write_profile(path, url):
    path.write_text(f"[profile]\nid=t\ntitle=T\ncontract=1\n\n[http]\nbase_url={url}\nallow_plain_http=true\nconnect_timeout=2\nread_timeout=2\n")


def pbx(folder):
    site, profile, secrets_file = folder / "site.handover", folder / "p.profile", folder / "s.json"
    run("new", site, "--sample")
    write_secrets(secrets_file, "hush-hush-password")
    before = site.read_bytes()
    link = ["--profile", profile, "--secrets", secrets_file]

    def refused(code=4):
        result = run("pbx", "push", site, *link, code=code)
        check("hush-hush" not in result.err + result.out, "the password is shown")
        one_line(result)
        check(site.read_bytes() == before, "a failed push changed the site")

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    write_profile(profile, f"http://127.0.0.1:{port}/services/")
    refused()  # nobody listens

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        write_profile(profile, f"http://127.0.0.1:{silent.getsockname()[1]}/services/")
        refused()  # never answers

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Rubbish)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    write_profile(profile, f"http://127.0.0.1:{server.server_port}/services/")
    for Rubbish.mode in ("html", "rubbish", "shape", "broken"):
        refused()
    server.shutdown()

    write_profile(profile, "")
    refused(code=3)  # a profile without an address
    write_profile(profile, "https://127.0.0.1:1/services/")
    one_line(run("pbx", "diff", site, *link, "--pin", "zz", code=2))

    real = Server(folder, password="another-password")
    try:
        write_profile(profile, real.url)
        refused()  # wrong password
        limits = pathlib.Path(f"/proc/{real.process.pid}/limits").read_text()
        check("Max core file size        0 " in limits, f"a crash would write passwords to the disk: {limits}")
    finally:
        real.stop()


main([arguments, terminal, truncated, foreign, hostile_zip, zeros, csv, plan_images, full_disk, secrets, pbx])
