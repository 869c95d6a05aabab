"""Trains the emotion classifier on EmoDB and writes it as ONNX.

python3 export_emotion.py --shared ../../../shared --cache build \
    --out ../../core/src/main/resources/org/ossicle/models/emotion/emotion.onnx
With --leave-out 03,08 it never hears these speakers, for tests that need voices new to it. With
--expected FOLDER the logits of the excerpts there (emotion_vectors.py) are written beside them.
"""

import argparse
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
import torch

import emotion_classifier as classifier
import emotion_data
import emotion_descriptors
import emotion_functionals
import emotion_selection

METADATA = {
    "model_type": "emotion",
    "input": "functionals",
    "feature_set": emotion_functionals.FEATURE_SET,
    "output": "logits",
    "labels": ",".join(emotion_data.LABELS),
    "arousal_labels": ",".join(emotion_data.AROUSED),
    "sample_rate": "16000",
    "window_seconds": "2",
    "hop_seconds": "0.5",
    "min_seconds": "1",
    "temperature": "1",
    "unsure_below": "0.4",
    "license": "CC0-1.0",
    "data": "EmoDB, Berlin Database of Emotional Speech",
}


def weights_of(experts, choice):
    """The trained parts, members side by side and calibrated, each under its initializer's name."""
    committee = experts.committee
    members = committee.recipe.members
    state = {k: v.detach().numpy().astype(np.float64) for k, v in committee.state_dict().items()}
    linear = experts.linear[choice.penalty] * choice.linear_share
    out = state["out"].reshape(-1, classifier.CLASSES) / members
    bias = state["bias"].mean(axis=0) + linear[-1]
    arrays = {
        "mean": experts.scaling.mean,
        "scale": experts.scaling.scale,
        "clip_low": np.array(-classifier.CLIP),
        "clip_high": np.array(classifier.CLIP),
        "hidden_weight": state["hidden.weight"].T,
        "hidden_bias": state["hidden.bias"],
        "out_weight": out / choice.temperature,
        "out_bias": bias / choice.temperature,
        "linear_weight": linear[:-1] / choice.temperature,
    }
    return {name: np.ascontiguousarray(array, np.float32) for name, array in arrays.items()}


def graph_of(weights):
    """functionals [N, D] -> logits [N, CLASSES]."""
    nodes = [
        helper.make_node("Sub", ["functionals", "mean"], ["centred"]),
        helper.make_node("Mul", ["centred", "scale"], ["scaled"]),
        helper.make_node("Clip", ["scaled", "clip_low", "clip_high"], ["clipped"]),
        helper.make_node("Gemm", ["clipped", "hidden_weight", "hidden_bias"], ["hidden"]),
        helper.make_node("Relu", ["hidden"], ["active"]),
        helper.make_node("Gemm", ["active", "out_weight", "out_bias"], ["committee"]),
        helper.make_node("MatMul", ["clipped", "linear_weight"], ["linear"]),
        helper.make_node("Add", ["committee", "linear"], ["logits"]),
    ]
    count = len(weights["mean"])
    inputs = [helper.make_tensor_value_info("functionals", TensorProto.FLOAT, ["N", count])]
    shape = ["N", classifier.CLASSES]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, shape)]
    stored = [numpy_helper.from_array(array, name) for name, array in weights.items()]
    return helper.make_graph(nodes, "ossicle_emotion", inputs, outputs, stored)


def logits(weights, rows):
    """What the graph computes, in NumPy."""
    x = (rows - weights["mean"]) * weights["scale"]
    x = np.clip(x, weights["clip_low"], weights["clip_high"])
    hidden = np.maximum(x @ weights["hidden_weight"] + weights["hidden_bias"], 0)
    return hidden @ weights["out_weight"] + weights["out_bias"] + x @ weights["linear_weight"]


def write_expected(weights, folder):
    for excerpt in sorted(pathlib.Path(folder).glob("*.s16le")):
        samples = np.fromfile(excerpt, "<i2") / 32768
        frames = emotion_descriptors.frame_descriptors(samples)
        row = emotion_functionals.functionals(frames)[None]
        values = ",".join(f"{value:.7g}" for value in logits(weights, row)[0])
        excerpt.with_suffix(".logits.csv").write_text(values + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--cache", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--leave-out", default="", help="speakers never heard, such as 03,08")
    parser.add_argument("--expected", help="folder of test excerpts to write the logits of")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    data = emotion_data.EmotionData(arguments.shared, arguments.cache)
    without = [s for s in arguments.leave_out.split(",") if s]
    left_out = emotion_selection.LeftOut(data, classifier.Recipe(), arguments.cache)
    choice = left_out.choose(set(without))
    heard = ~np.isin(data.speakers, without)
    experts = left_out.experts(heard)
    weights = weights_of(experts, choice)
    clean = data.measuring["clean"]
    wanted = experts.scores(clean, choice.penalty, choice.linear_share) / choice.temperature
    difference = np.abs(logits(weights, clean) - wanted).max()
    if difference > 1e-3:
        raise SystemExit(f"the exported weights differ from the trained ones by {difference}")
    model = helper.make_model(graph_of(weights), opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    metadata = METADATA | {"speakers_left_out": arguments.leave_out or "none"}
    for key, value in metadata.items():
        model.metadata_props.add(key=key, value=value)
    onnx.checker.check_model(model)
    pathlib.Path(arguments.out).parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, arguments.out)
    print(f"{choice}; {heard.sum()} clips; {pathlib.Path(arguments.out).stat().st_size} bytes")
    if arguments.expected:
        write_expected(weights, arguments.expected)


if __name__ == "__main__":
    main()
