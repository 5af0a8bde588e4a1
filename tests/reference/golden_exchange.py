#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/golden/exchange: runs as other programs write them.

    python3 golden_exchange.py FOLDER

Needs tensorboard, tensorboardX and mlflow, in an environment of their own (they are not in requirements.txt: nothing else uses them).
What the tests expect of the files is in expected.json, written from the numbers that were handed to these programs.
"""

import json
import math
import os
import shutil
import sqlite3
import sys
from pathlib import Path

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ["GIT_PYTHON_REFRESH"] = "quiet"
os.environ["LOGNAME"] = "user"  # no names of this machine and user in what is committed
CODE = {"mlflow.source.name": "train.py", "mlflow.source.git.commit": "0123456789abcdef0123456789abcdef01234567", "mlflow.source.git.branch": "main"}
START = 1_700_000_000


def curve(count, scale):
    """Values that float32 and float64 hold alike."""
    return [(step, scale * (1 + 1 / 2**step)) for step in range(1, count + 1)]


def write_tensorboardx(folder, expected):
    """simple_value scalars, a histogram that is no curve, add_hparams in its numbered folder."""
    from tensorboardX import SummaryWriter

    run = folder / "plain"
    with SummaryWriter(str(run)) as writer:
        for step, value in curve(5, 0.5):
            writer.add_scalar("loss/train", value, step, walltime=START + step)
        writer.add_scalar("auc", math.nan, 1, walltime=START + 1)
        writer.add_scalar("auc", 0.75, 2, walltime=START + 2)
        writer.add_histogram("weights", [1.0, 2.0, 3.0], 1, walltime=START + 1)
        writer.add_hparams({"learning_rate": 0.125, "optimizer": "adam", "nesterov": True}, {"final/auc": 0.75}, name="1700000009.5")
    expected["plain"] = {
        "settings": {"learning_rate": "0.125", "optimizer": "adam", "nesterov": "true"},
        "metrics": {"loss/train": curve(5, 0.5), "auc": [(1, "NaN"), (2, 0.75)], "final/auc": [(0, 0.75)]},
    }


def write_tensorboard(folder, expected):
    """Tensor scalars as TensorFlow 2 and Keras write them, in train and validation, below hparams of the run."""
    from tensorboard.compat.proto.event_pb2 import Event, SessionLog
    from tensorboard.plugins.hparams import summary_v2 as hparams
    from tensorboard.plugins.scalar.summary_v2 import scalar_pb
    from tensorboard.summary.writer.event_file_writer import EventFileWriter

    run = folder / "keras"

    def writer_of(place):
        return EventFileWriter(str(place))

    def add(writer, summary, step):
        writer.add_event(Event(wall_time=START + step, step=step, summary=summary))

    writer = writer_of(run)
    add(writer, hparams.hparams_pb({"units": 64, "dropout": 0.25}, trial_id="trial", start_time_secs=START), 0)
    writer.close()
    for part in ("train", "validation"):
        writer = writer_of(run / part)
        for step, value in curve(3, 1.0 if part == "train" else 2.0):
            add(writer, scalar_pb("epoch_loss", value), step)
        writer.close()
    # Killed after step 4 and started again before step 3.
    writer = writer_of(folder / "restarted")
    for step in range(1, 5):
        add(writer, scalar_pb("loss", float(step)), step)
    writer.add_event(Event(wall_time=START + 10, step=3, session_log=SessionLog(status=SessionLog.START)))
    for step in range(3, 6):
        add(writer, scalar_pb("loss", 10.0 * step), step)
    writer.close()
    expected["keras"] = {
        "settings": {"units": "64", "dropout": "0.25"},
        "metrics": {"train/epoch_loss": curve(3, 1.0), "valid/epoch_loss": curve(3, 2.0)},
    }
    expected["restarted"] = {"settings": {}, "metrics": {"loss": [(1, 1.0), (2, 2.0), (3, 30.0), (4, 40.0), (5, 50.0)]}}


def log_mlflow():
    """The same three runs whatever the store."""
    import mlflow

    mlflow.set_experiment("books")
    with mlflow.start_run(run_name="first", tags=CODE) as run:
        mlflow.log_params({"lr": 0.001, "seed": 7, "model": "deepfm", "data/name": "Bookshop"})
        mlflow.set_tags({"team": "ads", "mlflow.note.content": "A note of two\nlines."})
        for step, value in curve(4, 0.25):
            mlflow.log_metric("valid/log_loss", value, step=step)
        mlflow.log_metric("test/auc", 0.8125)
        mlflow.log_metric("grad_norm", math.inf, step=1)
        mlflow.log_metric("grad_norm", -math.inf, step=2)
        mlflow.log_metric("grad_norm", math.nan, step=3)
        first = run.info.run_id
    try:
        with mlflow.start_run(run_name="broken", tags=CODE):
            mlflow.log_metric("loss", 1.5, step=1)
            raise RuntimeError
    except RuntimeError:
        pass
    with mlflow.start_run(run_name="thrown away", tags=CODE) as run:
        mlflow.log_param("lr", 1)
        mlflow.log_metric("loss", 1.0)
    mlflow.delete_run(run.info.run_id)
    return first


def expected_mlflow():
    return {
        "first": {
            "state": "finished",
            "settings": {"lr": "0.001", "seed": "7", "model": "deepfm", "data/name": "Bookshop"},
            "tags": ["books", "team: ads"],
            "note": "A note of two\nlines.",
            "metrics": {
                "valid/log_loss": curve(4, 0.25),
                "test/auc": [(0, 0.8125)],
                "grad_norm": [(1, "Infinity"), (2, "-Infinity"), (3, "NaN")],
            },
        },
        "broken": {"state": "failed", "settings": {}, "tags": ["books"], "note": "", "metrics": {"loss": [(1, 1.5)]}},
    }


def write_mlflow(folder, scratch):
    import mlflow

    mlflow.set_tracking_uri((folder / "mlruns").as_uri())
    log_mlflow()
    shutil.rmtree(folder / "mlruns" / "0", ignore_errors=True)  # the default experiment, without runs
    database = scratch / "mlflow.db"
    mlflow.set_tracking_uri(f"sqlite:///{database}")
    log_mlflow()
    with sqlite3.connect(database) as connection:
        wanted = {"experiments", "runs", "params", "metrics", "tags", "latest_metrics"}
        others = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'") if name not in wanted]
        for name in others:
            connection.execute(f'DROP TABLE IF EXISTS "{name}"')
        lines = [line for line in connection.iterdump() if "CREATE INDEX" not in line]
    (folder / "mlflow.sql").write_text("\n".join(lines) + "\n", encoding="utf-8")


def anonymise(folder):
    """Paths and the computer's name."""
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix in {".yaml", ".sql"}:
            text = path.read_text(encoding="utf-8")
            for place in (folder.as_uri(), str(folder), Path.cwd().as_uri(), str(Path.cwd())):
                text = text.replace(place, "/data")
            path.write_text(text, encoding="utf-8")
    for path in sorted(folder.rglob("*tfevents*")):
        parts = path.name.split(".")
        path.rename(path.with_name(".".join(["events.out.tfevents", parts[3], "host"] + (["v2"] if parts[-1] == "v2" else []))))


def main():
    folder = Path(sys.argv[1]).resolve()
    scratch = folder.with_name("exchange-scratch")
    for place in (folder, scratch):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    expected = {"tensorboard": {}, "mlflow": expected_mlflow()}
    write_tensorboardx(folder / "tensorboard", expected["tensorboard"])
    write_tensorboard(folder / "tensorboard", expected["tensorboard"])
    write_mlflow(folder, scratch)
    anonymise(folder)
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
