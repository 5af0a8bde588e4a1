#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of prompts, text side, heads and losses of the reference: python -m unittest test_models (from this folder).

The three forms of prompts are held against transformers, the rest against torch's own functions, loops,
hand-computed numbers and finite differences.
"""

import contextlib
import fnmatch
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import load_file, save_file

import backbone_weights
import encoder_reference as plm
import forward_reference
import golden_backbone_options
import golden_bert
import golden_files
import golden_models as golden
import loss_reference as losses
import model_reference
import prompt_reference as prompts
from test_reference import encoder_weights

torch.set_num_threads(1)

GOLDEN = Path(__file__).resolve().parent.parent / "data" / "golden"


def drawn(seed=1):
    return backbone_weights.Draw(torch.Generator().manual_seed(seed))


def close(found, wanted):
    torch.testing.assert_close(found, wanted, rtol=1e-12, atol=1e-12)


def projector(form, kind, size=5, hidden=4, layers=3, count=2):
    draw = drawn()
    golden.draw_projector(draw, {"count": count, "form": form, "projector": kind}, size, hidden, layers)
    weights = {name: tensor.double() for name, tensor in draw.weights.items()}
    return weights, torch.randn(6, size, generator=draw.generator).double()


class ProjectorTest(unittest.TestCase):
    def test_layout_of_the_wide_output(self):
        layers, heads, hidden, count = 3, 2, 4, 2
        weights, representation = projector("prefix", "shared", layers=layers, hidden=hidden, count=count)
        narrow = torch.tanh(F.linear(representation, weights["projector.hidden.weight"], weights["projector.hidden.bias"]))
        wide = F.linear(narrow, weights["projector.output.weight"], weights["projector.output.bias"])
        both = prompts.keys_and_values(prompts.prompt_vectors(weights, representation, count), heads)
        for k in range(count):
            for layer in range(layers):
                for s in range(2):
                    for h in range(heads):
                        start = k * 2 * layers * hidden + (2 * layer + s) * hidden + h * hidden // heads
                        close(both[s][layer, :, h, k], wide[:, start:start + hidden // heads])

    def test_layout_of_layer_hidden_and_input(self):
        weights, representation = projector("layer_hidden", "shared")
        narrow = torch.tanh(F.linear(representation, weights["projector.hidden.weight"], weights["projector.hidden.bias"]))
        wide = F.linear(narrow, weights["projector.output.weight"], weights["projector.output.bias"])  # K*L*H = 2*3*4
        taken = prompts.for_encoder("layer_hidden", prompts.prompt_vectors(weights, representation, 2), 3, 2)
        close(taken["states"][2, :, 1], wide[:, 1 * 12 + 2 * 4:1 * 12 + 3 * 4])
        weights, representation = projector("input", "shared")
        taken = prompts.for_encoder("input", prompts.prompt_vectors(weights, representation, 2), 3, 2)
        self.assertEqual(taken["embeddings"].shape, (6, 2, 4))

    def test_separate_networks_with_one_first_layer_are_the_shared_projector(self):
        for form, levels, parts in (("prefix", 3, 2), ("layer_hidden", 3, 1), ("input", 1, 1)):
            shared, representation = projector(form, "shared")
            separate = {}
            for part in ("weight", "bias"):
                separate[f"projector.separate.hidden_{part}"] = torch.stack([shared[f"projector.hidden.{part}"]] * levels * 2)
                wide = shared[f"projector.output.{part}"]  # rows k, l, s, h
                rows = [wide.unflatten(0, (2, levels, parts * 4))[k, l] for l in range(levels) for k in range(2)]
                separate[f"projector.separate.output_{part}"] = torch.stack(rows)
            close(prompts.prompt_vectors(separate, representation, 2), prompts.prompt_vectors(shared, representation, 2))

    def test_separate_networks_are_two_layer_networks(self):
        weights, representation = projector("prefix", "separate")
        vectors = prompts.prompt_vectors(weights, representation, 2)  # [B, K, 2L, H]
        for layer in range(3):
            for k in range(2):
                index = layer * 2 + k
                first = F.linear(representation, weights["projector.separate.hidden_weight"][index],
                                 weights["projector.separate.hidden_bias"][index])
                out = F.linear(torch.tanh(first), weights["projector.separate.output_weight"][index],
                               weights["projector.separate.output_bias"][index])
                close(vectors[:, k, 2 * layer], out[:, :4])
                close(vectors[:, k, 2 * layer + 1], out[:, 4:])

    def test_wrong_counts_and_forms_are_refused(self):
        for kind in ("shared", "separate"):
            weights, representation = projector("prefix", kind)
            with self.assertRaisesRegex(ValueError, "expected a multiple of 5"):
                prompts.prompt_vectors(weights, representation, 5)
        vectors = prompts.prompt_vectors(weights, representation, 2)
        with self.assertRaisesRegex(ValueError, "6 vectors, expected 3 in form 'layer_hidden'"):
            prompts.for_encoder("layer_hidden", vectors, 3, 2)
        with self.assertRaisesRegex(ValueError, "'deep' is not one of prefix"):
            prompts.for_encoder("deep", vectors, 3, 2)


class TransformersTest(unittest.TestCase):
    """The forms against BertModel in double precision."""

    @classmethod
    def setUpClass(cls):
        model = golden_bert.tiny_model()
        cases = golden_bert.make_cases(model)
        cls.token_ids, cls.token_mask = cases["token_ids"], cases["token_mask"].bool()
        cls.weights, cls.model = encoder_weights(model), model.bert.double()
        cls.count, cls.heads, hidden = 3, 4, model.config.hidden_size
        generator = torch.Generator().manual_seed(4)
        cls.states = torch.randn(2, 3, cls.count, hidden, generator=generator).double()  # [L, B, K, H]

    def encode(self, taken, shifted):
        return plm.encode(self.weights, self.token_ids, self.token_mask, self.heads, 1e-12, taken, shifted)

    def assert_real_rows_equal(self, found, states, attention):
        close(found[0][:, self.token_mask], states[:, self.token_mask])
        close(found[1].transpose(2, 3)[:, self.token_mask], attention.transpose(2, 3)[:, self.token_mask])

    @torch.no_grad()
    def test_layer_hidden_is_a_prefix_of_the_layers_own_maps(self):
        keys, values = [], []
        for layer, states in zip(self.model.encoder.layer, self.states):
            maps = layer.attention.self
            keys.append(maps.key(states).unflatten(2, (self.heads, -1)).transpose(1, 2))
            values.append(maps.value(states).unflatten(2, (self.heads, -1)).transpose(1, 2))
        for shifted in (False, True):
            expected = golden_bert.run_with_prefix(
                self.model, self.token_ids, self.token_mask.long(), torch.stack(keys), torch.stack(values), shifted)
            self.assert_real_rows_equal(self.encode({"states": self.states}, shifted), *expected)

    @torch.no_grad()
    def test_input_prompts_are_embeddings_before_the_tokens(self):
        count, tokens = self.count, self.token_ids.shape[1]
        words = self.model.embeddings.word_embeddings(self.token_ids)
        positions = self.model.embeddings.position_embeddings.weight
        visible = torch.cat([self.token_mask.new_ones(3, count), self.token_mask], dim=1).long()
        for shifted in (False, True):
            # Without the shift prompts have no position: position 0, which transformers insists on, is taken off again.
            given = self.states[0] if shifted else self.states[0] - positions[0]
            first = torch.arange(count) if shifted else torch.zeros(count, dtype=torch.long)
            ids = torch.cat([first, torch.arange(tokens) + (count if shifted else 0)])[None]
            out = self.model(inputs_embeds=torch.cat([given, words], dim=1), attention_mask=visible, position_ids=ids,
                             output_hidden_states=True, output_attentions=True)
            states, attention = torch.stack(out.hidden_states), torch.stack(out.attentions)
            found = self.encode({"embeddings": self.states[0]}, shifted)
            self.assert_real_rows_equal(found, states[:, :, count:], attention[:, :, :, count:])

    def test_positions_past_the_table_are_refused(self):
        many = {"embeddings": torch.zeros(3, 32, 32).double()}  # 32 + 9 positions, the table has 40
        with self.assertRaisesRegex(ValueError, "position 40 is past the last of 40"):
            self.encode(many, True)
        self.encode(many, False)


class HeadTest(unittest.TestCase):
    def test_poolers_by_hand(self):
        states = torch.zeros(4, 1, 3, 1)
        for level in range(4):
            states[level, 0, :, 0] = torch.tensor([1.0, 2.0, 100.0]) * 10.0**level
        mask = torch.tensor([[True, True, False]])
        for pooler, expected in (("cls", 1000.0), ("mean", 1500.0), ("mean_first_last", 757.5), ("mean_top2", 825.0)):
            self.assertEqual(plm.pool(states, mask, pooler).item(), expected)
        with self.assertRaisesRegex(ValueError, "'max' is not one of cls"):
            plm.pool(states, mask, "max")

    def test_fusions_by_hand(self):
        weights = {"fusion.alpha_logit": torch.tensor([3.0]).log()}  # a = 3/4
        ctr, text = torch.tensor([4.0]), torch.tensor([8.0])
        expected = {"sum": 12.0, "learned": 5.0, "learned_plm": 7.0, "plm_only": 8.0, "ctr_only": 4.0}
        for fusion, value in expected.items():
            self.assertAlmostEqual(plm.fuse(weights, fusion, ctr, text).item(), value, places=5)
        with self.assertRaisesRegex(ValueError, "'product' is not one of sum"):
            plm.fuse(weights, "product", ctr, text)

    def test_ctr_logits_from_prompts_by_hand(self):
        vectors = torch.tensor([[[[1.0, 2.0]], [[3.0, 6.0]]]])  # B 1, K 2, one vector each, H 2
        q = torch.tensor([[1.0]])
        head = {"ctr_head.output.weight": torch.tensor([[1.0, 10.0]]), "ctr_head.output.bias": torch.tensor([0.5])}
        gate = {"ctr_head.gate.weight": torch.tensor([[0.0], [3.0]]).log1p(), "ctr_head.gate.bias": torch.zeros(2)}
        query = {"ctr_head.query.weight": torch.tensor([[0.0, 0.25]]) * torch.tensor(3.0).log(),
                 "ctr_head.query.bias": torch.zeros(1)}  # scores ln 3 times 1/2 and 3/2: shares 1/4 and 3/4
        wide = {"ctr_head.output.weight": torch.tensor([[1.0, 10.0, 100.0, 1000.0]]), "ctr_head.output.bias": torch.zeros(1)}
        for usage, weights, expected in (
            ("mean", head, 2.0 + 40.0 + 0.5), ("concat", wide, 1.0 + 20.0 + 300.0 + 6000.0),
            ("mixture", head | gate, 0.2 * 21.0 + 0.8 * 63.0 + 0.5), ("attention", head | query, 0.25 * 21.0 + 0.75 * 63.0 + 0.5),
        ):
            found = prompts.ctr_logit_from_prompts(weights, usage, q, vectors)
            self.assertAlmostEqual(found.item(), expected, places=4, msg=usage)
        with self.assertRaisesRegex(ValueError, "'max' is not one of trunk"):
            prompts.ctr_logit_from_prompts(head, "max", q, vectors)

    def test_what_deepfm_adds_to_its_own_head_does_not_count_with_prompts(self):
        spec = golden.base_spec("deepfm", ctr_logit="mean")
        draw = drawn()
        field_ids = golden.draw_click_side(draw, spec, golden.CARDINALITIES)
        out = model_reference.run_click_side(draw.weights, spec, field_ids)
        expected = F.linear(out["prompt_vectors"].mean(dim=(1, 2)), draw.weights["ctr_head.output.weight"],
                            draw.weights["ctr_head.output.bias"]).squeeze(1)
        torch.testing.assert_close(out["ctr_logit"], expected)

    def test_prompts_are_needed_where_the_logit_is_made_from_them(self):
        spec = golden.base_spec(ctr_logit="mean")
        draw = drawn()
        field_ids = golden.draw_click_side(draw, spec, golden.CARDINALITIES)
        for name in ("projector.output.weight", "projector.hidden.weight"):
            del draw.weights[name]
        with self.assertRaisesRegex(ValueError, "there are no prompts"):
            model_reference.run_click_side(draw.weights, spec, field_ids)


class LossTest(unittest.TestCase):
    def test_click_loss_is_torchs(self):
        logit, labels = torch.tensor([-800.0, -2.0, 0.0, 3.0, 800.0]).double(), torch.tensor([0.0, 1.0, 0.0, 1.0, 0.0]).double()
        close(losses.click_loss_sum(logit, labels), F.binary_cross_entropy_with_logits(logit, labels, reduction="sum"))

    def test_the_wanted_positions_give_the_loss_of_all_positions(self):
        generator = torch.Generator().manual_seed(2)
        states = torch.randn(2, 3, 5, 8, generator=generator).double()
        draw = drawn()
        golden.draw_encoder(draw)
        weights = {name: tensor.double() for name, tensor in draw.weights.items()}
        labels = torch.randint(0, golden.VOCABULARY, (3, 5), generator=generator)
        labels[torch.rand(3, 5, generator=generator) > 0.4] = -100
        full = plm.mlm_logits(weights, states[-1].flatten(0, 1), 1e-12)
        positions = (labels.flatten() != -100).nonzero().squeeze(1)
        found = model_reference.masked_loss_sum(
            weights, {"hidden_states": states}, positions, labels.flatten()[positions], 1e-12)
        self.assertGreater(len(positions), 2)
        close(found, F.cross_entropy(full, labels.flatten(), ignore_index=-100, reduction="sum"))

    def test_l2_terms_by_hand(self):
        weights = {"backbone.embedding.table": torch.tensor([[1.0, 2.0], [3.0, 0.0], [9.0, 9.0]]),
                   "backbone.linear.table": torch.tensor([[2.0], [4.0], [9.0]]), "backbone.linear.bias": torch.tensor([9.0]),
                   "backbone.tower.0.weight": torch.tensor([[1.0, 3.0]]), "backbone.tower.0.bias": torch.tensor([9.0]),
                   "backbone.tower.0.norm.weight": torch.tensor([9.0]), "backbone.graph.0.gru.bias_ih": torch.tensor([9.0]),
                   "backbone.graph.0.out": torch.tensor([[[2.0]]]), "backbone.layers.0.norm1.weight": torch.tensor([9.0]),
                   "ctr_head.output.weight": torch.tensor([[9.0]]), "encoder.x.weight": torch.tensor([[9.0]])}
        field_ids = torch.tensor([[0, 1], [0, 0]])
        self.assertAlmostEqual(losses.embedding_l2_term(weights, field_ids, 0.5).item(), 0.25 * (14.0 + 20.0), places=6)
        self.assertAlmostEqual(losses.dense_l2_term(weights, 0.5).item(), 0.25 * (10.0 + 4.0), places=6)


class ModelTest(unittest.TestCase):
    def test_gradients_match_finite_differences(self):
        text = load_file(str(GOLDEN / "model_text_side.safetensors"))
        shared = {name[7:]: tensor for name, tensor in text.items() if name.startswith("weight.")}
        for index, (case, (spec, masked)) in enumerate(golden.cases().items()):
            with self.subTest(case=case):
                draw = drawn(3001 + index)
                field_ids = golden.draw_click_side(draw, spec, golden.CARDINALITIES)
                weights = {name: tensor.double().requires_grad_(True) for name, tensor in (draw.weights | shared).items()}

                def run(*values):
                    current = dict(zip(weights, values))
                    ids = text["masked_token_ids"] if masked else text["token_ids"]
                    out = model_reference.run(current, spec, field_ids, ids, text["token_mask"], golden.HEADS, golden.EPSILON)
                    if not masked:
                        return out["logit"]
                    return out["logit"], model_reference.masked_loss_sum(
                        current, out, text["masked_positions"], text["masked_targets"], golden.EPSILON)

                self.assertTrue(torch.autograd.gradcheck(run, tuple(weights.values()), fast_mode=True))

    def test_prompts_matter_and_their_number_zero_is_the_plain_text(self):
        for form in prompts.FORMS:
            plain = load_file(str(GOLDEN / "model_no_prompts.safetensors"))
            with_prompts = load_file(str(GOLDEN / f"model_{form}_shared_unshifted.safetensors"))
            self.assertGreater((plain["plm_logit"] - with_prompts["plm_logit"]).abs().min().item(), 1e-4)
        text = load_file(str(GOLDEN / "model_text_side.safetensors"))
        weights = {name[7:]: tensor.double() for name, tensor in text.items() if name.startswith("weight.")}
        states, _ = plm.encode(weights, text["token_ids"], text["token_mask"], golden.HEADS, golden.EPSILON)
        close(states, plain["hidden_states"])

    def test_gradients_of_the_files_reach_what_they_should(self):
        text_side = {name[7:] for name in load_file(str(GOLDEN / "model_text_side.safetensors")) if name.startswith("weight.")}
        for case, (spec, masked) in golden.cases().items():
            kept = load_file(str(GOLDEN / f"model_{case}.safetensors"))
            weights = {name[7:] for name in kept if name.startswith("weight.")}
            unreached = set()
            if spec["fusion"] == "plm_only":
                unreached = {name for name in weights if name.startswith("ctr_head.")}
            if spec["fusion"] == "ctr_only":
                unreached = {name for name in weights if name.startswith("projector.")}
            if spec["backbone"]["id"] == "fignn":  # the readout of its own
                unreached = {name for name in weights if name.startswith("backbone.field_")}
            reached = {name[11:] for name in kept if name.startswith("grad_joint.")} - text_side
            self.assertEqual(reached, weights - unreached, case)
            for name, tensor in kept.items():  # a key's bias moves all scores of a query alike; one share of one is constant
                cancels = name.endswith(("attention.self.key.bias", "ctr_head.query.bias"))
                if name.startswith("grad_") and not cancels:
                    self.assertGreater(tensor.abs().max().item(), 1e-6, f"{case}: {name}")
            if masked and spec["prompts"]["count"]:
                self.assertIn("grad_masked.backbone.embedding.table", kept)


def write_checkpoint(folder, spec, weights):
    save_file({name: tensor.contiguous() for name, tensor in weights.items()}, str(folder / "model.safetensors"))
    (folder / "manifest.json").write_text(json.dumps({"spec": spec}), encoding="utf-8")


def compare(folder, spec, weights, acts):
    """Exit status and output of the comparison of a dump that the reference itself made."""
    write_checkpoint(folder, spec, weights)
    loaded, found_spec, manifest = forward_reference.load_checkpoint(folder)
    outputs = forward_reference.forward(loaded, found_spec, manifest, acts)
    save_file(acts | {name: tensor.float().contiguous().clone() for name, tensor in outputs.items()}, str(folder / "acts"))
    printed = io.StringIO()
    with mock.patch.object(sys, "argv", ["forward_reference.py", str(folder), str(folder / "acts")]), \
            contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        return forward_reference.main(), printed.getvalue()


class ForwardTest(unittest.TestCase):
    def test_every_model_case_is_compared_from_its_spec(self):
        text = load_file(str(GOLDEN / "model_text_side.safetensors"))
        shared = {name[7:]: tensor for name, tensor in text.items() if name.startswith("weight.")}
        for case, (spec, _) in golden.cases().items():
            with self.subTest(case=case), tempfile.TemporaryDirectory() as name:
                kept = load_file(str(GOLDEN / f"model_{case}.safetensors"))
                own = {name[7:]: tensor for name, tensor in kept.items() if name.startswith("weight.")}
                acts = {"field_ids": kept["field_ids"], "token_ids": text["token_ids"], "token_mask": text["token_mask"]}
                status, printed = compare(Path(name), spec, own | shared, acts)
                self.assertEqual(status, 0, printed)
                written = load_file(str(Path(name) / "acts"))
                torch.testing.assert_close(written["logit"], kept["logit"].float())

    def test_every_backbone_alone_is_compared_from_its_spec(self):
        for index, (case, (backbone_id, options)) in enumerate(golden_backbone_options.CASES.items()):
            with self.subTest(case=case), tempfile.TemporaryDirectory() as name:
                kept = load_file(str(GOLDEN / f"backbone_{case}.safetensors"))
                weights = {name[7:]: tensor for name, tensor in kept.items() if name.startswith("weight.")}
                spec = {"backbone": {"id": backbone_id, "options": options}, "prompts": {"count": 4}}
                status, printed = compare(Path(name), spec, weights, {"field_ids": kept["field_ids"]})
                self.assertEqual(status, 0, printed)
                self.assertIn("ctr_logit", printed)

    def test_a_click_model_alone_may_use_its_prompts(self):
        spec = golden.base_spec(form="layer_hidden", projector="separate", ctr_logit="attention")
        draw = drawn()
        field_ids = golden.draw_click_side(draw, spec, golden.CARDINALITIES)
        with tempfile.TemporaryDirectory() as name:
            status, printed = compare(Path(name), spec, draw.weights, {"field_ids": field_ids})
            self.assertEqual(status, 0, printed)
            self.assertIn("ctr_logit", printed)

    def test_a_projector_without_a_count_is_bad_input(self):
        spec = golden.base_spec(ctr_logit="mean")
        draw = drawn()
        field_ids = golden.draw_click_side(draw, spec, golden.CARDINALITIES)
        spec["prompts"]["count"] = 0
        with tempfile.TemporaryDirectory() as name, self.assertRaisesRegex(ValueError, "spec.prompts.count is 0"):
            compare(Path(name), spec, draw.weights, {"field_ids": field_ids})


class GoldenComparisonTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.kept, self.made = (Path(scratch.name) / name for name in ("kept", "made"))
        for folder in (self.kept, self.made):
            folder.mkdir()
            self.write(folder)

    @staticmethod
    def write(folder, shift=0.0, case="a", number=2.5, line="x\n", integer=7, dtype=torch.float64):
        tensors = {"t": torch.tensor([1.0, 2.0], dtype=dtype) + shift, "i": torch.tensor([integer])}
        save_file(tensors, str(folder / "f.safetensors"), metadata={"case": case})
        golden_files.write_json(folder / "f.json", {"a": [1, number]})
        (folder / "f.txt").write_text(line, encoding="utf-8")

    def differences(self, wants_all=True):
        return list(golden_files.folder_differences(self.kept, self.made, wants_all))

    def test_equal_folders_and_last_bits_are_no_difference(self):
        self.assertEqual(self.differences(), [])
        self.write(self.made, shift=1e-13, number=2.5 + 1e-13)
        self.assertEqual(self.differences(), [])

    def test_every_kind_of_difference_is_named(self):
        nan = float("nan")
        for change, word in (({"shift": 1e-11}, "f.safetensors: t differs by"), ({"shift": nan}, "f.safetensors: t differs"),
                             ({"case": "b"}, "metadata"), ({"number": 2.6}, r"f.json: \$.a\[1\] is 2.5"),
                             ({"line": "y\n"}, "f.txt: its bytes differ"), ({"integer": 8}, "i differs"),
                             ({"dtype": torch.float32}, "t is torch.float64")):
            self.write(self.made, **change)
            self.assertRegex("; ".join(self.differences()), word)

    def test_small_numbers_are_compared_with_themselves(self):
        for shift, is_equal in ((1e-16, True), (1e-14, False)):
            for folder, value in ((self.kept, 0.002), (self.made, 0.002 + shift)):
                save_file({"t": torch.tensor([value], dtype=torch.float64)}, str(folder / "f.safetensors"))
            self.assertEqual(self.differences() == [], is_equal)

    def test_gradients_that_cancel_are_rounding_on_both_sides(self):
        name = "grad_joint.encoder.encoder.layer.0.attention.self.key.bias"
        for kept, made, is_equal in ((1e-16, -3e-15, True), (1e-16, 1e-9, False), (0.5, 0.5, False), (1e-16, float("nan"), False)):
            for file, is_listed in (("model_no_prompts.safetensors", True), ("model_prefix_shared_unshifted.safetensors", False)):
                for folder, value in ((self.kept, kept), (self.made, made)):
                    save_file({name: torch.tensor([value], dtype=torch.float64)}, str(folder / file))
                found = [line for line in self.differences() if line.startswith(file)]
                if is_listed:
                    self.assertEqual(found == [], is_equal, (kept, made))
                elif kept == made:  # with prefixes the bias of a key has a gradient, which is compared as any other
                    self.assertEqual(found, [])

    def test_every_line_of_the_list_is_of_some_kept_gradient(self):
        golden_folder = Path(__file__).resolve().parent.parent / "data" / "golden"
        for files, tensors, _ in golden_files.CANCELLING_GRADIENTS:
            names = set()
            for path in golden_folder.glob(files):
                with safe_open(str(path), "pt") as kept:
                    names.update(kept.keys())
            self.assertTrue(fnmatch.filter(names, tensors), f"{files}: {tensors}")

    def test_missing_and_surplus_files_are_named(self):
        (self.made / "f.txt").rename(self.made / "g.txt")
        self.assertEqual(self.differences(), ["f.txt: kept, but no maker makes it", "g.txt: made anew, but not kept"])
        self.assertEqual(self.differences(wants_all=False), ["g.txt: made anew, but not kept"])


if __name__ == "__main__":
    unittest.main()
