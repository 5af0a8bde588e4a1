#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the reference itself: python -m unittest test_reference (from this folder).

The encoder is held against transformers, the backbones against hand-computed numbers,
the comparison against dumps that are right, wrong and incomplete.
"""

import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import torch
from safetensors.torch import load_file, save_file

import backbone_reference as ctr
import encoder_reference as plm
import forward_reference
import golden_backbones
import golden_bert
import interaction_reference as interactions
import wordpiece_trainer
from golden_wordpiece import count_words

torch.set_num_threads(1)


def encoder_weights(model):
    """transformers' weights under checkpoint names, in double precision."""
    weights = {"encoder." + name: tensor.double() for name, tensor in model.bert.state_dict().items()}
    head = model.cls.predictions
    weights["mlm_head.bias"] = head.bias.detach().double()
    for ours, theirs in (("dense", head.transform.dense), ("layer_norm", head.transform.LayerNorm)):
        weights[f"mlm_head.{ours}.weight"] = theirs.weight.detach().double()
        weights[f"mlm_head.{ours}.bias"] = theirs.bias.detach().double()
    return weights


class EncoderTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        model = golden_bert.tiny_model()
        cls.weights, cls.cases = encoder_weights(model), golden_bert.make_cases(model)
        cls.token_ids, cls.token_mask = cls.cases["token_ids"], cls.cases["token_mask"].bool()

    def encode(self, prefix, shifted=False):
        prompts = {part: self.cases["prompt_" + part].double() for part in ("keys", "values")} if prefix else {}
        return plm.encode(self.weights, self.token_ids, self.token_mask, 4, 1e-12, prompts, shifted)

    def assert_equal_to_transformers(self, states, attention, name):
        real = self.token_mask
        torch.testing.assert_close(states[:, real].float(), self.cases[name + "hidden_states"][:, real],
                                   rtol=1e-5, atol=1e-5)
        torch.testing.assert_close(attention.transpose(2, 3)[:, real].float(),
                                   self.cases[name + "attention"].transpose(2, 3)[:, real], rtol=1e-5, atol=1e-5)

    def test_encoder_equals_transformers(self):
        self.assert_equal_to_transformers(*self.encode(prefix=False), "")

    def test_prefix_equals_a_filled_cache(self):
        self.assert_equal_to_transformers(*self.encode(prefix=True), "prefix.")

    def test_shifted_positions_equal_transformers(self):
        self.assert_equal_to_transformers(*self.encode(prefix=True, shifted=True), "prefix_shifted.")

    def test_mlm_head_equals_transformers(self):
        states, _ = self.encode(prefix=False)
        logits = plm.mlm_logits(self.weights, states[-1][self.token_mask], 1e-12)
        torch.testing.assert_close(logits.float(), self.cases["mlm_logits"][self.token_mask], rtol=1e-5, atol=1e-4)


class BackboneTest(unittest.TestCase):
    def test_fm_term_is_the_sum_of_pair_products(self):
        v = torch.tensor([[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]])  # pairs: 3+8, 5+12, 15+24
        self.assertEqual(interactions.fm_term(v).item(), 67.0)

    def test_cross_layer_by_hand(self):
        weights = {"backbone.cross.0.weight": torch.tensor([[1.0, 2.0], [0.0, 1.0]]),
                   "backbone.cross.0.bias": torch.tensor([1.0, -1.0])}
        out = interactions.cross_network(weights, torch.tensor([[2.0, 3.0]]))  # W x + b = (9, 2)
        self.assertEqual(out.tolist(), [[2.0 + 18.0, 3.0 + 6.0]])

    def test_field_attention_with_zero_queries_is_the_mean(self):
        eye, zero = torch.eye(2), torch.zeros(2, 2)
        weights = {"backbone.attention.0.query.weight": zero, "backbone.attention.0.key.weight": eye,
                   "backbone.attention.0.value.weight": eye}
        out = interactions.field_attention(weights, torch.tensor([[[1.0, -4.0], [3.0, 2.0]]]), {"heads": 1, "residual": True})
        self.assertEqual(out.tolist(), [[[3.0, 0.0], [5.0, 1.0]]])  # mean (2, -1), added, relu

    def test_deepfm_head_may_read_the_tower_or_everything(self):
        representation, addend = torch.tensor([[1.0, 2.0, 5.0]]), torch.tensor([[5.0]])
        tower_only = {"ctr_head.output.weight": torch.tensor([[3.0, 4.0]]), "ctr_head.output.bias": torch.tensor([1.0])}
        everything = {"ctr_head.output.weight": torch.tensor([[3.0, 4.0, 10.0]]),
                      "ctr_head.output.bias": torch.tensor([1.0])}
        self.assertEqual(ctr.ctr_logit(tower_only, representation, addend).item(), 17.0)
        self.assertEqual(ctr.ctr_logit(everything, representation, addend).item(), 62.0)


def checkpoint(folder, backbone_case, fusion, pooler, positions):
    """A whole checkpoint with random weights around the tiny BERT; returns the manifest."""
    backbone_id, options, shape = golden_backbones.CASES[backbone_case]
    generator = torch.Generator().manual_seed(9)
    weights = golden_backbones.make_weights(backbone_id, options, shape, generator)
    representation, _ = ctr.represent(weights, backbone_id, options, golden_backbones.make_field_ids(generator))
    size = representation.shape[1]
    golden_backbones.add_linear(weights, "ctr_head.output", 1, size - (backbone_id == "deepfm"), generator)
    golden_backbones.add_linear(weights, "projector.hidden", 32, size, generator)
    golden_backbones.add_linear(weights, "projector.output", 3 * 2 * 2 * 32, 32, generator)
    golden_backbones.add_linear(weights, "plm_head.dense", 32, 32, generator)
    golden_backbones.add_linear(weights, "plm_head.output", 1, 32, generator)
    weights["fusion.alpha_logit"] = torch.tensor([0.4])
    weights |= {name: tensor.float() for name, tensor in encoder_weights(golden_bert.tiny_model()).items()}
    manifest = {"spec": {"backbone": {"id": backbone_id, "options": options}, "fusion": fusion,
                         "prompts": {"count": 3, "form": "prefix", "positions": positions},
                         "plm": {"pooler": pooler, "scratch": {"heads": 4}}}}
    save_file({name: tensor.contiguous() for name, tensor in weights.items()}, str(folder / "model.safetensors"))
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def inputs():
    generator = torch.Generator().manual_seed(10)
    token_mask = torch.ones(golden_backbones.BATCH, 7, dtype=torch.bool)
    token_mask[1, 4:] = False
    return {"field_ids": golden_backbones.make_field_ids(generator), "token_mask": token_mask,
            "token_ids": torch.randint(0, 60, (golden_backbones.BATCH, 7), generator=generator),
            "labels": torch.zeros(golden_backbones.BATCH)}


class ForwardTest(unittest.TestCase):
    def run_main(self, folder, acts):
        path = folder / "acts.safetensors"
        save_file({name: tensor.contiguous() for name, tensor in acts.items()}, str(path))
        printed = io.StringIO()
        with mock.patch.object(sys, "argv", ["forward_reference.py", str(folder), str(path)]), \
                contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            return forward_reference.main(), printed.getvalue()

    def dump(self, folder):
        weights, spec, manifest = forward_reference.load_checkpoint(folder)
        acts = inputs()
        outputs = forward_reference.forward(weights, spec, manifest, acts)
        return acts | {name: tensor.float() for name, tensor in outputs.items()}

    def test_every_backbone_fusion_and_pooler_gives_all_tensors(self):
        for case in golden_backbones.CASES:
            for fusion, pooler, positions in (("sum", "cls", "unshifted"), ("learned", "mean", "shifted_by_prompts")):
                with self.subTest(case=case, fusion=fusion), tempfile.TemporaryDirectory() as name:
                    folder = Path(name)
                    checkpoint(folder, case, fusion, pooler, positions)
                    acts = self.dump(folder)
                    self.assertEqual(set(acts) - set(inputs()), {
                        "representation", "ctr_logit", "plm_logit", "logit", "prompt_keys", "prompt_values",
                        "hidden_states", "attention", "prompt_vectors"})
                    status, printed = self.run_main(folder, acts)
                    self.assertEqual(status, 0, printed)

    def test_wrong_and_unknown_tensors_are_found(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            checkpoint(folder, "dcn_v2", "sum", "cls", "unshifted")
            acts = self.dump(folder)
            for change in ({"logit": acts["logit"] + 1e-3}, {"surprise": torch.zeros(2)},
                           {"logit": torch.full_like(acts["logit"], float("nan"))},
                           {"prompt_keys": acts["prompt_values"]}, {"representation": acts["representation"][:, 1:]}):
                status, printed = self.run_main(folder, acts | change)
                self.assertEqual(status, 1, printed)

    def test_padding_positions_do_not_count(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            checkpoint(folder, "dcn_v2", "sum", "cls", "unshifted")
            acts = self.dump(folder)
            acts["hidden_states"][:, ~acts["token_mask"]] += 1.0
            status, printed = self.run_main(folder, acts)
            self.assertEqual(status, 0, printed)

    def test_missing_files_are_bad_input(self):
        with tempfile.TemporaryDirectory() as name:
            status, printed = self.run_main(Path(name), inputs())
            self.assertEqual(status, 3, printed)


class TrainerTest(unittest.TestCase):
    def test_alphabet_and_merges_by_hand(self):
        # All forms that occur have count 2: by code point. Then the forms that do not occur. "ab" is smaller than "cd".
        vocab = wordpiece_trainer.train({"ab": 2, "cd": 2}, 100)
        self.assertEqual(vocab[5:], ["a", "##b", "c", "##d", "##a", "b", "##c", "d", "ab", "cd"])

    def test_pairs_that_occur_once_are_not_merged(self):
        self.assertEqual(wordpiece_trainer.train({"ab": 2, "cd": 1}, 100)[13:], ["ab"])

    def test_punctuation_and_ideographs_have_one_form(self):
        self.assertEqual(wordpiece_trainer.train({"!": 1, "\u6771": 3}, 100)[5:], ["\u6771", "!"])

    def test_alphabet_is_cut_at_the_size(self):
        self.assertEqual(wordpiece_trainer.train({"ab": 2, "b": 5}, 7)[5:], ["b", "a"])

    def test_words_are_normalised(self):
        self.assertEqual(count_words(["Caf\u00e9, CAFE!"]), {"cafe": 2, ",": 1, "!": 1})


class GoldenFilesTest(unittest.TestCase):
    FOLDER = Path(__file__).resolve().parent.parent / "data" / "golden"

    def test_committed_backbone_files_are_what_the_maker_makes(self):
        for index, (case, (backbone_id, options, shape)) in enumerate(sorted(golden_backbones.CASES.items())):
            with self.subTest(case=case):
                made = golden_backbones.make_case(backbone_id, options, shape, 1000 + index)
                kept = load_file(str(self.FOLDER / f"backbone_{case}.safetensors"))
                self.assertEqual(set(made), set(kept))
                for name, tensor in made.items():
                    torch.testing.assert_close(kept[name], tensor)


if __name__ == "__main__":
    unittest.main()
