#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""CTR-only training with FuxiCTR: test AUC, log loss and rows/s, one JSON line.

    python fuxictr_dcnv2.py --split FOLDER            train.csv, valid.csv, test.csv: label first, then the fields
    python fuxictr_dcnv2.py --ml1m FOLDER             random 8:1:1 split of MovieLens-1M, rating 3 dropped

FuxiCTR's own feature processor, loader, layers, training loop and metrics are used; the models
are those of fuxictr_models.py. Its Ray start-up is left out: the fitted processor transforms the
three tables in this process.
"""

import argparse
import json
import logging
import random
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars
import torch
from fuxictr.preprocess import FeatureProcessor
from fuxictr.pytorch.dataloaders import RankDataLoader
from fuxictr.pytorch.layers import FeatureEmbedding
from fuxictr.pytorch.models import BaseModel
from fuxictr.pytorch.torch_utils import seed_everything

from fuxictr_models import MODELS
from peer_data import read_movielens

PARTS = ("train", "valid", "test")


class Peer(BaseModel):
    """A model of fuxictr_models over FuxiCTR's embedding."""

    def __init__(self, feature_map, arguments, model_root):
        super().__init__(feature_map, model_id="peer", gpu=-1, monitor="AUC", early_stop_patience=arguments.epochs + 1,
                         reduce_lr_on_plateau=False, verbose=0, model_root=model_root, metrics=["AUC", "logloss"])
        self.train_seconds, self.train_processor_seconds, self.train_loss, self.valid_auc = [], [], [], []
        self.embedding_layer = FeatureEmbedding(feature_map, arguments.embedding)
        self.model = MODELS[arguments.model](feature_map, arguments)
        self.compile("adam", "binary_crossentropy", arguments.lr)
        self.reset_parameters()
        self.model_to_device()

    def forward(self, inputs):
        features = self.get_inputs(inputs)
        return {"y_pred": self.output_activation(self.model(features, self.embedding_layer(features)))}

    def train_step(self, batch_data):
        loss = super().train_step(batch_data)
        self.train_loss.append(loss.item())
        return loss

    def eval_step(self):
        """FuxiCTR evaluates inside the epoch's last step: taken out of the training time."""
        start, started_at = time.perf_counter(), time.process_time()
        super().eval_step()
        self.evaluation = time.perf_counter() - start, time.process_time() - started_at

    def checkpoint_and_earlystop(self, logs, min_delta=1e-6):
        self.valid_auc.append(round(logs["AUC"], 5))
        super().checkpoint_and_earlystop(logs, min_delta)

    def train_epoch(self, data_generator):
        start, started_at = time.perf_counter(), time.process_time()
        super().train_epoch(data_generator)
        self.train_seconds.append(time.perf_counter() - start - self.evaluation[0])
        self.train_processor_seconds.append(time.process_time() - started_at - self.evaluation[1])


def write_split(rows, folder, seed):
    """Random 8:1:1 as three CSV files."""
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)
    table = polars.DataFrame({"label": rows.labels.int().tolist()} | dict(zip(rows.fields, rows.columns)))
    tenth = len(rows) // 10
    cuts = {"train": order[2 * tenth:], "valid": order[:tenth], "test": order[tenth:2 * tenth]}
    for part, members in cuts.items():
        table[members].write_csv(folder / f"{part}.csv")


def read_part(folder, part):
    """All columns as text but the label, the first."""
    table = polars.read_csv(folder / f"{part}.csv", infer_schema=False)
    label = table.columns[0]
    return table.with_columns(polars.col(label).cast(polars.Float64).fill_null(0.0)).fill_null("")


def encode(split_folder, work_folder, embedding):
    """FuxiCTR's feature map from the training rows; every part as an npz file of ids."""
    tables = {part: read_part(split_folder, part) for part in PARTS}
    label, *fields = tables["train"].columns
    processor = FeatureProcessor(
        feature_cols=[{"name": field, "active": True, "dtype": "str", "type": "categorical"} for field in fields],
        label_col={"name": label, "dtype": "float"}, dataset_id="peer", data_root=str(work_folder))
    processor.fit(processor.preprocess(tables["train"].lazy()), min_categr_count=1)
    processor.feature_map.default_emb_dim = embedding
    for part, table in tables.items():
        batch = {name: table[name].to_numpy() for name in table.columns}
        np.savez(work_folder / f"{part}.npz", **processor.transform(batch))
    return processor.feature_map


def train(split_folder, work_folder, arguments):
    start = time.perf_counter()
    feature_map = encode(split_folder, work_folder, arguments.embedding)
    encoded = time.perf_counter()
    generators = RankDataLoader(
        feature_map, stage="both", batch_size=arguments.batch, shuffle=True, data_format="npz",
        num_workers=arguments.workers, **{f"{part}_data": str(work_folder / f"{part}.npz") for part in PARTS})
    model = Peer(feature_map, arguments, str(work_folder))
    train_rows = generators[0].num_samples
    model.fit(generators[0], epochs=arguments.epochs, validation_data=generators[1])
    test = model.evaluate(generators[2])
    return {
        "work": "ctr_only", "peer": "fuxictr", "model": arguments.model, "test_auc": round(test["AUC"], 5),
        "test_log_loss": round(test["logloss"], 5), "valid_auc": model.valid_auc, "train_rows": train_rows,
        "features": feature_map.total_features, "rows_per_s": round(
            train_rows * len(model.train_seconds) / sum(model.train_seconds)), "rows_per_processor_s": round(
            train_rows * len(model.train_seconds) / sum(model.train_processor_seconds)),
        "first_loss": round(model.train_loss[0], 4), "loss": round(sum(model.train_loss[-10:]) / len(model.train_loss[-10:]), 4),
        "encode_seconds": round(encoded - start, 2), "train_seconds": round(sum(model.train_seconds), 2),
        "total_seconds": round(time.perf_counter() - start, 2), "batch": arguments.batch, "seed": arguments.seed,
        "threads": torch.get_num_threads(), "workers": arguments.workers}


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--split", type=Path, help="folder with train.csv, valid.csv, test.csv")
    parser.add_argument("--ml1m", help="folder of MovieLens-1M: a random split is made")
    parser.add_argument("--model", choices=sorted(MODELS), default="dcn_v2")
    for name, value in (("embedding", 32), ("tower-width", 256), ("tower-layers", 3), ("cross", 3), ("batch", 4096),
                        ("epochs", 5), ("seed", 1), ("split-seed", 1), ("threads", 1), ("workers", 0),
                        ("row-limit", 0)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--verbose", action="store_true", help="FuxiCTR's log on standard error")
    arguments = parser.parse_args()
    if not arguments.split and not arguments.ml1m:
        parser.error("give --split FOLDER or --ml1m FOLDER")
    return arguments


def main():
    arguments = parse()
    logging.basicConfig(level=logging.INFO if arguments.verbose else logging.ERROR, stream=sys.stderr)
    torch.set_num_threads(arguments.threads)
    seed_everything(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        work_folder = Path(name)
        (work_folder / "peer").mkdir()
        split_folder = arguments.split
        if split_folder is None:
            split_folder = work_folder
            write_split(read_movielens(arguments.ml1m, arguments.row_limit), split_folder, arguments.split_seed)
        print(json.dumps(train(split_folder, work_folder, arguments)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
