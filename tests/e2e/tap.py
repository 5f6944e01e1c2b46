# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""TAP output, a folder to work in, and handoverctl as the installer's script would call it."""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

BUILD = pathlib.Path(os.environ.get("HANDOVER_BUILD", "build")).resolve()
SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
CTL = BUILD / "src/cli/handoverctl"
WINDOW = BUILD / "src/ui/handover"
SANITIZED = CTL.exists() and b"__asan_init" in CTL.read_bytes()
# Patience is that of the programs as they are built for people: sanitized ones take that many times as long.
SLOW = 5 if SANITIZED else 1


class Failure(Exception):
    pass


class Skip(Exception):
    """Raised by a case that cannot run here; says why."""


def check(condition, message):
    if not condition:
        raise Failure(message)


def run(*arguments, code=0, env=None, timeout=120, folder=None):
    """Runs handoverctl and holds it to its exit code (None: any); errors are lines of "handoverctl: ..." on stderr."""
    result = subprocess.run([str(CTL), *map(str, arguments)], capture_output=True, timeout=timeout * SLOW, cwd=folder,
                            env={**os.environ, **(env or {})})
    result.out = result.stdout.decode("utf-8", "replace")
    result.err = result.stderr.decode("utf-8", "replace")
    check(code is None or result.returncode == code, f"handoverctl {' '.join(map(str, arguments))}: exit {result.returncode}, not {code}\n"
          f"{result.out}{result.err}")
    check(result.returncode < 2 or result.err.startswith("handoverctl: "), f"no error line: {result.err!r}")
    for word in ("CRITICAL", "WARNING **", "Sanitizer", "runtime error"):
        check(word not in result.err, f"handoverctl {' '.join(map(str, arguments))} says {result.err}")
    return result


def check_no_dump(pid):
    """A crash of that process would leave its memory, and with it passwords, nowhere."""
    limits = pathlib.Path(f"/proc/{pid}/limits").read_text()
    check("Max core file size        0 " in limits, limits)


class Server:
    """The embedded PBX on a free port of this machine."""

    def __init__(self, folder, password="pw-e2e-secret", name="pbx", options=(), env=None):
        self.folder, self.password, self.name = pathlib.Path(folder), password, name
        self.log = open(self.folder / f"{name}.log", "wb")
        self.process = subprocess.Popen(
            [str(CTL), "pbx", "serve", "--port", "0", "--db", str(self.folder / f"{name}.db"), *map(str, options)], stdout=self.log,
            stderr=subprocess.STDOUT, env={**os.environ, **(env or {}), "HANDOVER_PBX_PASSWORD": password})
        self.url = None
        for _ in range(200 * SLOW):
            text = (self.folder / f"{name}.log").read_text(errors="replace")
            words = [word for word in text.split() if word.startswith(("http://", "https://"))]
            if words:
                self.url = words[0]
                break
            check(self.process.poll() is None, f"the embedded PBX ended: {text}")
            time.sleep(0.05)
        check(self.url, "the embedded PBX says no address")
        self.profile = self.folder / f"{name}.profile"
        self.profile.write_text(f"[profile]\nid={name}\ntitle=Test\ncontract=1\n\n[http]\nbase_url={self.url}\nallow_plain_http=true\n")
        self.secrets = self.folder / f"{name}-secrets.json"
        write_secrets(self.secrets, password)

    def status(self, user, password):
        """HTTP status of the handshake for a user."""
        request = urllib.request.Request(self.url + "info/dect")
        request.add_header("Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode())
        try:
            with urllib.request.urlopen(request, timeout=10 * SLOW) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def request(self, method, path, body=None, headers=None):
        request = urllib.request.Request(self.url + path, method=method, headers={"Content-Type": "application/json", **(headers or {})},
                                         data=json.dumps(body).encode() if body is not None else None)
        request.add_header("Authorization", "Basic " + base64.b64encode(f"moby:{self.password}".encode()).decode())
        with urllib.request.urlopen(request, timeout=10 * SLOW) as answer:
            data = answer.read()
            return answer.headers, json.loads(data) if data else None

    def stop(self):
        self.process.terminate()
        self.process.wait(10 * SLOW)
        self.log.close()


def write_secrets(path, password, handsets=None):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump({"site": {"pbx-password": password}, "handsets": handsets or {}}, file)


def main(cases):
    """Runs functions that take a folder; prints TAP."""
    failed = 0
    print(f"1..{len(cases)}", flush=True)
    for number, case in enumerate(cases, 1):
        name = "/e2e/" + case.__name__.replace("_", "-")
        with tempfile.TemporaryDirectory() as folder:
            try:
                case(pathlib.Path(folder))
                print(f"ok {number} {name}", flush=True)
            except Skip as why:
                print(f"ok {number} {name} # SKIP {why}", flush=True)
            except Exception as error:
                failed += 1
                print(f"not ok {number} {name}")
                lines = str(error).splitlines() if isinstance(error, Failure) else traceback.format_exc().splitlines()
                for line in lines:
                    print("#", line)
                sys.stdout.flush()
    sys.exit(bool(failed))
