# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Days of work in the built program, one like the other: things placed, dragged, renamed, undone, redone, saved, pushed to a PBX, and
another site opened beside it. At the end of each round everything is undone, and the file must be the one of the beginning.

HANDOVER_SOAK_MINUTES says how long, else it is two rounds, as a test. HANDOVER_SOAK_CURVE names a file that gets a line for each round:
minutes since the start, round, MB of memory.
"""
import os
import pathlib
import random
import re
import statistics
import subprocess
import time
import zipfile

import screen
from screen import check, until, window, xdo
from steps import canvas, log, saved, step
from tap import SLOW, WINDOW, run

TEST_ROUNDS = 2
WARM_UP = 0.25    # of the rounds: caches, fonts and pools fill
MAY_GROW = 0.05
PUSH_EVERY = 3    # rounds
SEED = 20261126
HANDSET = "Reception"  # of the sample
MINUTES = float(os.environ.get("HANDOVER_SOAK_MINUTES", 0))
CURVE = os.environ.get("HANDOVER_SOAK_CURVE", os.devnull)


def bytes_without_date(path):
    """The text of site.json but for the line of its change date."""
    with zipfile.ZipFile(path) as archive:
        lines = archive.read("site.json").split(b"\n")
    left = [line for line in lines if not line.startswith(b'  "changed": ')]
    check(len(lines) == len(left) + 1, "there is no change date in site.json")
    return b"\n".join(left)


def save(app, path):
    """Saves and waits for another file in its place."""
    before = path.stat().st_mtime_ns
    app.key("ctrl+s")
    until(lambda: app.alive() and path.stat().st_mtime_ns != before, "it is not saved")
    return saved(path)


def resident(app):
    """Pages of the program in memory, MB."""
    for line in pathlib.Path(f"/proc/{app.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise screen.Failure("the program has ended")


# --- What a day has -------------------------------------------------------------------------------------

def connect(app):
    """To the PBX that the program brings along; its profile is named in the plan, in a step of its own."""
    app.page("Commission")
    step(app, 3, "Connect to the PBX")
    app.click("button", "Test connection")
    app.find("label", re.compile("^Connected to "))


def push(app):
    app.page("Commission")
    step(app, 4, "Review the difference")
    app.click("button", re.compile("^Compare "))
    step(app, 5, "Push")
    app.click("button", re.compile(r"^Push \d+ changes?$"))
    app.find("label", re.compile("^The PBX has it: revision "))


def rename_handset(app, before, after):
    app.page("Handsets")
    app.click("table cell", f"Name: {before}")
    app.key("F2", "ctrl+a")
    app.type(after)
    app.key("Return")
    app.find("table cell", f"Name: {after}")


def draw(app, chance):
    """Base stations and walls at places that chance chooses, some of them dragged away; what is hit instead is chance, too."""
    app.key("alt+1")
    left, top, width, height = canvas(app)

    def place():
        return left + chance.randrange(100, width - 260), top + chance.randrange(120, height - 160)

    app.click_at(left + width // 2, top + height - 120)
    app.key("Escape", "b")
    spots = [place() for _ in range(4)]
    for spot in spots:
        app.click_at(*spot)
        time.sleep(0.1)
    app.key("Escape", "w")
    for spot in (place(), place(), place()):
        app.click_at(*spot)
        time.sleep(0.1)
    app.key("Escape", "Escape")
    for spot in spots[:2]:
        app.drag(spot, place())
    app.key("Escape")


def open_beside(app, path):
    """Another site in a window of its own of the same program, looked at and closed."""
    before = app.active_window()
    subprocess.run([str(WINDOW), str(path)], check=True, capture_output=True, timeout=60 * SLOW)
    until(lambda: app.alive() and app.active_window() not in (None, before), "the other site does not open")
    until(lambda: (app.title() or "").startswith("Beside"), lambda: f"the other window is called {app.title()}")
    for page in range(1, 6):
        app.key(f"alt+{page}")
        time.sleep(0.1)
    app.key("ctrl+w")
    until(lambda: app.active_window() == before, "the other window does not close")


def undo_everything(app):
    xdo("key", "--clearmodifiers", "--delay", 30, *["ctrl+z"] * 20)
    until(lambda: app.key("ctrl+z") or not any(button.has("sensitive") for button in app.find_all("button", re.compile("^Undo"))),
          "there is no end to undo")


# --- Rounds ---------------------------------------------------------------------------------------------

def one_round(app, site, beside, number, chance, first):
    entries = log(site)["entries"]
    draw(app, chance)
    rename_handset(app, HANDSET, f"Soak {number}")
    app.key("alt+1", *["ctrl+z"] * 3, *["ctrl+shift+z"] * 3)
    drawn = save(app, site)
    check(len(drawn["rfps"]) > 18 and any(handset["name"] == f"Soak {number}" for handset in drawn["handsets"]),
          "nothing was drawn or renamed")
    open_beside(app, beside)
    undo_everything(app)
    save(app, site)
    check(bytes_without_date(site) == first, f"round {number}: undo does not bring back the first plan")
    now = log(site)["entries"]
    check(now[:len(entries)] == entries, f"round {number}: what stood in the log has changed")


def one_push(app, number):
    """What is pushed is a handset's name: base stations without MACs may not go."""
    rename_handset(app, HANDSET, f"Pushed {number}")
    push(app)


def rounds(app, folder, site, first):
    chance = random.Random(SEED)
    end = time.monotonic() + MINUTES * 60
    beside = folder / "beside.handover"
    run("new", beside, "--sample")
    run("set", beside, "name=Beside")
    memory = []
    started = time.monotonic()
    while (time.monotonic() < end) if MINUTES else (len(memory) < TEST_ROUNDS):
        number = len(memory) + 1
        if number % PUSH_EVERY == 1:
            before = log(site)["entries"]
            one_push(app, number)
            undo_everything(app)
            app.key("ctrl+s")
            until(lambda: len(log(site)["entries"]) > len(before), "the push is not in the log")
        one_round(app, site, beside, number, chance, first)
        memory.append(resident(app))
        with open(CURVE, "a") as curve:
            curve.write(f"{(time.monotonic() - started) / 60:.2f},{number},{memory[-1]:.1f}\n")
    return memory


def the_same_day_again(folder):
    """Round after round in one window: the plan comes back, the log only grows, nothing is said on stderr, memory stays flat."""
    site = folder / "soak.handover"
    run("new", site, "--sample")
    first = bytes_without_date(site)
    with window(folder, site, env={"G_DEBUG": "fatal-criticals"}) as app:
        connect(app)
        memory = rounds(app, folder, site, first)
        # The file is in its place a moment before the window knows.
        until(lambda: not (app.title() or "•").startswith("•"), "the window does not know that it is saved")
        app.key("ctrl+q")
        app.ended()
    print(f"# {len(memory)} rounds, memory {', '.join(f'{value:.0f}' for value in memory)} MB", flush=True)
    kept = memory[int(len(memory) * WARM_UP):]
    if MINUTES and len(kept) >= 8:
        quarter = len(kept) // 4
        before, after = (statistics.median(part) for part in (kept[:quarter], kept[-quarter:]))
        print(f"# {before:.1f} MB after the warm-up, {after:.1f} MB at the end: {(after / before - 1) * 100:+.1f} %", flush=True)
        check(after <= before * (1 + MAY_GROW), f"memory grows from {before:.1f} to {after:.1f} MB")


if __name__ == "__main__":
    screen.main(__file__, [the_same_day_again])
