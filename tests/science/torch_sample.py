#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The three arms of the built-in sample in PyTorch, to see whether the program trains what its settings say.

    clickprompt sample --out bookshop
    python3 torch_sample.py bookshop --seed 1 --arms with_plm

Settings are those of the preset `sample` unless told otherwise. Validation rows are read after each epoch; test rows only with
--test, once, by the best epoch.
"""

import argparse
import copy
import csv
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from torch_model import MASK, ClickPrompt

TRAIN, VALID = 24000, 27000  # ends of the parts; test is the rest
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
TOKEN_RATE = FIELD_RATE = 0.3
NOT_A_VALUE = -1


class Bookshop:
    """Rows as ids, tokens and the field that each token's value belongs to."""

    def __init__(self, folder):
        with open(folder / "bookshop.csv", newline="") as file:
            names, *rows = csv.reader(file)
        self.labels = torch.tensor([float(row[0]) for row in rows])
        self.truth = np.loadtxt(folder / "bookshop_truth.csv", skiprows=1)
        self.fields, values = names[1:], [row[1:] for row in rows]
        self.words = {word: place for place, word in enumerate(SPECIAL)}
        self.ids, self.id_count = self.encode(values)
        self.tokens, self.owners = self.write(values)

    @staticmethod
    def encode(values):
        """Ids fitted on training rows; the first id of each field is for values that these do not have."""
        columns, count = [], 0
        for column in zip(*values):
            known = {value: place + 1 for place, value in enumerate(dict.fromkeys(column[:TRAIN]))}
            columns.append([count + known.get(value, 0) for value in column])
            count += len(known) + 1
        return torch.tensor(columns).T.contiguous(), count

    def pieces(self, value):
        parts = [value[0], *("##" + digit for digit in value[1:])] if value.isdigit() else value.split()
        return [self.words.setdefault(part, len(self.words)) for part in parts]

    def write(self, values):
        sentences, owners = [], []
        for row in values:
            sentence, owner = [self.words["[CLS]"]], [NOT_A_VALUE]
            for field, value in enumerate(row):
                before, value, after = self.pieces(self.fields[field] + " is"), self.pieces(value), self.pieces(".")
                sentence += before + value + after
                owner += [NOT_A_VALUE] * len(before) + [field] * len(value) + [NOT_A_VALUE]
            sentences.append(torch.tensor([*sentence, self.words["[SEP]"]]))
            owners.append(torch.tensor([*owner, NOT_A_VALUE]))
        pad = torch.nn.utils.rnn.pad_sequence
        return pad(sentences, True), pad(owners, True, padding_value=NOT_A_VALUE)

    def text(self, rows):
        tokens = self.tokens[rows]
        return tokens[:, :int((tokens != 0).sum(1).max())]


def mask(tokens, owners, words):
    """(tokens with some hidden, where, what stood there): value tokens and whole values, 80 % masked, 10 % random, 10 % as they are."""
    field_count = int(owners.max()) + 1
    fields = torch.rand(len(tokens), field_count) < FIELD_RATE
    drawn = (owners >= 0) & ((torch.rand(tokens.shape) < TOKEN_RATE) | fields.gather(1, owners.clamp(min=0)))
    targets, kind, hidden = tokens[drawn], torch.rand(tokens.shape), tokens.clone()
    hidden[drawn & (kind < 0.8)] = MASK
    random = drawn & (kind >= 0.8) & (kind < 0.9)
    hidden[random] = torch.randint(0, words, (int(random.sum()),))
    return hidden, drawn, targets


def optimizer(groups, decay):
    """AdamW; biases, norms and embedding tables are not decayed."""
    made = []
    for modules, rate in groups:
        for is_decayed in (True, False):
            parameters = [parameter for module in modules for name, parameter in module.named_parameters()
                          if is_decayed == (parameter.dim() >= 2 and not any(part in name for part in ("embedding", "words", "positions", "types")))]
            made.append({"params": parameters, "lr": rate, "weight_decay": decay if is_decayed else 0.0})
    return torch.optim.AdamW([group for group in made if group["params"]], fused=True)


def train(optimizer, rows, batch, epochs, warm_up, is_linear, loss_of, after_epoch):
    """after_epoch(epoch, mean loss) ends the training by True."""
    steps, step = epochs * math.ceil(rows / batch), 0
    warm_steps, rates = math.ceil(warm_up * steps), [group["lr"] for group in optimizer.param_groups]
    for epoch in range(epochs):
        losses = []
        for chosen in torch.randperm(rows).split(batch):
            factor = step / warm_steps if step < warm_steps else (steps - step) / (steps - warm_steps) if is_linear else 1.0
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * factor
            optimizer.zero_grad()
            loss = loss_of(chosen)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            step += 1
        if after_epoch(epoch, sum(losses) / len(losses)):
            return


def area(scores, labels):
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    positives = labels.sum()
    return (ranks[labels == 1].sum() - positives * (positives + 1) / 2) / (positives * (len(labels) - positives))


def expected_area(scores, truth):
    ordered = truth[np.argsort(scores, kind="stable")]
    negatives = np.cumsum(1 - ordered) - (1 - ordered)
    return (ordered * negatives).sum() / (ordered.sum() * (1 - ordered).sum() - (ordered * (1 - ordered)).sum())


def pretrain(model, data, arguments):
    rates = optimizer([((model.bert, model.ctr, model.projector), 3e-3)], 0.01)

    def loss_of(rows):
        tokens = data.text(rows)
        hidden, places, targets = mask(tokens, data.owners[rows][:, :tokens.size(1)], len(data.words))
        return model.masked_loss(data.ids[rows], hidden, places, targets)

    train(rates, VALID, 64, arguments.pretraining_epochs, 0.05, True, loss_of,
          lambda epoch, loss: print(f"pa_mlm epoch {epoch + 1}: loss {loss:.4f}", flush=True))


class Finetune:
    """One finetune with or without text; keeps the weights of the best validation AUC and stops two epochs after it."""

    def __init__(self, name, model, data, uses_text, arguments):
        self.name, self.model, self.data, self.uses_text, self.arguments = name, model, data, uses_text, arguments
        self.best, self.since, self.weights = -1.0, 0, None
        model.new_heads()
        model.ctr.tower_dropout, model.ctr.embedding_dropout = 0.2, arguments.embedding_dropout

    def logits(self, rows):
        return self.model.logit(self.data.ids[rows], self.data.text(rows) if self.uses_text else None)

    def areas(self, begin, end):
        self.model.eval()
        with torch.no_grad():
            scores = torch.cat([self.logits(rows) for rows in torch.arange(begin, end).split(1000)]).numpy()
        self.model.train()
        return area(scores, self.data.labels[begin:end].numpy()), expected_area(scores, self.data.truth[begin:end])

    def after_epoch(self, epoch, loss):
        found, expected = self.areas(TRAIN, VALID)
        print(f"{self.name} epoch {epoch + 1}: loss {loss:.4f}, valid AUC {found:.4f}, expected {expected:.4f}", flush=True)
        self.since += 1
        if found > self.best:
            self.best, self.since, self.weights = found, 0, copy.deepcopy(self.model.state_dict())
        return self.since == 2

    def run(self):
        model, loss_of = self.model, lambda rows: F.binary_cross_entropy_with_logits(self.logits(rows), self.data.labels[rows])
        if self.uses_text:
            plm, ctr, heads = self.arguments.rates
            rates = optimizer([((model.bert,), plm), ((model.ctr,), ctr), ((model.projector, model.ctr_head, model.text_head), heads)], 0.1)
            constant = self.arguments.constant
            train(rates, TRAIN, 128, self.arguments.epochs, 0 if constant else 0.1, not constant, loss_of, self.after_epoch)
        else:
            train(optimizer([((model.ctr, model.ctr_head), 4e-3)], 0.0), TRAIN, 256, 20, 0, False, loss_of, self.after_epoch)
        if self.arguments.test:
            model.load_state_dict(self.weights)
            print("{}: test AUC {:.4f}, expected {:.4f}".format(self.name, *self.areas(VALID, len(self.data.labels))), flush=True)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="what `clickprompt sample --out` wrote")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--arms", default="scratch,alone,with_plm")
    parser.add_argument("--pretraining-epochs", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=8, help="with the language model, at most")
    parser.add_argument("--rates", type=float, nargs=3, default=(2e-3, 1e-3, 2e-3), metavar=("PLM", "CTR", "HEADS"), help="with the language model")
    parser.add_argument("--constant", action="store_true", help="no warm-up and no decay of the rates with the language model")
    parser.add_argument("--embedding-dropout", type=float, default=0.0, help="in the finetunes")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--test", action="store_true", help="read the test rows")
    return parser.parse_args()


def main():
    arguments = parse()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    data = Bookshop(arguments.folder)
    model = ClickPrompt(data.id_count, len(data.fields), len(data.words))
    arms = arguments.arms.split(",")
    if "scratch" in arms:
        Finetune("scratch", copy.deepcopy(model), data, False, arguments).run()
    if "alone" in arms or "with_plm" in arms:
        pretrain(model, data, arguments)
    for arm in ("alone", "with_plm"):
        if arm in arms:
            Finetune(arm, copy.deepcopy(model), data, arm == "with_plm", arguments).run()


if __name__ == "__main__":
    main()
