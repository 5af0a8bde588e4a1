#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the backbones' reference: python -m unittest test_backbones (from this folder).

Interactions are held against torch.nn modules, explicit loops and hand-computed numbers, gradients
against finite differences.
"""

import math
import unittest
from pathlib import Path

import torch
from safetensors.torch import load_file

import backbone_reference as ctr
import backbone_weights
import golden_backbone_options as golden
import interaction_reference as interactions
import layer_reference as layers

torch.set_num_threads(1)

BATCH, FIELDS, SIZE = 3, 4, 4


def drawn(seed=1):
    return backbone_weights.Draw(torch.Generator().manual_seed(seed))


def embeddings(draw, fields=FIELDS, size=SIZE):
    return torch.randn(BATCH, fields, size, generator=draw.generator).double()


def doubled(draw):
    return {name: tensor.double() for name, tensor in draw.weights.items()}


def settings_of(case):
    backbone_id, options = golden.CASES[case]
    cardinalities = golden.MORE_FIELDS if backbone_id == "fgcnn" else golden.CARDINALITIES
    return backbone_id, {"embedding_size": SIZE} | options, cardinalities


def close(found, wanted):
    torch.testing.assert_close(found, wanted, rtol=1e-12, atol=1e-12)


class LayerTest(unittest.TestCase):
    def test_activations_are_torchs(self):
        x = torch.linspace(-4, 4, 33, dtype=torch.float64)
        modules = {"relu": torch.nn.ReLU(), "leaky_relu": torch.nn.LeakyReLU(0.01), "gelu": torch.nn.GELU(),
                   "tanh": torch.nn.Tanh(), "sigmoid": torch.nn.Sigmoid(), "silu": torch.nn.SiLU(), "elu": torch.nn.ELU()}
        self.assertEqual(set(modules), set(layers.ACTIVATIONS))
        for name, module in modules.items():
            close(layers.activation(name)(x), module(x))

    def test_an_unknown_activation_names_the_known_ones(self):
        with self.assertRaisesRegex(ValueError, "'swish' is not one of relu"):
            layers.activation("swish")

    def test_batch_norm_is_torchs_in_both_modes(self):
        for shape, module in (((5, 3), torch.nn.BatchNorm1d(3)), ((5, 3, 4, 2), torch.nn.BatchNorm2d(3))):
            draw, module = drawn(), module.double()
            draw.batch_norm("n", 3)
            weights = doubled(draw)
            module.load_state_dict({name[2:]: tensor for name, tensor in weights.items()}, strict=False)
            x = torch.randn(shape, generator=draw.generator).double()
            close(layers.batch_norm(weights, "n", x), module.eval()(x))
            statistics = {}
            close(layers.batch_norm(weights, "n", x, statistics), module.train()(x))
            close(statistics["n.running_mean"], module.running_mean)
            close(statistics["n.running_var"], module.running_var)

    def test_batch_norm_of_one_value_in_training_is_refused(self):
        draw = drawn()
        draw.batch_norm("n", 3)
        with self.assertRaisesRegex(ValueError, "n: .* two values"):
            layers.batch_norm(draw.weights, "n", torch.ones(1, 3), {})


class InteractionTest(unittest.TestCase):
    def test_pairs_are_row_major(self):
        self.assertEqual(list(zip(*interactions.pairs(4))), [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])

    def test_inner_products_by_hand(self):
        v = torch.tensor([[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]])
        self.assertEqual(interactions.inner_products(v).tolist(), [[11.0, 17.0, 39.0]])

    def test_fm_term_is_the_sum_of_pair_products(self):
        v = embeddings(drawn())
        close(interactions.fm_term(v), interactions.inner_products(v).sum(dim=1, keepdim=True))

    def test_vector_cross_layer_by_hand(self):
        weights = {"backbone.cross.0.weight": torch.tensor([2.0, 1.0]), "backbone.cross.0.bias": torch.tensor([1.0, -1.0])}
        out = interactions.vector_cross_network(weights, torch.tensor([[2.0, 3.0]]))  # w.x = 7
        self.assertEqual(out.tolist(), [[2.0 + 14.0 + 1.0, 3.0 + 21.0 - 1.0]])

    def test_gated_cross_layer_by_hand(self):
        weights = {"backbone.cross.0.weight": torch.tensor([[1.0, 2.0], [0.0, 1.0]]),
                   "backbone.cross.0.bias": torch.tensor([1.0, -1.0]),
                   "backbone.cross.0.gate.weight": torch.tensor([[0.0, 0.0], [math.log(3.0) / 2.0, 0.0]])}
        out = interactions.gated_cross_network(weights, torch.tensor([[2.0, 3.0]]))  # gates 1/2 and 3/4
        torch.testing.assert_close(out, torch.tensor([[2.0 + 18.0 * 0.5, 3.0 + 6.0 * 0.75]]))

    def test_compressed_interaction_is_the_loop_of_its_definition(self):
        draw, maps = drawn(), (3, 2)
        draw.linear("backbone.cin.0", maps[0], FIELDS * FIELDS)
        draw.linear("backbone.cin.1", maps[1], FIELDS * maps[0])
        v, weights = embeddings(draw), doubled(draw)
        below, pooled = v, []
        for layer, count in enumerate(maps):
            out = torch.zeros(BATCH, count, SIZE, dtype=torch.float64)
            for u in range(count):
                out[:, u] = weights[f"backbone.cin.{layer}.bias"][u]
                for a in range(FIELDS):
                    for m in range(below.shape[1]):
                        column = a * below.shape[1] + m
                        out[:, u] += weights[f"backbone.cin.{layer}.weight"][u, column] * v[:, a] * below[:, m]
            below = out
            pooled.append(out.sum(dim=2))
        close(interactions.compressed_interaction(weights, v), torch.cat(pooled, dim=1))

    def test_bilinear_kinds_are_loops_over_torch_linears(self):
        pick = {"field_all": lambda w, i, p: w, "field_each": lambda w, i, p: w[i], "field_interaction": lambda w, i, p: w[p]}
        for kind, choose in pick.items():
            draw = drawn()
            options = {"embedding_size": SIZE, "reduction": 2, "bilinear": kind, "tower_width": 1, "tower_layers": 0}
            backbone_weights.draw_fibinet(draw, FIELDS, 0, options)
            v, weights = embeddings(draw), doubled(draw)
            out = interactions.bilinear_pairs(weights, v)
            for p, (i, j) in enumerate(zip(*interactions.pairs(FIELDS))):
                matrix = choose(weights["backbone.bilinear.weight"], i, p)
                close(out[:, p], torch.nn.functional.linear(v[:, i], matrix) * v[:, j])

    def test_squeeze_excitation_by_hand(self):
        weights = {"backbone.squeeze.0.weight": torch.tensor([[1.0, 1.0]]),
                   "backbone.squeeze.1.weight": torch.tensor([[2.0], [-1.0]])}
        out = interactions.squeeze_excitation(weights, torch.tensor([[[1.0, 3.0], [4.0, 2.0]]]))  # means 2, 3; inner 5
        self.assertEqual(out.tolist(), [[[10.0, 30.0], [0.0, 0.0]]])

    def test_gru_cell_is_torchs(self):
        draw, cell = drawn(), torch.nn.GRUCell(SIZE, SIZE).double()
        weights = {"g." + name: tensor.detach() for name, tensor in cell.named_parameters()}
        x, state = embeddings(draw), embeddings(draw)
        found = interactions.gru_cell(weights, "g", x, state)
        close(found.flatten(0, 1), cell(x.flatten(0, 1), state.flatten(0, 1)).detach())

    def test_one_step_of_the_graph_is_the_loop_of_its_definition(self):
        draw, options = drawn(), {"embedding_size": SIZE, "steps": 1, "shared_layer": True, "residual": True}
        backbone_weights.draw_fignn(draw, FIELDS, 0, options)
        v, weights = embeddings(draw), doubled(draw)
        leaky, expected = torch.nn.LeakyReLU(0.01), torch.zeros_like(v)
        for b in range(BATCH):
            for s in range(FIELDS):
                others = [t for t in range(FIELDS) if t != s]
                scores = torch.stack([
                    leaky((weights["backbone.edge.weight"][0] * torch.cat([v[b, s], v[b, t]])).sum()) for t in others])
                edges = torch.softmax(scores, dim=0)
                received = sum(g * (weights["backbone.graph.0.out"][t] @ v[b, t]) for g, t in zip(edges, others))
                received = weights["backbone.graph.0.in"][s] @ received + weights["backbone.graph.0.bias"]
                expected[b, s] = interactions.gru_cell(weights, "backbone.graph.0.gru", received, v[b, s]) + v[b, s]
        close(interactions.field_graph(weights, v, options), expected)

    def test_equal_separate_graph_layers_are_the_shared_one(self):
        draw, options = drawn(), {"embedding_size": SIZE, "steps": 3, "shared_layer": True}
        backbone_weights.draw_fignn(draw, FIELDS, 0, options)
        v, weights = embeddings(draw), doubled(draw)
        shared = interactions.field_graph(weights, v, options)
        for name in [name for name in weights if name.startswith("backbone.graph.0.")]:
            for layer in (1, 2):
                weights[name.replace(".0.", f".{layer}.", 1)] = weights[name]
        close(interactions.field_graph(weights, v, {}), shared)

    def test_graph_readout_by_hand(self):
        weights = {"backbone.field_gate.weight": torch.zeros(2, 4), "backbone.field_score.weight": torch.tensor([[1.0, 2.0]])}
        self.assertEqual(interactions.graph_readout(weights, torch.tensor([[[1.0, 2.0], [3.0, -1.0]]])).tolist(), [[3.0]])

    def test_transformer_is_torchs_encoder_layer(self):
        for norm_first in (True, False):
            draw = drawn()
            options = {"embedding_size": SIZE, "layers": 2, "heads": 2, "feed_forward_factor": 3, "norm_first": norm_first}
            backbone_weights.draw_transformer(draw, FIELDS, 0, options)
            v, weights = embeddings(draw), doubled(draw)
            x = v
            names = {"attention.in.": "self_attn.in_proj_", "attention.out.": "self_attn.out_proj.", "norm1.": "norm1.",
                     "norm2.": "norm2.", "feed_forward.0.": "linear1.", "feed_forward.1.": "linear2."}
            for layer in range(2):
                module = torch.nn.TransformerEncoderLayer(
                    SIZE, 2, 3 * SIZE, 0.0, "relu", 1e-12, batch_first=True, norm_first=norm_first).double()
                module.load_state_dict({theirs + part: weights[f"backbone.layers.{layer}.{ours}{part}"]
                                        for ours, theirs in names.items() for part in ("weight", "bias")})
                x = module(x).detach()
            close(interactions.transformer(weights, v, options), x)

    def test_generation_is_torchs_convolution_norm_and_pooling(self):
        for pooling in ([2, 2], [1, 2]):
            draw, fields = drawn(), 5
            options = golden.GENERATION | {"embedding_size": SIZE, "tower_width": 1, "tower_layers": 0, "pooling": pooling}
            backbone_weights.draw_fgcnn(draw, fields, 1, options)
            v, weights = embeddings(draw, fields), doubled(draw)
            for training in (False, True):
                maps, made, statistics = v[:, None], [], {} if training else None
                for layer, size in enumerate(pooling):
                    name = f"backbone.generation.{layer}."
                    kernel = weights[name + "convolution.weight"]
                    maps = torch.nn.functional.conv2d(maps, kernel, weights[name + "convolution.bias"],
                                                      padding=(kernel.shape[2] // 2, 0))
                    norm = torch.nn.BatchNorm2d(maps.shape[1]).double().train(training)
                    norm.load_state_dict({part: weights[f"{name}norm.{part}"] for part in
                                          ("weight", "bias", "running_mean", "running_var")}, strict=False)
                    height = maps.shape[2]
                    maps = torch.nn.MaxPool2d((size, 1), padding=(height % size, 0))(torch.tanh(norm(maps)))
                    self.assertEqual(maps.shape[2], -(-height // size))
                    flat = torch.nn.functional.linear(maps.flatten(1), weights[name + "recombination.weight"],
                                                      weights[name + "recombination.bias"])
                    made.append(torch.tanh(flat).reshape(BATCH, -1, SIZE))
                close(interactions.generated_features(weights, v, options, statistics), torch.cat(made, dim=1).detach())

    def test_pooling_that_needs_too_much_padding_is_refused(self):
        with self.assertRaisesRegex(ValueError, "pooling 3 on 5 rows"):
            interactions.pool_rows(torch.zeros(1, 1, 5, 2), 3)

    def test_bilinear_fusion_with_one_head_is_torchs_bilinear(self):
        draw = drawn()
        draw.linear("backbone.fusion.x", 1, 3)
        draw.linear("backbone.fusion.y", 1, 5)
        draw.normal("backbone.fusion.bilinear", 1, 3, 5)
        x, y, weights = *(torch.randn(BATCH, n, generator=draw.generator).double() for n in (3, 5)), doubled(draw)
        expected = torch.nn.functional.bilinear(x, y, weights["backbone.fusion.bilinear"])
        for side, value in (("x", x), ("y", y)):
            expected = expected + layers.linear(weights, "backbone.fusion." + side, value)
        close(interactions.bilinear_fusion(weights, x, y), expected)

    def test_heads_of_the_fusion_see_their_own_slice_only(self):
        weights = {"backbone.fusion.x.weight": torch.zeros(1, 2), "backbone.fusion.x.bias": torch.zeros(1),
                   "backbone.fusion.y.weight": torch.zeros(1, 4), "backbone.fusion.y.bias": torch.zeros(1),
                   "backbone.fusion.bilinear": torch.tensor([[[1.0, 10.0]], [[100.0, 1000.0]]])}
        out = interactions.bilinear_fusion(weights, torch.tensor([[2.0, 3.0]]), torch.tensor([[1.0, 2.0, 3.0, 4.0]]))
        self.assertEqual(out.item(), 2.0 * (1.0 + 20.0) + 3.0 * (300.0 + 4000.0))

    def test_selection_with_a_closed_gate_keeps_the_features(self):
        draw = drawn()
        draw.normal("g.context", 1, SIZE)
        draw.linear("g.0", 3, SIZE)
        draw.weights |= {"g.1.weight": torch.zeros(FIELDS * SIZE, 3), "g.1.bias": torch.zeros(FIELDS * SIZE)}
        v = embeddings(draw)
        close(interactions.selected_features(doubled(draw), "g", v, []), v.flatten(1))


class BackboneTest(unittest.TestCase):
    def test_widths_of_the_authors_settings(self):
        """final_dim and the trunk's parameters without embeddings and heads, eight fields, in the authors' code."""
        tower, size = {"tower_width": 256}, 32
        expected = {
            "dnn": (tower | {"tower_layers": 6}, 256, 394752),
            "xdeepfm": (tower | {"tower_layers": 3, "cin_maps": [25, 25, 25]}, 331, 209051),
            "ipnn": (tower | {"tower_layers": 6}, 256, 401920),
            "dcn": (tower | {"tower_layers": 4, "cross_layers": 4}, 512, 265216),
            "dcn_v2": (tower | {"tower_layers": 6, "cross_layers": 6}, 512, 789504),
            "fibinet": (tower | {"tower_layers": 2, "reduction": 3, "bilinear": "field_interaction"}, 256, 553504),
            "fignn": ({"steps": 3, "shared_layer": True}, 256, 22816),
            "fgcnn": (tower | {"tower_layers": 3, "embedding_size": 16, "channels": [6, 8, 10, 12], "kernels": [7] * 4,
                               "pooling": [2] * 4, "new_maps": [3] * 4}, 256, 507358),
            "autoint": (tower | {"tower_layers": 6, "heads": 1, "attention_layers": 6, "attention_size": 32}, 512, 413184),
            "transformer": ({"layers": 2, "heads": 1, "feed_forward_factor": 4}, 256, 25408),
        }
        for backbone_id, (options, width, count) in expected.items():
            with self.subTest(backbone_id):
                draw = drawn()
                options = {"embedding_size": size} | options
                backbone_weights.draw_backbone(draw, backbone_id, options, [2] * 8)
                field_ids = backbone_weights.draw_field_ids(draw.generator, [2] * 8, 2)
                representation, _ = ctr.represent(draw.weights, backbone_id, options, field_ids)
                self.assertEqual(representation.shape[1], width)
                found = sum(tensor.numel() for name, tensor in draw.weights.items()
                            if not name.endswith(("embedding.table", "field_gate.weight", "field_score.weight"))
                            and not backbone_weights.is_statistic(name))
                self.assertEqual(found, count)

    def test_lr_and_fm_by_hand(self):
        weights = {"backbone.linear.table": torch.tensor([[1.0], [2.0], [4.0], [8.0]]),
                   "backbone.linear.bias": torch.tensor([0.5]),
                   "backbone.embedding.table": torch.tensor([[1.0, 2.0], [0.0, 0.0], [3.0, 4.0], [5.0, 6.0]])}
        field_ids = torch.tensor([[0, 2, 3]])
        representation, logit = ctr.represent(weights, "lr", {}, field_ids)
        self.assertEqual((representation.tolist(), logit.item()), ([[1.0, 4.0, 8.0]], 13.5))
        representation, logit = ctr.represent(weights, "fm", {}, field_ids)  # 3+5+15, 8+12+24
        self.assertEqual((representation.tolist(), logit.item()), ([[23.0, 44.0]], 67.0 + 13.5))

    def test_gradients_match_finite_differences(self):
        for index, case in enumerate(golden.CASES):
            backbone_id, options, cardinalities = settings_of(case)
            for training in (False, True) if case in golden.BOTH_MODES else (False,):
                with self.subTest(case=case, training=training):
                    weights, field_ids = golden.draw_case(backbone_id, options, cardinalities, 2000 + index)
                    trained = {name: tensor for name, tensor in weights.items() if tensor.requires_grad}

                    def run(*values):
                        current = weights | dict(zip(trained, values))
                        representation, addend = ctr.represent(
                            current, backbone_id, options, field_ids, {} if training else None)
                        return representation, ctr.ctr_logit(current, representation, addend)

                    self.assertTrue(torch.autograd.gradcheck(run, tuple(trained.values()), fast_mode=True))

    def test_an_unknown_backbone_names_the_known_ones(self):
        with self.assertRaisesRegex(ValueError, "'wide' is not one of lr, fm"):
            ctr.represent({}, "wide", {}, torch.zeros(1, 1, dtype=torch.long))


class GoldenFilesTest(unittest.TestCase):
    FOLDER = Path(__file__).resolve().parent.parent / "data" / "golden"

    def test_every_parameter_of_every_file_has_a_gradient_that_is_not_zero(self):
        for path in sorted(self.FOLDER.glob("backbone_*.safetensors")):
            for name, tensor in load_file(str(path)).items():
                # A bias before batch statistics changes nothing.
                absorbed = path.stem.endswith("_training") and name.endswith(".bias") and ".norm." not in name
                if name.startswith("grad.") and not absorbed:
                    self.assertGreater(tensor.abs().max().item(), 1e-3, f"{path.name}: {name}")


if __name__ == "__main__":
    unittest.main()
