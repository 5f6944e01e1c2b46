# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window, killed at any moment while somebody places base stations and saves now and then. Each time the file opens, and with what the
next start offers to recover, no more is missing than what was done in the last three seconds. HANDOVER_KILL_RUNS says how often."""
import json
import os
import pathlib
import random
import shutil
import subprocess
import threading
import time

from screen import WINDOW, check, main, until, xdo
from tap import SLOW, run

RUNS = int(os.environ.get("HANDOVER_KILL_RUNS", "6"))
MAX_LOST = 3.0 * SLOW
LIFE = 7.0 * SLOW
# A plan with hundreds of base stations takes long to look at: a new one after so many runs.
RUNS_PER_SITE = 10


class Killed:
    """The program with one file, worked by the keyboard until it is killed."""

    def __init__(self, folder):
        self.folder, self.path = folder, folder / "kill.handover"
        self.state = folder / "state"
        self.env = {"XDG_STATE_HOME": str(self.state)}
        self.process = self.window = None

    def renew(self):
        for path in (self.state, self.folder / "copies"):
            shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob("*kill.handover*"):
            path.unlink()
        run("new", self.path)
        floors = self.folder / "floors.csv"
        floors.write_text("building,floor,level,height_m\nA,Hall,0,4\n")
        run("import", "csv", self.path, "--floors", floors)

    def count(self):
        """Base stations of what a person gets back, and whether a draft is offered for it."""
        saved = self.opens(self.path)
        copies = self.folder / "copies"
        shutil.rmtree(copies, ignore_errors=True)
        run("recover", "-o", copies, env=self.env)
        drafts = sorted(copies.glob("*")) if copies.exists() else []
        check(len(drafts) <= 1, f"{len(drafts)} drafts of one site")
        drafted = self.opens(drafts[0]) if drafts else 0
        if drafted > saved:
            return drafted, True
        # Killed between the file and the end of its draft: the file is the later one.
        shutil.rmtree(self.state, ignore_errors=True)
        return saved, False

    @staticmethod
    def opens(path):
        return json.loads(run("info", path, "--json").out)["counts"]["rfps"]

    def start(self, draft):
        """Returns: whether it is the file that is shown: killed between it and its next draft, what is recovered is a copy."""
        self.process = subprocess.Popen([str(WINDOW), str(self.path)], env={**os.environ, **self.env}, cwd=self.folder,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.window = until(lambda: xdo("search", "--all", "--onlyvisible", "--pid", self.process.pid, "--name", "kill.handover").split()[0],
                            "no window shows the site")
        if draft:
            dialog = until(self.other_window, "nobody asks about the draft")
            until(lambda: self.answer(dialog), "the question stays")
        until(lambda: xdo("getactivewindow").strip() == self.window, "the window is not the active one")
        if "not saved yet" in xdo("getwindowname", self.window):
            return False
        xdo("key", "alt+1")
        xdo("key", "b")
        return True

    def answer(self, dialog):
        """Recover is what Return does, once the dialog listens. Returns: whether it has gone."""
        if self.other_window() is None:
            return True
        xdo("windowfocus", dialog)
        xdo("key", "Return")
        time.sleep(0.3)
        return False

    def other_window(self):
        found = subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Recover"], capture_output=True,
                               text=True)
        return next(iter(found.stdout.split()), None)

    def work(self):
        """Places one after the other until the end comes. Returns the times of the placing and of the end."""
        placed, ended = [], []

        def kill():
            ended.append(time.monotonic())
            self.process.kill()

        timer = threading.Timer(random.uniform(0.1, LIFE), kill)
        timer.start()
        step = 0
        while not ended:
            placed.append(time.monotonic())
            xdo("key", "Return", "key", "shift+Down" if step % 12 == 0 else "shift+Right" if step // 12 % 2 else "shift+Left")
            step += 1
            if random.random() < 0.08:
                xdo("key", "ctrl+s")
            time.sleep(random.uniform(0.02, 0.3))
        self.process.wait()
        return placed, ended[0]

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def killed(folder):
    """Nothing older than three seconds is lost."""
    editor = Killed(pathlib.Path(folder))
    losses, total = [], 0
    try:
        for number in range(RUNS):
            if number % RUNS_PER_SITE == 0 or not editor.start(draft):
                editor.stop()
                editor.renew()
                before, draft = 0, False
                editor.start(draft)
            placed, end = editor.work()
            after, draft = editor.count()
            check(after >= before, f"run {number}: {after} base stations, {before} before")
            kept = after - before
            check(kept <= len(placed), f"run {number}: {kept} placed by {len(placed)} keys")
            loss = end - placed[kept] if kept < len(placed) else 0.0
            print(f"# run {number}: {len(placed)} placed, {kept} kept, the oldest lost is {loss:.2f} s old, draft: {draft}", flush=True)
            check(loss <= MAX_LOST, f"run {number}: what was done {loss:.2f} s before is lost")
            losses.append(loss)
            total += len(placed)
            before = after
    finally:
        editor.stop()
    check(total > RUNS, f"only {total} base stations were placed in {RUNS} runs")
    print(f"# {len(losses)} kills, {total} base stations placed, at most the last {max(losses):.2f} s lost")


if __name__ == "__main__":
    main(__file__, [killed])
