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
import emotion_contours
import emotion_convolution_graph as convolution_graph
import emotion_data
import emotion_descriptors
import emotion_functionals
import emotion_selection
import emotion_voices

METADATA = {
    "model_type": "emotion",
    "input": "functionals",
    "feature_set": emotion_contours.FEATURE_SET,
    "output": "logits",
    "labels": ",".join(emotion_data.LABELS),
    "arousal_labels": ",".join(emotion_data.AROUSED),
    "sample_rate": "16000",
    "window_seconds": "2",
    "hop_seconds": "0.5",
    "min_seconds": "1",
    "temperature": "1",
    "unsure_below": "0.4",
    "voice_output": "voice",
    "voice_from": str(emotion_voices.THRESHOLD),
    "license": "CC0-1.0; output voice: CC-BY-4.0",
    "data": "EmoDB; for the output voice Google Speech Commands v0.02 too",
}


def weights_of(experts, models, choice, voices):
    """The trained parts, members side by side and calibrated, each under its initializer's name."""
    members = experts.committee.recipe.members
    state = experts.committee.state_dict()
    state = {k: v.detach().numpy().astype(np.float64) for k, v in state.items()}
    linear = experts.linear.weights[choice.penalty] * choice.linear_share
    convolved = models.weights[choice.convolution_penalty] * choice.convolution_share
    out = state["out"].reshape(-1, classifier.CLASSES) / members
    bias = state["bias"].mean(axis=0) + linear[-1] + convolved[-1]
    arrays = {
        "mean": experts.linear.scaling.mean,
        "scale": experts.linear.scaling.scale,
        "clip_low": np.array(-classifier.CLIP),
        "clip_high": np.array(classifier.CLIP),
        "hidden_weight": state["hidden.weight"].T,
        "hidden_bias": state["hidden.bias"],
        "out_weight": out / choice.temperature,
        "out_bias": bias / choice.temperature,
        "linear_weight": linear[:-1] / choice.temperature,
        "convolved_mean": models.scaling.mean,
        "convolved_scale": models.scaling.scale,
        "convolved_weight": convolved[:-1] / choice.temperature,
        "voice_mean": voices.scaling.mean,
        "voice_scale": voices.scaling.scale,
        "voice_weight": voices.weights[:-1, None],
        "voice_bias": voices.weights[-1:],
    }
    return {name: np.ascontiguousarray(array, np.float32) for name, array in arrays.items()}


def scaled(name, prefix, out):
    """`name` standardised and clipped: `out`."""
    return [
        helper.make_node("Sub", [name, f"{prefix}mean"], [f"{out}_centred"]),
        helper.make_node("Mul", [f"{out}_centred", f"{prefix}scale"], [f"{out}_scaled"]),
        helper.make_node("Clip", [f"{out}_scaled", "clip_low", "clip_high"], [out]),
    ]


def graph_of(weights, convolutions):
    """row [N, functionals, then contours] -> logits [N, CLASSES], voice [N, 1]."""
    size = emotion_contours.STEPS * emotion_contours.COLUMNS
    parts = np.array([len(weights["mean"]), size], np.int64)
    nodes = [
        helper.make_node("Split", ["row", "parts"], ["functionals", "contours"], axis=1),
        *scaled("functionals", "", "functionals_clipped"),
        helper.make_node(
            "Gemm", ["functionals_clipped", "hidden_weight", "hidden_bias"], ["hidden"]
        ),
        helper.make_node("Relu", ["hidden"], ["active"]),
        helper.make_node("Gemm", ["active", "out_weight", "out_bias"], ["committee"]),
        helper.make_node("MatMul", ["functionals_clipped", "linear_weight"], ["linear"]),
        *convolution_graph.nodes(),
        *scaled("convolved", "convolved_", "convolved_clipped"),
        helper.make_node("MatMul", ["convolved_clipped", "convolved_weight"], ["heard_by_kernels"]),
        helper.make_node("Add", ["committee", "linear"], ["heard_by_functionals"]),
        helper.make_node("Add", ["heard_by_functionals", "heard_by_kernels"], ["logits"]),
        *scaled("functionals", "voice_", "voice_clipped"),
        helper.make_node("Gemm", ["voice_clipped", "voice_weight", "voice_bias"], ["voice"]),
    ]
    inputs = [helper.make_tensor_value_info("row", TensorProto.FLOAT, ["N", int(parts.sum())])]
    widths = {"logits": classifier.CLASSES, "voice": 1}
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", width])
        for name, width in widths.items()
    ]
    arrays = weights | convolution_graph.weights_of(convolutions) | {"parts": parts}
    stored = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    return helper.make_graph(nodes, "ossicle_emotion", inputs, outputs, stored)


class Trained:
    """All parts of a model that has not heard some speakers, and the choices made for it."""

    def __init__(self, left_out, sounds, without):
        heard = ~np.isin(left_out.data.speakers, without)
        self.choice = left_out.choose(set(without))
        self.experts = left_out.functional_experts(heard)
        self.models = left_out.convolution_models(heard)
        self.convolutions = left_out.data.convolutions
        self.voices = emotion_voices.trained(left_out.data, sounds, heard)

    def logits(self, frames):
        """(T, descriptors.COUNT) descriptors of a window -> (CLASSES) calibrated logits."""
        choice, experts = self.choice, self.experts
        functionals = emotion_functionals.functionals(frames)[None]
        convolved = self.convolutions(emotion_contours.grid(frames)[None])
        total = experts.committee_scores(functionals)
        total = total + choice.linear_share * experts.linear.scores(functionals, choice.penalty)
        kernels = self.models.scores(convolved, choice.convolution_penalty)
        return (total + choice.convolution_share * kernels)[0] / choice.temperature

    def voice(self, frames):
        """(T, descriptors.COUNT) descriptors of a window -> log-odds that it is a voice."""
        return self.voices.log_odds(emotion_functionals.functionals(frames)[None])[0]

    def model(self, without):
        weights = weights_of(self.experts, self.models, self.choice, self.voices)
        graph = graph_of(weights, self.convolutions)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
        model.ir_version = 8
        for key, value in (METADATA | {"speakers_left_out": without or "none"}).items():
            model.metadata_props.add(key=key, value=value)
        onnx.checker.check_model(model)
        return model


def write_expected(trained, folder):
    """What the trained parts say of the excerpts, logits and then the voice's log-odds; a test
    holds the exported graph against it."""
    for excerpt in sorted(pathlib.Path(folder).glob("*.s16le")):
        samples = np.fromfile(excerpt, "<i2") / 32768
        frames = emotion_descriptors.frame_descriptors(samples)
        values = ",".join(f"{value:.7g}" for value in trained.logits(frames))
        voice = f"{trained.voice(frames):.7g}"
        excerpt.with_suffix(".logits.csv").write_text(f"{values}\n{voice}\n")


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
    left_out = emotion_selection.LeftOut(data, classifier.Recipe(), arguments.cache)
    sounds = emotion_voices.Sounds(arguments.shared, arguments.cache)
    trained = Trained(left_out, sounds, [s for s in arguments.leave_out.split(",") if s])
    out = pathlib.Path(arguments.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(trained.model(arguments.leave_out), out)
    print(f"{trained.choice}; {out.stat().st_size} bytes")
    if arguments.expected:
        write_expected(trained, arguments.expected)


if __name__ == "__main__":
    main()
