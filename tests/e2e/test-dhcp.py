#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The written DHCP configuration in the servers it is for: dnsmasq, Kea and ISC dhcpd answer a base station's two phases."""
import json
import shutil
import socket
import subprocess

from dhcp import APPLICATION, BOOTER, SERVER_IP, Net, question, why_not
from tap import CTL, Skip, check, main, run

# Model, MAC, address, role, vendor class, firmware file: of generation 3, 4 and 2.
STATIONS = [
    ("RFP 35", "00:30:42:AA:00:01", "192.0.2.21", "master", "OpenMobility3G", "iprfp3G.dnld"),
    ("RFP 45", "08:00:0F:AA:00:02", "192.0.2.22", "failover", "OpenMobility3G", "iprfp4G.dnld"),
    ("RFP 32", "00:30:42:AA:00:03", "192.0.2.23", "normal", "OpenMobility", "iprfp2G.tftp"),
]
ODD_NAMES = ['A "quoted" one', "back\\slash, comma; #hash", "Büro $HOME `id` {x}"]
LAPTOP = "02:00:5E:00:00:07"
STRANGER = "00:08:5D:01:02:03"
SETTINGS = [f"dhcp_server={SERVER_IP}", "router=192.0.2.1", "dns_servers=192.0.2.3 198.51.100.3", "dns_domain=plant.example",
            "ntp_server=ntp.plant.example", "syslog_server=192.0.2.4", "syslog_port=5140", "country=CH", "vlan=1042",
            "restore_url=https://192.0.2.9/omm/", "omm_release=8.0", "netmask=255.255.255.0"]
POOL = ["pool_first=192.0.2.20", "pool_last=192.0.2.60"]


def ip(*addresses):
    return b"".join(map(socket.inet_aton, addresses)).hex()


def text(words):
    return words.encode().hex()


def make_site(folder, *settings, stations=STATIONS, names=ODD_NAMES):
    site = folder / "site.handover"
    site.unlink(missing_ok=True)
    run("new", site)
    rows = ["name;number;model;mac;target_ip;role"]
    for number, station in enumerate(stations):
        name = names[number % len(names)].replace('"', '""')
        rows.append(f'"{name} {number}";{number + 1};{station[0]};{station[1]};{station[2]};{station[3]}')
    table = folder / "rfps.csv"
    table.write_text("\n".join(rows) + "\n")
    run("import", "csv", site, "--rfps", table)
    run("set", site, *SETTINGS, *settings)
    return site


def export(folder, site, kind):
    target = folder / kind
    run("export", "dhcp", site, "--format", kind, "-o", target)
    return target


def sub_options(value):
    """Option 43 taken apart; dnsmasq may end it with FF."""
    data, found, at = bytes.fromhex(value), {}, 0
    while at < len(data) and data[at] != 255:
        check(at + 2 + data[at + 1] <= len(data), f"option 43 is cut: {value}")
        check(data[at] not in found, f"sub-option {data[at]} is there twice")
        found[data[at]] = data[at + 2:at + 2 + data[at + 1]].hex()
        at += 2 + data[at + 1]
    check(at >= len(data) - 1, f"bytes behind the end: {value}")
    return found


# --- What the servers are started with ---------------------------------------------------------------

def start_dnsmasq(net, files):
    tftp = net.folder / "tftp"
    tftp.mkdir(exist_ok=True)
    for station in STATIONS:
        (tftp / station[5]).write_bytes(firmware(station[5]))
    net.leases, net.log = net.folder / "dnsmasq.leases", net.folder / "dnsmasq.log"
    net.leases.touch()
    config = files / "dnsmasq.conf"
    result = subprocess.run(["dnsmasq", "--test", "-C", config], capture_output=True, text=True)
    check(result.returncode == 0, f"dnsmasq --test: {result.stderr}")
    net.start(["dnsmasq", "-k", "-C", config, "--port=0", "--interface=srv0", "--user=root", "--log-dhcp", "--no-ping",
               f"--log-facility={net.log}", f"--dhcp-leasefile={net.leases}", f"--pid-file={net.folder}/dnsmasq.pid"],
              binds=[(tftp, "/srv/tftp")])


def start_kea(net, files):
    state = net.folder / "kea"
    state.mkdir(exist_ok=True)
    net.leases, net.log = state / "kea-leases4.csv", net.folder / "server.out"
    config = files / "kea-dhcp4.conf"
    env = {"KEA_LOCKFILE_DIR": str(net.folder), "KEA_PIDFILE_DIR": str(net.folder)}
    result = subprocess.run(["kea-dhcp4", "-t", config], capture_output=True, text=True)
    check(result.returncode == 0, f"kea-dhcp4 -t: {result.stdout}{result.stderr}")
    net.start(["kea-dhcp4", "-c", config], binds=[(state, "/var/lib/kea")], env=env)


def start_isc(net, files):
    net.leases, net.log = net.folder / "dhcpd.leases", net.folder / "server.out"
    net.leases.touch()
    config = files / "dhcpd.conf"
    result = subprocess.run(["dhcpd", "-t", "-cf", config, "-lf", net.leases], capture_output=True, text=True)
    check(result.returncode == 0, f"dhcpd -t: {result.stderr}")
    net.start(["dhcpd", "-f", "-d", "-4", "-cf", config, "-lf", net.leases, "-pf", f"{net.folder}/dhcpd.pid", "--no-pid",
               "srv0"])


def firmware(name):
    return name.encode() * 100


SERVERS = {"dnsmasq": ("dnsmasq", start_dnsmasq), "kea": ("kea-dhcp4", start_kea), "isc": ("dhcpd", start_isc)}


# --- The cases ----------------------------------------------------------------------------------------

def check_booter(reply, station):
    model, mac, address, role, vendor, file = station
    options = reply["options"]
    check(reply["address"] == address, f"{mac} got {reply['address']}")
    check(reply["file"] == file, f"{mac}: boot file {reply['file']!r}, not {file}")
    check(reply["siaddr"] == SERVER_IP, f"{mac}: TFTP server {reply['siaddr']}")
    wanted = {"1": ip("255.255.255.0"), "3": ip("192.0.2.1"), "132": "0412", "150": ip(SERVER_IP), "224": text("OpenMobilitySIP-DECT")}
    for code, value in wanted.items():
        check(options.get(code) == value, f"{mac}: option {code} is {options.get(code)}, not {value}")
    check("43" not in options and "66" not in options, f"{mac}: what the booter did not ask for: {options}")


def check_application(reply, station, kind, standby="192.0.2.22"):
    mac, address = station[1], station[2]
    options = dict(reply["options"])
    # dnsmasq ends the text of option 66 with a zero byte, however it is written in its file.
    if kind == "dnsmasq":
        check(options.get("66", "").endswith("00"), "dnsmasq has left its habit: say so in dect-dhcp-write-dnsmasq.c")
        options["66"] = options["66"][:-2]
    check(reply["address"] == address, f"{mac} got {reply['address']}")
    wanted = {"1": ip("255.255.255.0"), "3": ip("192.0.2.1"), "6": ip("192.0.2.3", "198.51.100.3"), "15": text("plant.example"),
              "66": text(f"tftp://{SERVER_IP}/"), "224": text("OpenMobilitySIP-DECT")}
    for code, value in wanted.items():
        check(options.get(code) == value, f"{mac}: option {code} is {options.get(code)}, not {value}")
    found = sub_options(options.get("43", ""))
    inner = {10: ip("192.0.2.21"), 14: ip("192.0.2.4"), 15: "1414", 17: "0003", 18: text("ntp.plant.example"),
             24: text("https://192.0.2.9/omm/")}
    if standby:
        inner[19] = ip(standby)
    check(found == inner, f"{mac}: option 43 is {found}, not {inner}")
    check("132" not in options and "150" not in options, f"{mac}: what was not asked for: {options}")


def check_laptop(reply, mac):
    check(reply is not None, "a laptop gets no address from the pool")
    for code in ("43", "60", "66", "67", "132", "150", "224"):
        check(code not in reply["options"], f"{mac} got option {code}: {reply['options'].get(code)}")
    check(reply["file"] == "" and reply["sname"] == "", f"{mac} got a boot file: {reply['file']} {reply['sname']}")


EVERYTHING = sorted({*BOOTER, *APPLICATION, 60, 67})


def serve(folder, kind, tries=40):
    """Both phases of each base station, and a laptop, against one kind of server."""
    program, start = SERVERS[kind]
    reason = why_not(program)
    if reason:
        raise Skip(reason)
    site = make_site(folder, *POOL)
    with Net(folder) as net:
        start(net, export(folder, site, kind))
        questions = [question(station[1], station[4], wanted, tries) for station in STATIONS for wanted in (BOOTER, APPLICATION)]
        replies = net.ask(*questions, question(LAPTOP, "MSFT 5.0", EVERYTHING), question("02:00:5E:00:00:08", "", EVERYTHING))
        check(all(replies), f"no answer: {[bool(reply) for reply in replies]} {net.said()}")
        check_watch(net, site, kind)
        for number, station in enumerate(STATIONS):
            check_booter(replies[2 * number], station)
            check_application(replies[2 * number + 1], station, kind)
        for reply in replies[-2:]:
            check_laptop(reply, LAPTOP)
            last = int(reply["address"].split(".")[3])
            check(20 <= last <= 60 and last not in (21, 22, 23), f"a laptop got {reply['address']}")
            check(reply["options"].get("3") == ip("192.0.2.1"), "a laptop of the pool has no router")
        # The firmware hangs on the vendor class too, not on the MAC alone.
        (other,) = net.ask(question(STATIONS[0][1], "PXEClient", EVERYTHING))
        check_laptop(other, STATIONS[0][1])
        if kind == "dnsmasq":
            check_tftp(net)

        # Without a failover, without a pool: nobody else is answered.
        run("set", site, "pool_first=", "pool_last=")
        rows = folder / "role.csv"
        rows.write_text(f"mac,role\n{STATIONS[1][1]},normal\n")
        run("import", "csv", site, "--rfps", rows)
        start(net, export(folder, site, kind))
        replies = net.ask(question(STATIONS[0][1], STATIONS[0][4], BOOTER), question(STATIONS[0][1], STATIONS[0][4], APPLICATION),
                          question(LAPTOP, "MSFT 5.0", EVERYTHING, 3))
        check(replies[0] and replies[1], f"no answer without a pool: {net.said()}")
        check_booter(replies[0], STATIONS[0])
        check_application(replies[1], STATIONS[0], kind, standby=None)
        check(replies[2] is None, f"a laptop was answered without a pool: {replies[2]}")


def watch(site, option, path, code=0):
    return json.loads(run("boot", "watch", site, option, path, "--once", "--json", code=code).out)


def check_watch(net, site, kind):
    """The boot watch reads what this server really writes."""
    net.ask(question(STRANGER, "OpenMobility3G", BOOTER))
    files = {"isc": [("--log", "has-address")], "kea": [("--leases", "has-address"), ("--log", "has-address")],
             "dnsmasq": [("--leases", "has-address"), ("--log", "right")]}[kind]
    for option, status in files:
        path = net.leases if option == "--leases" else net.log
        net.wait_for(path, STRANGER.lower())
        answer = watch(site, option, path)
        for row, station in zip(answer["base_stations"], STATIONS):
            check((row["mac"], row["status"], row["address"]) == (station[1], status, station[2]), f"{option}: {row}")
        check([unknown["mac"] for unknown in answer["unknown"]] == [STRANGER], f"{option}: {answer['unknown']}")
        check(answer["remark"] is None, answer["remark"])

        # Another plan: one's address moved, so it is wrong; one more without a MAC may have the stranger's.
        moved = net.folder / "moved.handover"
        shutil.copy(site, moved)
        rows = net.folder / "moved.csv"
        rows.write_text(f"name,mac,target_ip,model\nX,{STATIONS[2][1]},192.0.2.40,32\nSpare,,,45\n")
        run("import", "csv", moved, "--rfps", rows)
        answer = watch(moved, option, path, code=1)
        check([row["status"] for row in answer["base_stations"]] == [status, status, "wrong", "no-mac"], f"{option}: {answer}")
        words = run("boot", "watch", moved, option, path, "--once", code=1).out
        check(f"Spare,{STRANGER}" in words and "planned is 192.0.2.40" in words and "2 of 4" in words, words)
        if status == "right":
            run("set", moved, "vlan=7")
            answer = watch(moved, option, path, code=1)
            check("Option 132" in answer["base_stations"][1]["text"], str(answer))


def check_tftp(net):
    address = net.in_client("ip", "addr", "add", "192.0.2.99/24", "dev", "rfp0")
    check(address.returncode == 0, f"no address for TFTP: {address.stderr}")
    for station in STATIONS:
        (content,) = net.ask({"tftp": [SERVER_IP, station[5]]})
        check(content == firmware(station[5]).hex(), f"TFTP gives another {station[5]}")
    net.in_client("ip", "addr", "flush", "dev", "rfp0")


def dnsmasq_serves_base_stations(folder):
    serve(folder, "dnsmasq")


def kea_serves_base_stations(folder):
    serve(folder, "kea")


def isc_serves_base_stations(folder):
    serve(folder, "isc")


SCRIPT = """#!/bin/sh
env | grep '^new_' >>"$HANDOVER_ENV"
exit 0
"""
DHCLIENT = """option magic code 224 = text;
option vlan code 132 = unsigned integer 16;
send vendor-class-identifier "OpenMobility3G";
request subnet-mask, routers, vendor-encapsulated-options, tftp-server-name, vlan, magic;
"""


def dhclient_agrees(folder):
    """A client that is not ours reads the same."""
    reason = why_not("dnsmasq", "dhclient")
    if reason:
        raise Skip(reason)
    site = make_site(folder)
    with Net(folder) as net:
        start_dnsmasq(net, export(folder, site, "dnsmasq"))
        check(net.ask(question(*STATIONS[1][1:5:3], BOOTER))[0], f"no answer: {net.said()}")
        net.in_client("ip", "link", "set", "rfp0", "address", STATIONS[0][1])
        script, config, seen, leases = (folder / name for name in ("script", "dhclient.conf", "seen", "dhclient.leases"))
        script.write_text(SCRIPT)
        script.chmod(0o755)
        config.write_text(DHCLIENT)
        leases.touch()
        result = one_lease(net, ["dhclient", "-d", "-1", "-sf", script, "-cf", config, "-lf", leases, "-pf", folder / "dhclient.pid",
                                 "-e", f"HANDOVER_ENV={seen}", "rfp0"], seen)
        check("new_ip_address=192.0.2.21" in result, result)
        check("new_magic=OpenMobilitySIP-DECT" in result and "new_vlan=1042" in result, result)
        check("new_filename=iprfp3G.dnld" in result and f"new_tftp_server_name=tftp://{SERVER_IP}/" in result, result)
        check("new_vendor_encapsulated_options=a:4:c0:0:2:15:" in result, result)


def watch_follows(folder):
    """Live: it ends by itself once the last base station is up; the log is cut away under it meanwhile."""
    reason = why_not("dnsmasq")
    if reason:
        raise Skip(reason)
    site = make_site(folder)
    with Net(folder) as net:
        start_dnsmasq(net, export(folder, site, "dnsmasq"))
        check(net.ask(question(STATIONS[0][1], STATIONS[0][4], APPLICATION))[0], f"no answer: {net.said()}")
        for option, path in (("--log", net.log), ("--leases", net.leases)):
            output = folder / f"watch{option}"
            with open(output, "wb") as out:
                live = subprocess.Popen([str(CTL), "boot", "watch", str(site), option, str(path)], stdout=out, stderr=subprocess.STDOUT)
                try:
                    net.wait_for(output, "1 of 3" if option == "--log" else "3 of 3")
                    if option == "--log":
                        net.log.rename(folder / "old.log")
                        net.log.touch()
                        subprocess.run(["sh", "-c", f"kill -USR2 $(cat {folder}/dnsmasq.pid)"], check=True)
                        replies = net.ask(*(question(station[1], station[4], APPLICATION) for station in STATIONS[1:]))
                        check(all(replies), "no answer")
                    check(live.wait(60) == 0, f"it ended with {live.returncode}: {output.read_text()}")
                finally:
                    live.kill()
            words = output.read_text()
            check("3 of 3 base stations have their address." in words and "+ base station 2" in words, words)


def one_lease(net, command, seen):
    """dhclient stays in the foreground with its lease: it is stopped once it has one."""
    with open(net.folder / "dhclient.out", "wb") as output:
        client = subprocess.Popen(["ip", "netns", "exec", net.client, *map(str, command)], stdout=output, stderr=subprocess.STDOUT)
        try:
            return net.wait_for(seen, "new_ip_address")
        finally:
            client.terminate()
            client.wait(20)


def many(count):
    return [("RFP 45", f"00:30:42:BB:{number // 256:02X}:{number % 256:02X}", f"10.9.{(number + 10) // 256}.{(number + 10) % 256}",
             "master" if number == 0 else "normal") for number in range(count)]


def servers_take_254_base_stations(folder):
    """Each server's own check of a full site, and the same bytes twice."""
    site = make_site(folder, "netmask=255.255.254.0", "dhcp_server=10.9.0.2", "router=10.9.0.1", "pool_first=10.9.0.5",
                     "pool_last=10.9.1.200", stations=many(254))
    missing = []
    for kind, (program, _) in SERVERS.items():
        files = export(folder, site, kind)
        (config,) = files.iterdir()
        first = config.read_bytes()
        check(export(folder, site, kind) == files and config.read_bytes() == first, f"{kind}: other bytes the second time")
        if shutil.which(program) is None:
            missing.append(program)
            continue
        leases = folder / "leases"
        leases.touch()
        command = {"dnsmasq": ["--test", "-C", config], "kea": ["-t", config], "isc": ["-t", "-cf", config, "-lf", leases]}[kind]
        result = subprocess.run([program, *command], capture_output=True, text=True)
        check(result.returncode == 0, f"{program}: {result.stdout}{result.stderr}")
        check(first.upper().count(b"00:30:42:BB:") == 254, f"{kind}: not every base station")
    if missing:
        raise Skip(", ".join(missing) + " is not installed")


def old_release_reads_variables(folder):
    site = make_site(folder, "omm_release=3.0", stations=STATIONS[:2])
    files = export(folder, site, "table")
    lines = (files / "ipdect.cfg").read_text().splitlines()
    for line in ("OM_ManagerIpAddress1=192.0.2.21", "OM_ManagerIpAddress2=192.0.2.22", "OM_SyslogPort=5140", "OM_ManagerCountry=3",
                 "OM_NtpServerName=ntp.plant.example", "OM_RfpVlanId=1042", f"OM_TftpServerIpAddress={SERVER_IP}"):
        check(line in lines, f"{line} is not in {lines}")
    own = (files / "08000FAA0002.cfg").read_text()
    check(own.endswith("OM_TftpServerBootImage=iprfp4G.dnld\n"), own)
    check(not (export(folder, make_site(folder, "omm_release=8.1"), "kea") / "ipdect.cfg").exists(), "8.1 reads no such file")


def refuses_what_cannot_work(folder):
    """One sentence that names the place; no file."""
    for settings, words in {
        ("netmask=255.255.255.252",): "192.0.2.20/30",
        ("netmask=",): "netmask",
        ("router=203.0.113.1",): "The router",
        ("pool_first=192.0.2.20",): "one end only",
        ("pool_first=192.0.2.60", "pool_last=192.0.2.30"): "runs backwards",
        ("pool_first=192.0.2.21", "pool_last=192.0.2.23"): "none is left",
        ("vlan=4095",): "VLAN 4095",
        ("country=XX",): "XX",
        ("config_url=ftp://omm:geheim@192.0.2.9/",): "A password stands",
        ("config_url=gopher://192.0.2.9/",): "no URL",
        ("config_url=http://192.0.2.9/a b",): "percent code",
        ("dns_servers=192.0.2.300",): "192.0.2.300",
        ("restore_url=http://192.0.2.9/" + "x" * 240,): "255",
    }.items():
        site = make_site(folder, *settings)
        answer = run("export", "dhcp", site, "--format", "kea", "-o", folder / "none", code=3)
        check(words in answer.err and "geheim" not in answer.err and answer.err.count("\n") == 1, f"{settings}: {answer.err}")
        check(not (folder / "none").exists(), f"{settings}: something was written")
    site = make_site(folder)
    check("novell" in run("export", "dhcp", site, "--format", "novell", "-o", folder / "none", code=2).err, "unknown format")
    run("export", "dhcp", site, "-o", folder / "none", code=2)


def table_explains_each_byte(folder):
    files = export(folder, make_site(folder), "table")
    words = (files / "dhcp-options.txt").read_text()
    for part in ("0a  sub-option 10: address of the OMM", "c0 00 02 15  192.0.2.21", "Option 132: VLAN (not verified)",
                 "OpenMobility3G", "hex     04 12"):
        check(part in words, f"{part!r} is not in {words}")
    rows = (files / "dhcp-reservations.csv").read_text().splitlines()
    check(rows[1].startswith('00:30:42:AA:00:01,192.0.2.21,"base station 1 A ""quoted"" one 0",RFP 35 IP,master,iprfp3G.dnld,,,2,7'), rows[1])


main([dnsmasq_serves_base_stations, kea_serves_base_stations, isc_serves_base_stations, dhclient_agrees, watch_follows, servers_take_254_base_stations,
      old_release_reads_variables, refuses_what_cannot_work, table_explains_each_byte])
