#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""CTR-only training speed of DeepCTR-Torch on MovieLens-1M: one JSON line.

    python deepctr_peers.py --ml1m FOLDER --model dnn|dcn_v2|deepfm|autoint|xdeepfm|fibinet [--row-limit N]

Its own models and training loop (`fit`), without its regularisation. What its models always have beside ours stays:
a linear term over the ids in DeepFM, xDeepFM, AutoInt and FiBiNET. FGCNN and FiGNN are not among its models.
"""

import argparse
import contextlib
import io
import json
import sys
import time

import numpy as np
import torch
from deepctr_torch.inputs import SparseFeat
from deepctr_torch.models import DCN, AutoInt, DeepFM, FiBiNET, xDeepFM

from peer_data import read_movielens

NO_DECAY = {"l2_reg_linear": 0, "l2_reg_embedding": 0, "l2_reg_dnn": 0}


def make_model(arguments, columns):
    common = NO_DECAY | {"dnn_hidden_units": (arguments.tower_width,) * arguments.tower_layers, "seed": arguments.seed}
    if arguments.model == "dnn":
        return DeepFM([], columns, use_fm=False, **common)
    if arguments.model == "deepfm":
        return DeepFM(columns, columns, **common)
    if arguments.model == "dcn_v2":
        return DCN([], columns, cross_num=arguments.cross, cross_parameterization="matrix", l2_reg_cross=0, **common)
    if arguments.model == "autoint":
        del common["l2_reg_linear"]
        return AutoInt(columns, columns, att_layer_num=3, att_head_num=1, **common)
    if arguments.model == "xdeepfm":
        return xDeepFM(columns, columns, cin_layer_size=(25, 25, 25), cin_split_half=False, cin_activation="linear", **common)
    return FiBiNET(columns, columns, **common)


def local_ids(rows):
    """Ids from 0 in each field, as the library wants them. [F][N]"""
    first = rows.field_ids.min(dim=0).values
    return (rows.field_ids - first).T.numpy()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ml1m", required=True)
    parser.add_argument("--model", choices=["dnn", "dcn_v2", "deepfm", "autoint", "xdeepfm", "fibinet"], default="dcn_v2")
    for name, value in (("embedding", 32), ("tower-width", 256), ("tower-layers", 3), ("cross", 3), ("batch", 4096),
                        ("epochs", 1), ("seed", 1), ("threads", 1), ("row-limit", 0)):
        parser.add_argument(f"--{name}", type=int, default=value)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    rows = read_movielens(arguments.ml1m, arguments.row_limit)
    ids = local_ids(rows)
    columns = [SparseFeat(f"field{index}", int(column.max()) + 1, arguments.embedding) for index, column in enumerate(ids)]
    model = make_model(arguments, columns)
    model.compile(torch.optim.Adam(model.parameters(), 1e-3), "binary_crossentropy")
    inputs = {column.name: values.astype(np.int64) for column, values in zip(columns, ids)}
    start, started_at = time.perf_counter(), time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        history = model.fit(inputs, rows.labels.numpy(), batch_size=arguments.batch, epochs=arguments.epochs, verbose=0)
    seconds, processor = time.perf_counter() - start, time.process_time() - started_at
    trained = len(rows) * arguments.epochs
    print(json.dumps({
        "work": "ctr_only", "peer": "deepctr_torch", "model": arguments.model, "rows_per_s": round(trained / seconds),
        "rows_per_processor_s": round(trained / processor), "loss": round(float(history.history["loss"][-1]), 4),
        "train_rows": len(rows), "batch": arguments.batch, "threads": torch.get_num_threads()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
