# SPDX-License-Identifier: GPL-3.0-or-later
"""Command-line flags and the timed loop that both peers share."""

import argparse
import ctypes
import time
from types import SimpleNamespace

import torch

M_TRIM_THRESHOLD, M_MMAP_MAX = -1, -4  # of glibc's mallopt


def make_parser(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--way", choices=["reference", "tuned", "check"], required=True,
                        help="check: both ways give the same loss on the same weights and batch")
    parser.add_argument("--ml1m", help="folder with ratings.dat, users.dat, movies.dat")
    parser.add_argument("--rows", help="CSV with a header, the label first, instead of --ml1m")
    parser.add_argument("--row-limit", type=int, default=100000, help="rows to use, 0 all")
    for name, value in (("vocab", 30522), ("layers", 2), ("hidden", 128), ("heads", 2), ("ffn", 512), ("batch", 64),
                        ("prompts", 5), ("embedding", 32), ("tower-width", 256), ("tower-layers", 6), ("cross", 6),
                        ("steps", 20), ("warmup", 3), ("threads", 1), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--dropout", type=float, default=0.1, help="of hidden states")
    parser.add_argument("--attention-dropout", type=float, help="default: 0.1 for reference, 0 for tuned")
    parser.add_argument("--lr", type=float, default=5e-5)
    parser.add_argument("--keep-memory", action="store_true", help="glibc keeps freed memory instead of unmapping it")
    parser.add_argument("--compile", action="store_true", help="tuned: torch.compile the encoder")
    return parser


def prepare(parser):
    """Parsed arguments, with threads, seed and allocator set."""
    arguments = parser.parse_args()
    if not arguments.rows and not arguments.ml1m:
        parser.error("give --ml1m FOLDER or --rows FILE")
    if arguments.attention_dropout is None:
        arguments.attention_dropout = 0.1 if arguments.way == "reference" else 0.0
    if arguments.way == "check":
        arguments.dropout = arguments.attention_dropout = 0.0
    if arguments.keep_memory:
        libc = ctypes.CDLL(None)
        libc.mallopt(M_MMAP_MAX, 0)
        libc.mallopt(M_TRIM_THRESHOLD, 2**31 - 1)
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    torch.set_flush_denormal(True)
    return arguments


def shape_of(arguments):
    names = ("vocab", "layers", "hidden", "heads", "ffn", "prompts", "embedding", "tower_width", "tower_layers",
             "cross", "dropout", "attention_dropout")
    return SimpleNamespace(**{name: getattr(arguments, name) for name in names})


def time_steps(step, arguments):
    """step() trains one batch and returns (loss, rows). The warm-up steps are not timed."""
    losses, rows = [], 0
    first_loss = None
    for index in range(arguments.warmup + arguments.steps):
        if index == arguments.warmup:
            rows, start, started_at = 0, time.perf_counter(), time.process_time()
        loss, batch_rows = step()
        losses.append(loss)
        rows += batch_rows
        first_loss = loss if first_loss is None else first_loss
    seconds, processor = time.perf_counter() - start, time.process_time() - started_at
    recent = losses[-10:]
    return {"way": arguments.way, "rows_per_s": round(rows / seconds, 2),
        "rows_per_processor_s": round(rows / processor, 2), "ms_per_step": round(
        1000 * seconds / arguments.steps, 2), "first_loss": round(first_loss, 4),
        "loss": round(sum(recent) / len(recent), 4), "steps": arguments.steps, "batch": arguments.batch,
        "dropout": arguments.dropout, "attention_dropout": arguments.attention_dropout,
        "threads": torch.get_num_threads()}


def reference_batches(row_count, batch, seed):
    """Row numbers of shuffled batches, without end."""
    generator = torch.Generator().manual_seed(seed)
    while True:
        for part in torch.randperm(row_count, generator=generator).split(batch):
            yield part.tolist()
