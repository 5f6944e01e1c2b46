# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two network namespaces with a cable between them, real DHCP servers in one and a base station played in the other.

Run as a program it is the base station: it takes what to ask as JSON on stdin and gives the answers as JSON on stdout."""
import json
import os
import pathlib
import random
import shutil
import socket
import struct
import subprocess
import sys
import time

SERVER_IP = "192.0.2.2"
BOOTER = [1, 3, 132, 150, 224, 225, 226]
APPLICATION = [1, 3, 6, 15, 42, 43, 66, 224]
COOKIE = b"\x63\x82\x53\x63"
DISCOVER, OFFER, REQUEST, ACK = 1, 2, 3, 5


# --- The client (RFC 2131, 2132) ------------------------------------------------------------------

def packet(kind, xid, mac, vendor, wanted, more=()):
    options = bytes([53, 1, kind])
    if vendor:
        options += bytes([60, len(vendor)]) + vendor.encode()
    options += bytes([55, len(wanted)]) + bytes(wanted)
    for code, value in more:
        options += bytes([code, len(value)]) + value
    head = struct.pack("!BBBBIHH4s4s4s4s", 1, 1, 6, 0, xid, 0, 0x8000, bytes(4), bytes(4), bytes(4), bytes(4))
    return (head + mac + bytes(10) + bytes(64) + bytes(128) + COOKIE + options + b"\xff").ljust(300, b"\0")


def parse_options(data, found):
    at = 0
    while at < len(data) and data[at] != 255:
        if data[at] == 0:
            at += 1
            continue
        code, size = data[at], data[at + 1]
        found[code] = found.get(code, b"") + data[at + 2:at + 2 + size]
        at += 2 + size


def parse(data):
    found = {}
    parse_options(data[240:], found)
    overload = found.get(52, b"\0")[0]
    if overload & 1:
        parse_options(data[108:236], found)
    if overload & 2:
        parse_options(data[44:108], found)
    return {"address": socket.inet_ntoa(data[16:20]), "siaddr": socket.inet_ntoa(data[20:24]),
            "sname": "" if overload & 2 else data[44:108].split(b"\0")[0].decode("latin-1"),
            "file": "" if overload & 1 else data[108:236].split(b"\0")[0].decode("latin-1"),
            "options": {str(code): value.hex() for code, value in found.items()}}


def exchange(link, mac, vendor, wanted, tries):
    """One DISCOVER and REQUEST; None when nobody answers."""
    mac = bytes.fromhex(mac.replace(":", ""))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, link.encode())
        udp.bind(("", 68))
        udp.settimeout(1)

        def ask(kind, answer, more=()):
            xid = random.getrandbits(32)
            for _ in range(tries):
                udp.sendto(packet(kind, xid, mac, vendor, wanted, more), ("255.255.255.255", 67))
                try:
                    while True:
                        data = udp.recv(4096)
                        if len(data) > 240 and struct.unpack("!I", data[4:8])[0] == xid:
                            reply = parse(data)
                            if reply["options"].get("53") == f"{answer:02x}":
                                return reply
                except socket.timeout:
                    pass
            return None

        offer = ask(DISCOVER, OFFER)
        if offer is None:
            return None
        return ask(REQUEST, ACK, [(50, socket.inet_aton(offer["address"])), (54, bytes.fromhex(offer["options"]["54"]))])


def tftp(server, name):
    """Reads a file (RFC 1350); None when the server refuses."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(5)
        udp.sendto(b"\0\1" + name.encode() + b"\0octet\0", (server, 69))
        content, block = b"", 0
        while True:
            data, peer = udp.recvfrom(2048)
            if data[:2] != b"\0\3":
                return None
            if struct.unpack("!H", data[2:4])[0] == block + 1:
                block += 1
                content += data[4:]
            udp.sendto(b"\0\4" + data[2:4], peer)
            if len(data) < 516:
                return content.hex()


def play(questions):
    return [tftp(*question["tftp"]) if "tftp" in question else exchange(**question) for question in questions]


# --- The net ---------------------------------------------------------------------------------------

def quietly(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def why_not(*programs):
    """Why the tests cannot run here; None when they can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    for program in ("ip", "unshare", *programs):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    name = f"handover-try-{os.getpid()}"
    made = quietly("ip", "netns", "add", name)
    if made.returncode != 0:
        return "network namespaces are not allowed: " + made.stderr.strip().replace("\n", " ")
    inside = quietly("ip", "netns", "exec", name, "unshare", "-m", "true")
    quietly("ip", "netns", "del", name)
    return None if inside.returncode == 0 else "mounts of one's own are not allowed: " + inside.stderr.strip().replace("\n", " ")


class Net:
    """The cable: srv0 with the server's address at one end, rfp0 without any at the other."""

    count = 0

    def __init__(self, folder):
        Net.count += 1
        self.folder = pathlib.Path(folder)
        self.server, self.client = (f"handover-{end}-{os.getpid()}-{Net.count}" for end in ("s", "c"))
        self.process = None

    def __enter__(self):
        near, far = f"hs{os.getpid()}"[:15], f"hc{os.getpid()}"[:15]
        for command in (["netns", "add", self.server], ["netns", "add", self.client],
                        ["link", "add", near, "type", "veth", "peer", "name", far],
                        ["link", "set", near, "netns", self.server, "name", "srv0"],
                        ["link", "set", far, "netns", self.client, "name", "rfp0"],
                        ["-n", self.server, "addr", "add", f"{SERVER_IP}/24", "dev", "srv0"],
                        ["-n", self.server, "link", "set", "lo", "up"], ["-n", self.server, "link", "set", "srv0", "up"],
                        ["-n", self.client, "link", "set", "lo", "up"], ["-n", self.client, "link", "set", "rfp0", "up"]):
            result = quietly("ip", *command)
            if result.returncode != 0:
                self.__exit__()
                raise RuntimeError(f"ip {' '.join(command)}: {result.stderr}")
        return self

    def __exit__(self, *_):
        self.stop()
        for name in (self.server, self.client):
            quietly("ip", "netns", "del", name)

    def start(self, command, binds=(), env=None):
        """Starts a server that stays in the foreground; each of binds is a folder of ours in the place of one of the system's."""
        self.stop()
        mounts = "".join(f"mkdir -p {theirs} && mount --bind {ours} {theirs} && " for ours, theirs in binds)
        shell = f"{mounts}exec \"$@\""
        self.output = open(self.folder / "server.out", "ab")
        self.process = subprocess.Popen(["ip", "netns", "exec", self.server, "unshare", "-m", "sh", "-c", shell, "sh", *map(str, command)],
                                        stdout=self.output, stderr=subprocess.STDOUT, env={**os.environ, **(env or {})})

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None
            self.output.close()

    def said(self):
        return (self.folder / "server.out").read_text(errors="replace")[-3000:]

    def in_client(self, *command, **more):
        return subprocess.run(["ip", "netns", "exec", self.client, *map(str, command)], capture_output=True, timeout=90, **more)

    def ask(self, *questions):
        result = self.in_client(sys.executable, __file__, input=json.dumps(questions).encode())
        if result.returncode != 0:
            raise RuntimeError(result.stderr.decode())
        if self.process is not None and self.process.poll() is not None:
            raise RuntimeError("the server ended: " + self.said())
        return json.loads(result.stdout)

    def wait_for(self, path, text):
        """Until a file of the server has the text: it writes when it likes."""
        for _ in range(300):
            if path.exists() and text in path.read_text(errors="replace"):
                return path.read_text(errors="replace")
            time.sleep(0.1)
        raise RuntimeError(f"{path.name} never had {text!r}: " + (path.read_text(errors="replace") if path.exists() else "no such file"))


def question(mac, vendor, wanted, tries=40):
    return {"link": "rfp0", "mac": mac, "vendor": vendor, "wanted": wanted, "tries": tries}


if __name__ == "__main__":
    json.dump(play(json.load(sys.stdin)), sys.stdout)
