# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole model: CTR backbone, prompts, language model, heads and fusion.

`spec` has the layout and the keys of a run's spec (backbone, prompts, plm.pooler, fusion). What the weights
do not have is left out of the result.
"""

import backbone_reference as ctr
import encoder_reference as plm
import loss_reference as losses
import prompt_reference as prompts


def identifier(value, default):
    """A part of the spec is written as "id" or as {"id": ..., ...}."""
    if isinstance(value, dict):
        return value.get("id", default)
    return default if value is None else value


def has_backbone(weights):
    return any(name.startswith("backbone.") for name in weights)


def has_encoder(weights):
    return "encoder.embeddings.word_embeddings.weight" in weights


def run_click_side(weights, spec, field_ids, statistics=None):
    """representation [B, R], prompt_vectors [B, K, vectors, H] and ctr_logit [B], as far as the weights go."""
    settings = spec.get("prompts") or {}
    usage, count = settings.get("ctr_logit", "trunk"), int(settings.get("count", 0))
    backbone = spec["backbone"]
    backbone_id, options = identifier(backbone, None), backbone.get("options", {}) if isinstance(backbone, dict) else {}
    representation, addend = ctr.represent(weights, backbone_id, options, field_ids, statistics)
    out, has_head = {"representation": representation}, "ctr_head.output.weight" in weights
    if prompts.has_projector(weights) and (has_encoder(weights) or usage != "trunk"):
        if count < 1:
            raise ValueError(f"spec.prompts.count is {count}, the checkpoint has a projector")
        out["prompt_vectors"] = prompts.prompt_vectors(weights, representation, count)
    if usage == "trunk" and (has_head or backbone_id in ctr.WHOLE_LOGIT):
        out["ctr_logit"] = ctr.ctr_logit(weights, representation, addend)
    elif usage != "trunk" and has_head:
        if "prompt_vectors" not in out:
            raise ValueError(f"spec.prompts.ctr_logit is '{usage}', there are no prompts")
        out["ctr_logit"] = prompts.ctr_logit_from_prompts(weights, usage, representation, out["prompt_vectors"])
    return out


def run_text_side(weights, spec, token_ids, token_mask, heads, eps, vectors=None, style=None):
    """hidden_states, attention, the prompts as the encoder takes them and plm_logit."""
    settings = spec.get("prompts") or {}
    taken, out = {}, {}
    if vectors is not None:
        taken = prompts.for_encoder(settings.get("form", "prefix"), vectors, plm.encoder_layers(weights), heads)
    if "keys" in taken:
        out["prompt_keys"], out["prompt_values"] = taken["keys"], taken["values"]
    shifted = settings.get("positions", "unshifted") == "shifted_by_prompts"
    states, attention = plm.encode(weights, token_ids, token_mask, heads, eps, taken, shifted, style)
    out["hidden_states"], out["attention"] = states, attention
    if "plm_head.output.weight" in weights:
        pooler = identifier((spec.get("plm") or {}).get("pooler"), "cls")
        out["plm_logit"] = plm.plm_logit(weights, plm.pool(states, token_mask, pooler))
    return out


def run(weights, spec, field_ids, token_ids=None, token_mask=None, heads=1, eps=1e-12, statistics=None, style=None):
    """All tensors by name; `logit` is what is trained and scored. style: of the language model, see encoder_reference."""
    out = run_click_side(weights, spec, field_ids, statistics) if has_backbone(weights) else {}
    if has_encoder(weights) and token_ids is not None:
        out |= run_text_side(weights, spec, token_ids, token_mask, heads, eps, out.get("prompt_vectors"), style)
    if "ctr_logit" in out and "plm_logit" in out:
        out["logit"] = plm.fuse(weights, identifier(spec.get("fusion"), "sum"), out["ctr_logit"], out["plm_logit"])
    elif "ctr_logit" in out or "plm_logit" in out:
        out["logit"] = out.get("ctr_logit", out.get("plm_logit"))
    return out


def masked_loss_sum(weights, out, positions, targets, eps):
    """Cross entropy of the masked positions (flat b*T + t, text only), summed."""
    picked = losses.pick_positions(out["hidden_states"], positions)
    return losses.cross_entropy_sum(plm.mlm_logits(weights, picked, eps), targets)
