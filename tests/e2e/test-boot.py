#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window writes the DHCP files, and its boot watch follows the log of the server that got them."""
import re
import time

import screen
from screen import check, until, window, xdo
from steps import check_names, fill_in, step
from tap import run

STRANGER = "00:30:42:99:88:77"
LOG = """Nov 26 14:35:50 dnsmasq-dhcp[3]: {id} vendor class: OpenMobility3G
Nov 26 14:35:50 dnsmasq-dhcp[3]: {id} DHCPREQUEST(srv0) {ip} {mac}
Nov 26 14:35:50 dnsmasq-dhcp[3]: {id} DHCPACK(srv0) {ip} {mac}
Nov 26 14:35:50 dnsmasq-dhcp[3]: {id} bootfile name: {file}
Nov 26 14:35:50 dnsmasq-dhcp[3]: {id} sent size:  4 option:150 tftp-server-address  10.20.0.2
"""


def asks(log, number, mac, ip, file="iprfp4G.dnld"):
    with open(log, "a") as out:
        out.write(LOG.format(id=1000 + number, mac=mac, ip=ip, file=file))


def make_site(folder):
    """The sample with its own DHCP server, and one base station whose MAC nobody has read yet."""
    site = folder / "plant.handover"
    run("new", site, "--sample")
    run("set", site, "dhcp_server=10.20.0.2", "router=10.20.0.1", "vlan=42", "country=DE", "pool_first=10.20.0.100",
        "pool_last=10.20.0.150")
    rows = folder / "rfps.csv"
    rows.write_text("name,number,model,target_ip,building,floor,x_m,y_m\nLoading bay,19,RFP 45,10.20.0.29,House A,Ground floor,60,12\n")
    run("import", "csv", site, "--rfps", rows)
    return site


def to_end(app):
    """Turns the wheel over the step until its end shows: what it holds is below the switches."""
    _, _, width, height = app.geometry(app.window)

    def seen():
        xdo("mousemove", "--sync", width - 60, height // 2, "click", "--repeat", 9, 5)
        return app.find_all(None, re.compile("^This step is"))

    until(seen, "the step has no end")


def dhcp_and_boot(folder):
    site, log, dhcp = make_site(folder), folder / "dnsmasq.log", folder / "dhcp"
    dhcp.mkdir()
    log.touch()
    with window(folder, site) as app:
        app.page("Commission")
        step(app, 2, "Ports, PoE, DHCP and TFTP ready")
        to_end(app)
        app.click("button", "Write DHCP files…")
        app.choose_file("Folder for the DHCP files", dhcp)
        to_end(app)
        app.find("label", re.compile("^1 file is written to "))
        app.shot("boot-dhcp-1280")
        check_names(app, "the step of DHCP")
        check("dhcp-host=00:30:42:1B:7F:05" in (dhcp / "dnsmasq.conf").read_text(), "the file of dnsmasq")
        app.resize(360, 700)
        app.shot("boot-dhcp-360")
        app.resize(1280, 800)

        step(app, 10, "All base stations synchronised")
        app.click("button", "Watch a file…")
        app.choose_file("Leases or log of the DHCP server", log)
        app.find("label", re.compile("^0 of 19 base stations have their address. Watching dnsmasq.log"))
        for number in range(1, 9):
            asks(log, number, f"00:30:42:1b:7f:{number + 4:02x}", f"10.20.0.{number + 10}")
        asks(log, 9, "00:30:42:1b:7f:0d", "10.20.0.19", "iprfp3G.dnld")
        asks(log, 30, "00:30:42:99:88:77", "10.20.0.101")
        app.find("label", re.compile("^8 of 19 base stations have their address. 1 is not as planned."))
        app.find("label", "00:30:42:99:88:77")
        app.shot("boot-watch-1280")
        check_names(app, "the boot watch")
        button = app.find("button", re.compile(f".*Give {STRANGER}"))
        app.click(button)
        x, y = app.point(button)
        until(lambda: given(app, x, y + 52), "the menu does not give it")
        # It is known at once, and so is that it has an address of the pool until it asks again.
        app.find("label", re.compile("^8 of 19 base stations have their address. 2 are not as planned."))
        app.gone("label", "00:30:42:99:88:77")
        app.resize(360, 700)
        app.shot("boot-watch-360")
        app.resize(1280, 800)
        app.key("ctrl+s")
        until(lambda: has_mac(folder, site), "the MAC is not in the file")
        app.key("ctrl+q")
        app.ended()


def exported(folder, site, table):
    run("export", "csv", site, "-o", folder / "csv")
    return (folder / f"csv/{table}.csv").read_text()


def has_mac(folder, site):
    return "Loading bay,19,00:30:42:99:88:77" in exported(folder, site, "rfps")


def given(app, x, y):
    """Clicks where the first item of the open menu is: a popover's place is not told."""
    if app.find_all("label", STRANGER):
        app.click_at(x, y)
        time.sleep(0.5)
    return not app.find_all("label", STRANGER)


def tab_to(app, role, name):
    """Goes on with the Tab key until that has the focus."""
    for _ in range(60):
        if app.find_all(role, name, state="focused"):
            return
        app.key("Tab")
        time.sleep(0.3)  # for the screen reader to be told
    raise AssertionError(f"the Tab key does not come to {role} {name}")


def keyboard(folder):
    """A device is given to a base station without a mouse."""
    site, log = make_site(folder), folder / "dnsmasq.log"
    asks(log, 30, STRANGER, "10.20.0.101")
    with window(folder, site) as app:
        app.page("Commission")
        step(app, 10, "All base stations synchronised")
        app.find("button", "Watch a file…")
        tab_to(app, "button", "Watch a file…")
        app.key("Return")
        app.choose_file("Leases or log of the DHCP server", log)
        app.find("label", STRANGER)
        tab_to(app, "button", re.compile(f".*Give {STRANGER}"))
        app.key("Return")
        app.find(None, "Base station 19 (Loading bay)", state="focused")
        app.key("Down", "Return")
        app.gone("label", STRANGER)
        app.key("ctrl+s")
        until(lambda: has_mac(folder, site), "the MAC is not in the file")
        app.key("ctrl+q")
        app.ended()


def switches(folder):
    """A switch is added, filled in and found to be short, on the page where its base stations are made ready."""
    site = make_site(folder)
    with window(folder, site) as app:
        app.page("Commission")
        step(app, 2, "Ports, PoE, DHCP and TFTP ready")
        app.click("button", "Add a switch")
        app.find("text", "Ports")
        check_names(app, "the switches")
        fill_in(app, "Ports", "8")
        fill_in(app, "PoE budget (W)", "60")
        app.find("label", "0 of 8 ports, 0.0 of 60.0 W")
        app.shot("switches-1280")
        app.resize(360, 700)
        app.shot("switches-360")
        app.key("ctrl+s")
        until(lambda: "Switch 3,8,60," in exported(folder, site, "switches"), "the switch is not in the file")
        app.key("ctrl+q")
        app.ended()


def looks(folder):
    """The same, dark and with high contrast."""
    site, log = make_site(folder), folder / "dnsmasq.log"
    asks(log, 1, "00:30:42:1b:7f:05", "10.20.0.11")
    asks(log, 2, "00:30:42:1b:7f:06", "10.20.0.99")
    asks(log, 30, "00:30:42:99:88:77", "10.20.0.101")
    for scheme, contrast in (("dark", "0"), ("light", "1")):
        env = {"ADW_DEBUG_COLOR_SCHEME": f"prefer-{scheme}", "ADW_DEBUG_HIGH_CONTRAST": contrast}
        with window(folder, site, env=env) as app:
            app.page("Commission")
            step(app, 10, "All base stations synchronised")
            app.click("button", "Watch a file…")
            app.choose_file("Leases or log of the DHCP server", log)
            app.find("label", re.compile("^1 of 19 base stations have their address. 1 is not as planned."))
            look = f"{scheme}{'-contrast' if contrast == '1' else ''}"
            app.shot(f"boot-watch-{look}")
            step(app, 2, "Ports, PoE, DHCP and TFTP ready")
            app.find("label", re.compile("^9 of 24 ports"))
            app.shot(f"switches-{look}")
            app.key("ctrl+q")
            app.ended()


if __name__ == "__main__":
    screen.main(__file__, [dhcp_and_boot, keyboard, switches, looks])
