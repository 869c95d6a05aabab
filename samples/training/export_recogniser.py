"""Writes the trained recogniser as ONNX: python3 export_recogniser.py --out build

The file takes `x` (1, chunk, 40) and one state per look-back, and gives `scores` (1, chunk / 2,
classes) as log-probabilities and the new states; core/docs/word-models.md lists its metadata. Batch
normalisation is folded into the convolutions. Weights of 32 elements and more are 8-bit integers
with a scale for each output channel. The network whose weights are rounded like that is the original
that the runtime is compared with: --vector writes what it makes of a recording.
"""

import argparse
import copy
import dataclasses
import pathlib
import sys

import numpy as np
import onnx
import soundfile
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn.utils import fusion

import features
import recogniser
import word_decoder

VERSION = 1
FRAME_SHIFT_MS = 10
SUBSAMPLING = recogniser.FRAMES_PER_SCORE
# Of silence after the last sound: a word is named 180 ms after its end at the latest, and then smoothed.
TAIL_FRAMES = 30
SMALLEST_ROUNDED = 32
LARGEST = 127
OPSET = 13


def folded(network):
    """The same network without batch normalisation."""
    network = copy.deepcopy(network).eval()
    for part in network.convs:
        part.conv = fusion.fuse_conv_bn_eval(part.conv, part.norm)
        part.norm = nn.Identity()
    network.gather = fusion.fuse_conv_bn_eval(network.gather, network.gather_norm)
    network.gather_norm = nn.Identity()
    return network


def rounded(network):
    """Rounds the convolutions in place; returns integers and scales by the name of the weight."""
    kept = {}
    for name, module in network.named_modules():
        if not isinstance(module, (nn.Conv1d, nn.Conv2d)):
            continue
        weight = module.weight.detach()
        if weight.numel() < SMALLEST_ROUNDED:
            continue
        scale = weight.flatten(1).abs().amax(1).clamp_min(1e-12) / LARGEST
        columns = scale.reshape([-1] + [1] * (weight.dim() - 1))
        integers = (weight / columns).round()
        module.weight = nn.Parameter(integers * columns)
        kept[name + ".weight"] = (integers.to(torch.int8).numpy(), scale.numpy())
    return kept


class Chunk(nn.Module):
    """One run: features and states in, log-probabilities and states out."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x, *past):
        scores, new_past = self.network.stream(x, list(past))
        return (scores.log_softmax(2), *new_past)


def export(network, chunk_frames, file):
    past = network.initial_past()
    states = [f"past_{i}" for i in range(len(past))]
    torch.onnx.export(
        Chunk(network).eval(),
        (torch.zeros(1, chunk_frames, recogniser.BINS), *past),
        str(file),
        opset_version=OPSET,
        input_names=["x"] + states,
        output_names=["scores"] + ["new_" + s for s in states],
        do_constant_folding=True,
    )


def store_integers(model, kept):
    """Puts the 8-bit weights in place of the rounded ones, each behind a DequantizeLinear."""
    graph = model.graph
    nodes = []
    for initializer in list(graph.initializer):
        name = initializer.name.removeprefix("network.")
        if name not in kept:
            continue
        integers, scale = kept.pop(name)
        stored = numpy_helper.to_array(initializer)
        columns = scale.reshape([-1] + [1] * (integers.ndim - 1))
        if not np.array_equal(stored, integers.astype(np.float32) * columns):
            sys.exit(f"{name} is not the rounded weight")
        graph.initializer.remove(initializer)
        parts = {
            "integers": integers,
            "scale": scale,
            "zero": np.zeros(len(scale), np.int8),
        }
        for part, values in parts.items():
            graph.initializer.append(numpy_helper.from_array(values, f"{name}.{part}"))
        nodes.append(
            onnx.helper.make_node(
                "DequantizeLinear",
                [f"{name}.{part}" for part in parts],
                [initializer.name],
                name=name,
                axis=0,
            )
        )
    if kept:
        sys.exit(f"not in the exported file: {sorted(kept)}")
    for node in reversed(nodes):
        graph.node.insert(0, node)


def metadata(words, chunk_frames, rules):
    return {
        "model_type": "ossicle_words",
        "version": VERSION,
        "words": ",".join(words),
        "sample_rate_hz": recogniser_rate_hz(),
        "feature_bins": recogniser.BINS,
        "feature_low_hz": 20,
        "feature_high_hz": 7600,
        "frame_shift_ms": FRAME_SHIFT_MS,
        "chunk_frames": chunk_frames,
        "subsampling": SUBSAMPLING,
        **search(words, rules),
        "tail_frames": TAIL_FRAMES,
    }


def search(words, rules):
    found = {name: f"{value:g}" for name, value in dataclasses.asdict(rules).items()}
    found["emit_threshold"] = ",".join(f"{v:g}" for v in word_decoder.thresholds(words, rules))
    if word_decoder.OTHER_SPEECH in words:
        return found
    return {name: value for name, value in found.items() if not name.startswith("other_speech")}


def recogniser_rate_hz():
    return features.FRAME_SHIFT * 1000 // FRAME_SHIFT_MS


def write_vector(network, recording, file):
    """count of samples (int32), samples (int16), scores (float32), all little-endian."""
    samples, rate = soundfile.read(recording, dtype="int16")
    if rate != recogniser_rate_hz() or samples.ndim != 1:
        sys.exit(f"{recording}: {rate} Hz, {samples.ndim} channels; needs mono at 16 kHz")
    with torch.no_grad():
        x = features.LogMel(recogniser.BINS)(torch.from_numpy(samples / np.float32(32768))[None])
        x = x[:, : x.shape[1] // SUBSAMPLING * SUBSAMPLING]
        scores = network.stream(x, network.initial_past())[0].log_softmax(2)[0].numpy()
    with open(file, "wb") as out:
        out.write(np.array(len(samples), "<i4").tobytes())
        out.write(samples.astype("<i2").tobytes())
        out.write(scores.astype("<f4").tobytes())
    print(f"{file}: {len(samples)} samples, {scores.shape} scores")


def random_network(words, width):
    """A network of the same form with weights that leave no two classes alike, for tests."""
    torch.manual_seed(7)
    network = recogniser.Recogniser(words, width)
    network.mean.fill_(-8)
    network.scale.fill_(0.3)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.7, 1.5)
            nn.init.uniform_(module.bias, -0.3, 0.3)
    nn.init.normal_(network.classify.weight, 0, 0.5)
    # Statistics of something like speech keep the scores from standing still.
    for _ in range(50):
        network.train()(torch.randn(2, 100, recogniser.BINS).cumsum(1) / 2 - 8)
    return network.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="build", help="folder of recogniser.pt, and for words.onnx")
    parser.add_argument("--onnx", help="the file to write instead of words.onnx")
    parser.add_argument("--chunk-frames", type=int, default=4)
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights")
    parser.add_argument("--random", action="store_true", help="a small untrained network")
    parser.add_argument("--vector", nargs=2, metavar=("RECORDING", "FILE"))
    word_decoder.Rules.add_to(parser)
    options = parser.parse_args()
    if options.chunk_frames < SUBSAMPLING or options.chunk_frames % SUBSAMPLING:
        parser.error(f"--chunk-frames must be a multiple of {SUBSAMPLING}")
    out = pathlib.Path(options.out)
    file = pathlib.Path(options.onnx) if options.onnx else out / "words.onnx"

    if options.random:
        words = ["<blk>", "yes", "no", "go", "computer", "<unk>"]
        network = random_network(len(words), 2)
    else:
        stored = torch.load(out / "recogniser.pt", map_location="cpu")
        words = stored["words"]
        network = recogniser.Recogniser(len(words), stored["width"])
        network.load_state_dict(stored["model"])
    rules = word_decoder.Rules.of(options)

    network = folded(network)
    kept = {} if options.float else rounded(network)
    export(network, options.chunk_frames, file)
    model = onnx.load(str(file))
    store_integers(model, kept)
    onnx.helper.set_model_props(
        model,
        {k: str(v) for k, v in metadata(words, options.chunk_frames, rules).items()},
    )
    onnx.checker.check_model(model)
    onnx.save(model, str(file))
    print(f"{file}: {file.stat().st_size} bytes, {len(words)} classes")
    if options.vector:
        write_vector(network, *options.vector)


if __name__ == "__main__":
    main()
