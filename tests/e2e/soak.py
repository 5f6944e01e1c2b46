# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Days of work in the built program, one like the other: things placed, dragged, renamed, undone, redone, saved, pushed to a PBX, and
another site opened beside it. At the end of each round everything is undone, and the file must be the one of the beginning.

HANDOVER_SOAK_MINUTES says how long, else it is two rounds, as a test. HANDOVER_SOAK_CURVE names a file that gets a line for each round:
minutes since the start, round, MB of memory, MB of it that are the program's own, open files and sockets, threads.
"""
import collections
import contextlib
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
MAY_GROW = 0.05   # of the memory
MAY_MORE = 4      # files, or threads: some come and go
LEAST_ROUNDS = 12  # for a judgement
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


Use = collections.namedtuple("Use", "memory own files threads")


def used(app):
    """What the program takes from the computer: MB in memory, MB of them that are no file's, open files and sockets, threads."""
    process = pathlib.Path(f"/proc/{app.process.pid}")
    values = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
    memory, own, swapped = (int(values[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon", "VmSwap"))
    return Use(memory + swapped, own + swapped, len(os.listdir(process / "fd")), int(values["Threads"]))


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
    check(bytes_without_date(site) == first, "undo does not bring back the first plan")
    now = log(site)["entries"]
    check(now[:len(entries)] == entries, "what stood in the log has changed")


def one_push(app, number):
    """What is pushed is a handset's name: base stations without MACs may not go."""
    rename_handset(app, HANDSET, f"Pushed {number}")
    push(app)


def push_and_undo(app, site, number):
    before = log(site)["entries"]
    one_push(app, number)
    undo_everything(app)
    app.key("ctrl+s")
    until(lambda: len(log(site)["entries"]) > len(before), "the push is not in the log")
    check(log(site)["entries"][:len(before)] == before, "what stood in the log has changed")


@contextlib.contextmanager
def told(app, where):
    """A failure says where it was and what the program said; screen.window keeps the picture."""
    try:
        yield
    except Exception as error:
        said = app.stderr().strip() or "nothing"
        state = "runs" if app.process.poll() is None else f"has ended with {app.process.returncode}"
        raise screen.Failure(f"{where}: {error or type(error).__name__}\nThe program {state}; it said: {said}\n"
                             f"What was on the screen: {screen.SHOTS}/failure-soak.png") from error


def rounds(app, folder, site, first):
    chance = random.Random(SEED)
    beside = folder / "beside.handover"
    run("new", beside, "--sample")
    run("set", beside, "name=Beside")
    uses = []
    started = time.monotonic()
    while (time.monotonic() - started < MINUTES * 60) if MINUTES else (len(uses) < TEST_ROUNDS):
        number = len(uses) + 1
        with told(app, f"round {number}"):
            if number % PUSH_EVERY == 1:
                push_and_undo(app, site, number)
            one_round(app, site, beside, number, chance, first)
            check(not app.complaints(), "a warning")
            uses.append(used(app))
        with open(CURVE, "a") as curve:
            curve.write(f"{(time.monotonic() - started) / 60:.2f},{number},{','.join(f'{value:.5g}' for value in uses[-1])}\n")
    return uses


def check_flat(uses):
    """The last quarter of what comes after the warm-up takes no more than the first, by the medians."""
    kept = uses[int(len(uses) * WARM_UP):]
    quarter = len(kept) // 4
    before, after = (Use(*map(statistics.median, zip(*part))) for part in (kept[:quarter], kept[-quarter:]))
    for name in Use._fields:
        print(f"# {name}: {getattr(before, name):.1f} after the warm-up, {getattr(after, name):.1f} at the end", flush=True)
    check(after.memory <= before.memory * (1 + MAY_GROW), f"memory grows from {before.memory:.1f} to {after.memory:.1f} MB")
    for name in ("files", "threads"):
        check(getattr(after, name) <= getattr(before, name) + MAY_MORE,
              f"there are ever more {name}: {getattr(before, name):g}, then {getattr(after, name):g}")


def the_same_day_again(folder):
    """Round after round in one window: the plan comes back, the log only grows, nothing is said on stderr, memory, files and threads stay
    as many."""
    site = folder / "soak.handover"
    run("new", site, "--sample")
    first = bytes_without_date(site)
    with window(folder, site, env={"G_DEBUG": "fatal-criticals"}) as app:
        with told(app, "before the first round"):
            connect(app)
        uses = rounds(app, folder, site, first)
        # The file is in its place a moment before the window knows.
        until(lambda: not (app.title() or "•").startswith("•"), "the window does not know that it is saved")
        app.key("ctrl+q")
        app.ended()
    print(f"# {len(uses)} rounds, {sum(one.memory for one in uses) / len(uses):.0f} MB", flush=True)
    if MINUTES and len(uses) < LEAST_ROUNDS:
        print(f"# fewer than {LEAST_ROUNDS} rounds say nothing about memory", flush=True)
    elif MINUTES:
        check_flat(uses)


if __name__ == "__main__":
    screen.main(__file__, [the_same_day_again])
