# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files of tiny random models of every family, made by transformers and, where it has no way, by encoder_reference.

families/<name>/config.json, model.safetensors   as transformers saves <Family>ForMaskedLM
families/<name>/vocab.txt | vocab.json, merges.txt | tokenizer.json   where the family's tokenizer is built
families/<name>/cases.safetensors:
  token_ids, token_mask [B, T]; hidden_states [L+1, B, T, H] and mlm_logits [B, T, V] by transformers
  whole.token_ids (nothing padded; one id is the padding id all the same), whole.hidden_states, whole.mlm_logits
  masked_positions (flat b*T + t), masked_targets; masked_loss (cross entropy, summed) of the padded batch
  grad.<file's name> of every parameter, of that loss
  prompt_keys, prompt_values [L, B, A, K, D], prompt_hidden [L, B, K, H], prompt_input [B, K, H]
  <form>.hidden_states and <form>.grad.<prompts> of the same loss for the forms prefix, layer_hidden, input;
  <form>_shifted the same with the text K positions later
Prefixes of BERT and RoBERTa are by transformers' key/value cache, and must equal encoder_reference.
Hidden states of padding mean nothing.
"""

import shutil
import tempfile
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from transformers import (BertConfig, BertForMaskedLM, CamembertConfig, CamembertForMaskedLM, DistilBertConfig,
                          DistilBertForMaskedLM, RobertaConfig, RobertaForMaskedLM)
from transformers.utils import logging

import encoder_reference
import golden_bpe
from golden_bert import run_with_prefix
from golden_files import write_json

PROMPTS, LENGTHS, TOKENS = 3, (9, 6, 4), 9
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"
CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789" + PUNCTUATION
BPE_SIZE = 300
DISTILBERT_PARTS = {
    "attention.q_lin": "attention.self.query", "attention.k_lin": "attention.self.key",
    "attention.v_lin": "attention.self.value", "attention.out_lin": "attention.output.dense",
    "sa_layer_norm": "attention.output.LayerNorm", "ffn.lin1": "intermediate.dense", "ffn.lin2": "output.dense",
    "output_layer_norm": "output.LayerNorm"}
HEADS = {
    "bert": {"cls.predictions.transform.dense": "mlm_head.dense", "cls.predictions.transform.LayerNorm": "mlm_head.layer_norm",
             "cls.predictions": "mlm_head"},
    "roberta": {"lm_head.dense": "mlm_head.dense", "lm_head.layer_norm": "mlm_head.layer_norm", "lm_head": "mlm_head"},
    "distilbert": {"vocab_transform": "mlm_head.dense", "vocab_layer_norm": "mlm_head.layer_norm", "vocab_projector": "mlm_head"}}


def pieces():
    return ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + list(CHARACTERS) + ["##" + character for character in CHARACTERS]


def write_wordpiece(folder):
    (folder / "vocab.txt").write_text("\n".join(pieces()) + "\n", encoding="utf-8")
    write_json(folder / "tokenizer_config.json", {"do_lower_case": True})


def write_bpe(folder):
    golden_bpe.write_vocabulary(*golden_bpe.train(golden_bpe.sample_words(), BPE_SIZE), folder)


def write_bpe_json(folder):
    golden_bpe.make_bpe(*golden_bpe.train(golden_bpe.sample_words(), BPE_SIZE)).save(str(folder / "tokenizer.json"))


def bert(hidden, heads, activation, **more):
    return BertForMaskedLM(BertConfig(
        vocab_size=len(pieces()), hidden_size=hidden, num_hidden_layers=2, num_attention_heads=heads, intermediate_size=20,
        max_position_embeddings=192, hidden_act=activation, initializer_range=0.3, attn_implementation="eager", **more))


def roberta(config_class, model_class, layers, activation, types):
    return model_class(config_class(
        vocab_size=BPE_SIZE, hidden_size=12, num_hidden_layers=layers, num_attention_heads=2, intermediate_size=20,
        max_position_embeddings=194, type_vocab_size=types, hidden_act=activation, layer_norm_eps=1e-5, initializer_range=0.3,
        pad_token_id=1, bos_token_id=0, eos_token_id=2, attn_implementation="eager"))


def distilbert(activation, sines):
    return DistilBertForMaskedLM(DistilBertConfig(
        vocab_size=len(pieces()), dim=12, n_layers=2, n_heads=2, hidden_dim=20, max_position_embeddings=192,
        activation=activation, sinusoidal_pos_embds=sines, initializer_range=0.3, attn_implementation="eager"))


CASES = {
    "bert": (lambda: bert(12, 2, "gelu_new", pad_token_id=0), write_wordpiece),
    "tinybert": (lambda: bert(15, 3, "gelu"), write_wordpiece),
    "roberta": (lambda: roberta(RobertaConfig, RobertaForMaskedLM, 2, "gelu", 1), write_bpe),
    "distilroberta": (lambda: roberta(RobertaConfig, RobertaForMaskedLM, 1, "relu", 1), write_bpe_json),
    "camembert": (lambda: roberta(CamembertConfig, CamembertForMaskedLM, 1, "silu", 2), None),
    "distilbert": (lambda: distilbert("gelu", False), write_wordpiece),
    "distilbert_sines": (lambda: distilbert("relu", True), write_wordpiece),
}


def random_model(name):
    """Biases and norms moved from their 0 and 1, so that a forgotten one shows."""
    torch.manual_seed(20240700 + list(CASES).index(name))
    model = CASES[name][0]().eval()
    with torch.no_grad():
        for parameter_name, parameter in model.named_parameters():
            if parameter_name.endswith("bias") or "norm" in parameter_name.lower():
                parameter.add_(0.1 * torch.randn_like(parameter))
    return model


def file_parameters(model):
    """By the names of a file, which leaves out the tied decoder."""
    tied = ("decoder.weight", "decoder.bias", "vocab_projector.weight")
    return {name: parameter for name, parameter in model.named_parameters(remove_duplicate=False) if not name.endswith(tied)}


def our_name(model_type, name):
    """A file's name to the reference's."""
    family = "roberta" if model_type == "camembert" else model_type
    for theirs, ours in HEADS[family].items():
        if name.startswith(theirs + ".") and name.count(".") == theirs.count(".") + 1:
            return ours + name[len(theirs):]
    name = name.removeprefix(family + ".").replace("transformer.layer.", "encoder.layer.")
    for theirs, ours in DISTILBERT_PARTS.items() if family == "distilbert" else ():
        name = name.replace(f".{theirs}.", f".{ours}.")
    return "encoder." + name


def reference_of(model):
    """Weights in double precision as leaves, heads, epsilon and style for encoder_reference."""
    config = model.config
    weights = {our_name(config.model_type, name): parameter.detach().double().requires_grad_(True)
               for name, parameter in file_parameters(model).items()}
    if config.model_type == "distilbert":
        style = {"activation": config.activation, "head_activation": config.activation}
        return weights, config.n_heads, 1e-12, style
    style = {"activation": config.hidden_act, "head_activation": config.hidden_act}
    if config.model_type != "bert":
        style |= {"head_activation": "gelu", "pad": config.pad_token_id}
    return weights, config.num_attention_heads, config.layer_norm_eps, style


def draw_inputs(model):
    config, generator = model.config, torch.Generator().manual_seed(20240702)
    mask = (torch.arange(TOKENS) < torch.tensor(LENGTHS)[:, None]).long()  # [B, T]
    ids = torch.randint(5, config.vocab_size, (len(LENGTHS), TOKENS), generator=generator)
    whole = torch.randint(5, config.vocab_size, (2, TOKENS), generator=generator)
    whole[1, 3] = config.pad_token_id
    layers, heads, hidden = config.num_hidden_layers, config.num_attention_heads, config.hidden_size
    positions = (torch.rand(mask.shape, generator=generator) * mask > 0.5).flatten().nonzero().squeeze(1)
    keys = (layers, len(LENGTHS), heads, PROMPTS, hidden // heads)
    return {
        "token_ids": ids * mask + config.pad_token_id * (1 - mask), "token_mask": mask, "whole.token_ids": whole,
        "masked_positions": positions, "masked_targets": torch.randint(5, config.vocab_size, positions.shape, generator=generator),
        "prompt_keys": torch.randn(keys, generator=generator), "prompt_values": torch.randn(keys, generator=generator),
        "prompt_hidden": torch.randn(layers, len(LENGTHS), PROMPTS, hidden, generator=generator),
        "prompt_input": torch.randn(len(LENGTHS), PROMPTS, hidden, generator=generator)}


def by_transformers(model, inputs):
    """Outputs of the padded and the whole batch, and the gradients of the masked loss."""
    tensors = {}
    for prefix, ids, mask in (("", inputs["token_ids"], inputs["token_mask"]),
                              ("whole.", inputs["whole.token_ids"], torch.ones_like(inputs["whole.token_ids"]))):
        out = model(ids, attention_mask=mask, output_hidden_states=True)
        tensors[prefix + "hidden_states"] = torch.stack(out.hidden_states).detach()
        tensors[prefix + "mlm_logits"] = out.logits.detach()
        if not prefix:
            loss = F.cross_entropy(out.logits.flatten(0, 1)[inputs["masked_positions"]], inputs["masked_targets"], reduction="sum")
            model.zero_grad()
            loss.backward()
            tensors["masked_loss"] = loss.detach()
            tensors |= {"grad." + name: parameter.grad.clone() for name, parameter in file_parameters(model).items()}
    return tensors


def by_reference(model, inputs, form, shifted):
    """Hidden states behind prompts and the gradients of the masked loss with respect to them."""
    weights, heads, eps, style = reference_of(model)
    names = {"prefix": ("keys", "values"), "layer_hidden": ("hidden",), "input": ("input",)}[form]
    leaves = {name: inputs["prompt_" + name].double().requires_grad_(True) for name in names}
    taken = {"hidden": "states", "input": "embeddings"}
    prompts = {taken.get(name, name): leaf for name, leaf in leaves.items()}
    states, _ = encoder_reference.encode(
        weights, inputs["token_ids"], inputs["token_mask"].bool(), heads, eps, prompts, shifted, style)
    logits = encoder_reference.mlm_logits(weights, states[-1].flatten(0, 1)[inputs["masked_positions"]], eps, style)
    F.cross_entropy(logits, inputs["masked_targets"], reduction="sum").backward()
    return states.detach().float(), {"grad." + name: leaf.grad.float() for name, leaf in leaves.items()}


def prefix_by_transformers(model, inputs, shifted):
    positions = None
    if model.config.model_type != "bert":
        pad, is_text = model.config.pad_token_id, inputs["token_mask"]
        positions = (is_text.cumsum(1) + (PROMPTS if shifted else 0)) * is_text + pad
    with torch.no_grad():
        return run_with_prefix(model.base_model, inputs["token_ids"], inputs["token_mask"], inputs["prompt_keys"],
                               inputs["prompt_values"], shifted, positions)[0]


def require_equal(what, found, expected, mask):
    real = mask.bool()[None, :, :, None]
    worst = ((found - expected) * real).abs().max().item()
    if not worst < 1e-5:
        raise ValueError(f"{what}: transformers and encoder_reference differ by {worst:.2e}")


def make_cases(name, model):
    inputs = draw_inputs(model)
    tensors = inputs | by_transformers(model, inputs)
    for form in ("prefix", "layer_hidden", "input"):
        for shifted in (False, True):
            key = form + ("_shifted" if shifted else "")
            states, gradients = by_reference(model, inputs, form, shifted)
            if form == "prefix" and model.config.model_type != "distilbert":
                theirs = prefix_by_transformers(model, inputs, shifted)
                require_equal(f"{name} {key}", states, theirs, inputs["token_mask"])
                states = theirs
            tensors[key + ".hidden_states"] = states
            tensors |= {f"{key}.{gradient}": tensor for gradient, tensor in gradients.items()}
    return {key: tensor.detach().clone(memory_format=torch.contiguous_format) for key, tensor in tensors.items()}


def save_model(model, folder):
    """config.json and model.safetensors as transformers writes them, rewritten where a version or a header's order would show."""
    with tempfile.TemporaryDirectory() as name:
        model.save_pretrained(name)
        text = (Path(name) / "config.json").read_text(encoding="utf-8")
        (folder / "config.json").write_text(text, encoding="utf-8")
        save_file(load_file(str(Path(name) / "model.safetensors")), str(folder / "model.safetensors"), metadata={"format": "pt"})


def make(folder):
    logging.disable_progress_bar()
    for name, (_, write_tokenizer) in CASES.items():
        target = folder / "families" / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        model = random_model(name)
        save_model(model, target)
        if write_tokenizer:
            write_tokenizer(target)
        save_file(make_cases(name, model), str(target / "cases.safetensors"))
