# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files of the whole model, tiny: 2 layers, hidden size 8, 2 heads, 40 words, 3 prompts.

model_text_side.safetensors, for all cases
  weight.<name>     of encoder.*, mlm_head.* and plm_head.*
  token_ids, token_mask, labels; the last rows have padding
  masked_token_ids, masked_positions (flat b*T + t), masked_targets
model_<case>.safetensors
  weight.<name>     of the rest: backbone.*, projector.*, ctr_head.*, fusion.*
  field_ids, representation, prompt_vectors [B, M, H], ctr_logit, plm_logit, logit,
  joint_loss (binary cross entropy, summed), grad_joint.<name>: a parameter that it does not reach has none
and, where the case is about the text side ("masked" in the metadata):
  prompt_keys and prompt_values (form prefix), hidden_states, attention,
  masked_loss (cross entropy, summed) of the masked ids, grad_masked.<name>
The other cases have no gradients of encoder.* and mlm_head.*.
Outputs and losses are float64, weights float32 (exact), attention and gradients computed in float64 and stored
as float32. Rows of padding in hidden_states and attention mean nothing. Metadata "case" is JSON in the layout of
a run's spec, plus cardinalities, vocabulary_size, masked.
"""

import copy
import json

import torch
from safetensors.torch import save_file

import backbone_reference as ctr
import backbone_weights
import loss_reference as losses
import model_reference
import prompt_reference

LAYERS, HIDDEN, HEADS, FEED_FORWARD, VOCABULARY, POSITIONS, EPSILON = 2, 8, 2, 8, 40, 10, 1e-12
CARDINALITIES, BATCH, TOKENS, PROMPTS, MASK_ID = (3, 5, 4), 4, 7, 3, 4
LENGTHS = (7, 7, 5, 4)
BACKBONES = {
    "dcn_v2": {"embedding_size": 2, "tower_width": 4, "tower_layers": 1, "cross_layers": 1},
    "deepfm": {"embedding_size": 2, "tower_width": 4, "tower_layers": 1, "use_linear": True},
    "fignn": {"embedding_size": 2, "steps": 2, "shared_layer": True, "residual": True},
}


def base_spec(backbone="dcn_v2", pooler="cls", fusion="sum", **prompts):
    return {
        "backbone": {"id": backbone, "options": BACKBONES[backbone]},
        "prompts": {"count": PROMPTS, "form": "prefix", "positions": "unshifted", "projector": "shared",
                    "ctr_logit": "trunk"} | prompts,
        "plm": {"pooler": pooler, "scratch": {
            "layers": LAYERS, "hidden": HIDDEN, "heads": HEADS, "feed_forward": FEED_FORWARD,
            "maximum_positions": POSITIONS, "layer_norm_epsilon": EPSILON}},
        "fusion": fusion,
    }


def cases():
    """Name to (spec, whether the masked loss is there)."""
    named = {"no_prompts": (base_spec(count=0), True)}
    for form in prompt_reference.FORMS:
        for projector in ("shared", "separate"):
            for positions in ("unshifted", "shifted_by_prompts"):
                spec = base_spec(form=form, projector=projector, positions=positions)
                named[f"{form}_{projector}_{positions}"] = (spec, True)
        for usage in prompt_reference.CTR_LOGITS[1:]:
            named[f"ctr_logit_{usage}_{form}"] = (base_spec(form=form, ctr_logit=usage), False)
        named[f"pooler_mean_top2_{form}"] = (base_spec(form=form, pooler="mean_top2"), False)
    for pooler in ("mean", "mean_first_last"):
        named[f"pooler_{pooler}"] = (base_spec(pooler=pooler), False)
    for fusion in ("learned", "learned_plm", "plm_only", "ctr_only"):
        named[f"fusion_{fusion}"] = (base_spec(fusion=fusion), False)
    named["ctr_logit_concat_prefix_separate"] = (base_spec(projector="separate", ctr_logit="concat"), False)
    named["ctr_logit_mixture_layer_hidden_separate"] = (
        base_spec(form="layer_hidden", projector="separate", ctr_logit="mixture"), False)
    named["ctr_logit_mean_deepfm"] = (base_spec("deepfm", ctr_logit="mean"), False)
    named["ctr_logit_concat_fignn"] = (base_spec("fignn", ctr_logit="concat"), False)
    return named


def draw_encoder(draw):
    name = "encoder.embeddings."
    draw.normal(name + "word_embeddings.weight", VOCABULARY, HIDDEN)
    draw.normal(name + "position_embeddings.weight", POSITIONS, HIDDEN)
    draw.normal(name + "token_type_embeddings.weight", 2, HIDDEN)
    draw.norm(name + "LayerNorm", HIDDEN)
    for layer in range(LAYERS):
        name = f"encoder.encoder.layer.{layer}."
        for part in ("query", "key", "value"):
            draw.linear(f"{name}attention.self.{part}", HIDDEN, HIDDEN)
        draw.linear(name + "attention.output.dense", HIDDEN, HIDDEN)
        draw.norm(name + "attention.output.LayerNorm", HIDDEN)
        draw.linear(name + "intermediate.dense", FEED_FORWARD, HIDDEN)
        draw.linear(name + "output.dense", HIDDEN, FEED_FORWARD)
        draw.norm(name + "output.LayerNorm", HIDDEN)
    draw.linear("mlm_head.dense", HIDDEN, HIDDEN)
    draw.norm("mlm_head.layer_norm", HIDDEN)
    draw.normal("mlm_head.bias", VOCABULARY, spread=0.3)
    draw.linear("plm_head.dense", HIDDEN, HIDDEN)
    draw.linear("plm_head.output", 1, HIDDEN)


def draw_projector(draw, settings, size, hidden=HIDDEN, layers=LAYERS):
    count, form = settings["count"], settings["form"]
    vectors = prompt_reference.vectors_of_a_prompt(form, layers)
    if settings["projector"] == "shared":
        draw.linear("projector.hidden", hidden, size)
        draw.linear("projector.output", count * vectors * hidden, hidden)
        return
    rows, outputs = count * (1 if form == "input" else layers), hidden * (2 if form == "prefix" else 1)
    draw.normal("projector.separate.hidden_weight", rows, hidden, size, spread=size**-0.5)
    draw.normal("projector.separate.hidden_bias", rows, hidden, spread=0.3)
    draw.normal("projector.separate.output_weight", rows, outputs, hidden, spread=hidden**-0.5)
    draw.normal("projector.separate.output_bias", rows, outputs, spread=0.3)


def draw_head(draw, spec, size, hidden=HIDDEN, layers=LAYERS):
    settings, backbone = spec["prompts"], spec["backbone"]["id"]
    usage = settings["ctr_logit"]
    if usage == "trunk":
        if backbone not in ctr.WHOLE_LOGIT:
            draw.linear("ctr_head.output", 1, size - (backbone == "deepfm"))
        return
    vectors = settings["count"] * prompt_reference.vectors_of_a_prompt(settings["form"], layers)
    if usage == "mixture":
        draw.linear("ctr_head.gate", vectors, size)
    if usage == "attention":
        draw.linear("ctr_head.query", 1, hidden)
    draw.linear("ctr_head.output", 1, vectors * hidden if usage == "concat" else hidden)


def draw_click_side(draw, spec, cardinalities, hidden=HIDDEN, layers=LAYERS):
    """Backbone, projector, head and fusion weight; returns field ids [B, F]."""
    backbone = spec["backbone"]
    backbone_weights.draw_backbone(draw, backbone["id"], backbone["options"], cardinalities)
    field_ids = backbone_weights.draw_field_ids(draw.generator, cardinalities, BATCH)
    representation, _ = ctr.represent(draw.weights, backbone["id"], backbone["options"], field_ids)
    size = representation.shape[1]
    if spec["prompts"]["count"]:
        draw_projector(draw, spec["prompts"], size, hidden, layers)
    draw_head(draw, spec, size, hidden, layers)
    if spec["fusion"].startswith("learned"):
        draw.weights["fusion.alpha_logit"] = torch.tensor([0.4])
    return field_ids


def draw_text(generator):
    """Token ids, mask, the ids with some masked, and what was masked where."""
    token_mask = torch.arange(TOKENS) < torch.tensor(LENGTHS)[:, None]  # [B, T]
    token_ids = torch.randint(5, VOCABULARY, (BATCH, TOKENS), generator=generator) * token_mask
    hidden = torch.rand(BATCH, TOKENS, generator=generator).masked_fill(~token_mask, 1.0) < 0.4
    positions = hidden.flatten().nonzero().squeeze(1)
    return {
        "token_ids": token_ids, "token_mask": token_mask, "masked_token_ids": token_ids.masked_fill(hidden, MASK_ID),
        "masked_positions": positions, "masked_targets": token_ids.flatten()[positions]}


def stored(tensors):
    return {name: tensor.detach().clone(memory_format=torch.contiguous_format) for name, tensor in tensors.items()}


def make_text_side():
    draw = backbone_weights.Draw(torch.Generator().manual_seed(3000))
    draw_encoder(draw)
    tensors = draw_text(draw.generator) | {"labels": torch.tensor([1.0, 0.0, 0.0, 1.0])}
    return stored(tensors | {"weight." + name: tensor for name, tensor in draw.weights.items()})


def gradients(loss, weights, prefix):
    found = torch.autograd.grad(loss, list(weights.values()), retain_graph=True, allow_unused=True)
    return {prefix + name: gradient.float() for name, gradient in zip(weights, found) if gradient is not None}


def of_text_side(name):
    return name in ("hidden_states", "attention", "prompt_keys", "prompt_values") or name.startswith(
        ("grad_joint.encoder.", "grad_joint.mlm_head."))


def make_case(spec, masked, seed):
    draw, text = backbone_weights.Draw(torch.Generator().manual_seed(seed)), make_text_side()
    field_ids = draw_click_side(draw, spec, CARDINALITIES)
    shared = {name[7:]: tensor for name, tensor in text.items() if name.startswith("weight.")}
    weights = {name: tensor.double().requires_grad_(True) for name, tensor in (draw.weights | shared).items()}
    out = model_reference.run(weights, spec, field_ids, text["token_ids"], text["token_mask"], HEADS, EPSILON)
    loss = losses.click_loss_sum(out["logit"], text["labels"].double())
    tensors = {"field_ids": field_ids, "joint_loss": loss.reshape(1)} | out | {"attention": out["attention"].float()}
    if "prompt_vectors" in out:
        tensors["prompt_vectors"] = out["prompt_vectors"].flatten(1, 2)  # [B, M, H]
    tensors |= {"weight." + name: tensor for name, tensor in draw.weights.items()}
    tensors |= gradients(loss, weights, "grad_joint.")
    if masked:
        seen = model_reference.run(weights, spec, field_ids, text["masked_token_ids"], text["token_mask"], HEADS, EPSILON)
        loss = model_reference.masked_loss_sum(weights, seen, text["masked_positions"], text["masked_targets"], EPSILON)
        tensors |= {"masked_loss": loss.reshape(1)} | gradients(loss, weights, "grad_masked.")
    else:
        tensors = {name: tensor for name, tensor in tensors.items() if not of_text_side(name)}
    return stored(tensors)


def make_l2_terms(backbone_id, seed):
    """Both terms of the loss with strength 0.3 and 0.2, and their gradients."""
    draw = backbone_weights.Draw(torch.Generator().manual_seed(seed))
    field_ids = draw_click_side(draw, base_spec(backbone_id, count=0), CARDINALITIES)
    field_ids[0] = field_ids[1]  # rows that are looked up twice count once
    weights = {name: tensor.double().requires_grad_(True) for name, tensor in draw.weights.items()}
    embedding, dense = losses.embedding_l2_term(weights, field_ids, 0.3), losses.dense_l2_term(weights, 0.2)
    tensors = {"field_ids": field_ids, "embedding_l2": embedding.reshape(1), "dense_l2": dense.reshape(1)}
    tensors |= {"weight." + name: tensor for name, tensor in weights.items()}
    for part, term in (("embedding", embedding), ("dense", dense)):
        found = torch.autograd.grad(term, list(weights.values()), allow_unused=True)
        tensors |= {f"grad_{part}.{name}": g for name, g in zip(weights, found) if g is not None}
    return stored(tensors)


def make(folder):
    save_file(make_text_side(), str(folder / "model_text_side.safetensors"))
    for index, (case, (spec, masked)) in enumerate(cases().items()):
        settings = copy.deepcopy(spec) | {"cardinalities": list(CARDINALITIES), "vocabulary_size": VOCABULARY, "masked": masked}
        save_file(make_case(spec, masked, 3001 + index), str(folder / f"model_{case}.safetensors"),
                  metadata={"case": json.dumps(settings)})
    for index, backbone_id in enumerate(("dcn_v2", "deepfm")):
        settings = {"backbone": base_spec(backbone_id)["backbone"], "cardinalities": list(CARDINALITIES),
                    "embedding_l2": 0.3, "dense_l2": 0.2}
        save_file(make_l2_terms(backbone_id, 3900 + index), str(folder / f"l2_{backbone_id}.safetensors"),
                  metadata={"case": json.dumps(settings)})
