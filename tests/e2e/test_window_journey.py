#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's roads through the window on a real X server. The sample: train, change the learning rate, pause, go on, stop, quit. Own data:
import a table, word it, train, pause, fork, stop.

Needs Xvfb and xdotool; skipped without them. The window is driven by keys alone, what came of it is read from its file."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SKIPPED = 77
PATIENCE = 240
WORKBENCH = os.environ.get("CLICKPROMPT_WORKBENCH", "clickprompt-workbench")


def require(*programs):
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        print(f"skipped: {', '.join(missing)} not installed")
        sys.exit(SKIPPED)


class Screen:
    """An X server of its own, on a free number."""

    def __init__(self):
        # Two servers that look for a free number at once take each other's socket away.
        for _ in range(5):
            self.start()
            if self.do("getdisplaygeometry"):
                return
            self.close()
        raise AssertionError("no X server that can be reached")

    def start(self):
        reading, writing = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
                                       pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as number:
            self.name = ":" + number.readline().strip()

    def do(self, *arguments):
        done = subprocess.run(["xdotool", *map(str, arguments)], env={**os.environ, "DISPLAY": self.name}, capture_output=True,
                              text=True, timeout=60)
        return done.stdout.strip()

    def close(self):
        self.server.terminate()
        self.server.wait(10)


class Journey:
    def __init__(self, folder):
        self.file = folder / "journey.cpw"
        self.screen = Screen()
        environment = {**os.environ, "DISPLAY": self.screen.name, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": str(folder),
                       "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data"), "LANG": "C.UTF-8"}
        self.program = subprocess.Popen([WORKBENCH, str(self.file)], env=environment, stderr=subprocess.PIPE, text=True)

    def close(self):
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait()
        self.screen.close()

    def value(self, query):
        """The first value of the first row; None: no row, or the file is not there yet."""
        if not self.file.exists():
            return None
        try:
            with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=5) as database:
                row = database.execute(query).fetchone()
        except sqlite3.OperationalError:
            return None
        return row[0] if row else None

    def wait(self, what, reached):
        end = time.monotonic() + PATIENCE
        while not reached():
            if self.program.poll() is not None:
                raise AssertionError(f"the window ended before {what}: {self.program.stderr.read()}")
            if time.monotonic() > end:
                raise AssertionError(f"{what} did not happen in {PATIENCE} s; runs: "
                                     f"{self.value('SELECT group_concat(id || chr || state) FROM run, (SELECT char(32) AS chr)')}")
            time.sleep(0.1)
        print(f"done: {what}")

    def state(self, run):
        return self.value(f"SELECT state FROM run WHERE id = {run}")

    def keys(self, *keys):
        self.screen.do("key", "--delay", 40, *keys)

    def command(self, name):
        """By the palette, as everything can be."""
        self.keys("ctrl+k")
        self.screen.do("type", "--delay", 15, ">" + name)
        self.keys("Return")

    def start(self):
        # Without a window manager nobody gives the window the focus, and shortcuts need it.
        def window():
            return self.screen.do("search", "--onlyvisible", "--name", "ClickPrompt Workbench")

        self.wait("the window", window)
        self.screen.do("mousemove", 700, 840)
        self.screen.do("windowfocus", "--sync", window().split()[-1])
        self.wait("the file", lambda: self.value("SELECT count(*) FROM run") is not None)

    def train_sample(self):
        self.command("train sample")
        self.wait("the first step", lambda: (self.value("SELECT step FROM run WHERE id = 1") or 0) > 0)

        self.keys("ctrl+5", "ctrl+r", "ctrl+a")
        self.screen.do("type", "5e-4")
        self.keys("Return")
        self.command("apply changed live values")
        applied = "SELECT text FROM event WHERE run = 1 AND kind = 'command' AND text LIKE '%0.0005%' OR text LIKE '%5e-4%'"
        self.wait("the changed rate", lambda: self.value(applied))

        self.command("pause")
        self.wait("the pause", lambda: self.state(1) == "paused")
        step = self.value("SELECT step FROM run WHERE id = 1")
        time.sleep(1)
        assert self.value("SELECT step FROM run WHERE id = 1") == step, "a paused run made a step"
        self.command("resume")
        self.wait("going on", lambda: self.state(1) == "running")

        for run in (1, 2, 3):
            self.wait(f"run {run}", lambda: self.state(run) != "waiting" and (self.value(f"SELECT step FROM run WHERE id = {run}") or 0) > 0)
            if self.state(run) == "running":
                self.command("stop and save")
            self.wait(f"the end of run {run}", lambda: self.state(run) in ("stopped", "finished"))
        assert (Path(f"{self.file}.d") / "r-0001" / "checkpoints").exists(), "the stopped run has no checkpoint"

    def train_own_table(self, table):
        self.keys("ctrl+2", "ctrl+i")
        self.screen.do("type", "--delay", 10, str(table))
        self.keys("Tab")
        time.sleep(2)  # what it is has been guessed; nothing in the file tells
        self.keys("ctrl+Return")
        self.wait("the import", lambda: self.value("SELECT count(*) FROM dataset") == 1)
        label, source = (self.value(f"SELECT json_extract(spec_json, '$.data.{key}') FROM dataset") for key in ("label.column", "source"))
        assert (label, source) == ("stars", "csv"), (label, source)
        time.sleep(1)
        self.keys("ctrl+Return")  # use in experiment

        self.keys("ctrl+3")
        time.sleep(2)
        self.keys("ctrl+a")
        self.screen.do("type", "--delay", 10, "Reader {reader} took {title}.")
        time.sleep(1)
        self.keys("ctrl+Return")
        draft = "SELECT json_extract(value, '$.spec.text.fields[1].phrase') FROM setting WHERE name = 'draft/experiment'"
        self.wait("the template in the draft", lambda: self.value(draft) == "took <value>.")

        time.sleep(1)
        self.keys("ctrl+Return")  # start
        self.wait("the first step of the own table", lambda: (self.value("SELECT max(step) FROM run") or 0) > 0 and self.value("SELECT count(*) FROM run") > 3)
        run = self.value("SELECT max(id) FROM run")
        spec = self.value(f"SELECT json FROM spec WHERE run = {run}")
        assert "took <value>." in spec and str(table) in spec, spec
        self.command("checkpoint now")
        self.wait("a checkpoint", lambda: self.value(f"SELECT count(*) FROM event WHERE run = {run} AND kind = 'checkpoint'"))
        self.command("pause")
        self.wait("the pause of the own run", lambda: self.state(run) == "paused")
        self.keys("ctrl+5", "ctrl+shift+f")
        time.sleep(1)
        self.keys("ctrl+Return")
        self.wait("the fork", lambda: self.value(f"SELECT parent FROM run WHERE id = {run + 1}") == run)
        self.command("resume")
        self.wait("going on beside the fork", lambda: self.state(run) == "running")
        self.command("stop and save")
        self.wait("the end of the own run", lambda: self.state(run) in ("stopped", "finished"))
        self.wait("the fork's turn", lambda: self.state(run + 1) in ("running", "finished"))
        self.command("stop and save")
        self.wait("the end of the fork", lambda: self.state(run + 1) in ("stopped", "finished"))

    def quit(self):
        self.keys("ctrl+q")
        assert self.program.wait(60) == 0, "the window did not quit by itself"
        print("done: quitting")


def main():
    require("Xvfb", "xdotool", WORKBENCH)
    folder = Path(tempfile.mkdtemp(prefix="cpw journey "))
    journey = Journey(folder)
    try:
        table = folder / "loans.csv"
        titles = ["red sky", "blue sea", "green hill", "red sea"]
        rows = (f"reader{i % 23},{titles[i * 7 % 4]},{1 + (i * 5 + i // 3) % 5}" for i in range(3000))
        table.write_text("\n".join(["reader,title,stars", *rows]) + "\n", encoding="utf-8")
        journey.start()
        journey.train_sample()
        journey.train_own_table(table)
        journey.quit()
    finally:
        journey.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
