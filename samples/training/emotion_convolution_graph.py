"""The random convolutions as ONNX nodes: contours of a row -> features."""

import numpy as np
from onnx import helper

import emotion_contours
import emotion_convolutions as convolutions


def weights_of(made):
    shape = [-1, emotion_contours.STEPS, emotion_contours.COLUMNS]
    weights = {
        "contour_mean": made.mean,
        "contour_scale": made.scale,
        "contour_low": -convolutions.CLIP,
        "contour_high": convolutions.CLIP,
        "channel_weight": made.channels.T,
        "steepness": convolutions.STEEPNESS,
        "least_weight": convolutions.LEAST_WEIGHT,
        "one": 1.0,
        "unheard_penalty": convolutions.UNHEARD_PENALTY,
    }
    each = convolutions.KERNELS
    for i, taps in enumerate(np.split(made.taps, len(convolutions.DILATIONS))):
        weights[f"taps{i}"] = taps[:, None]
        weights[f"below{i}"] = -made.thresholds[i * each : (i + 1) * each]
    weights = {name: np.ascontiguousarray(w, np.float32) for name, w in weights.items()}
    integers = {
        "grid_shape": shape,
        "heard_begin": [emotion_contours.HEARD],
        "heard_end": [emotion_contours.HEARD + 1],
        "heard_axis": [2],
        "step_axis": [2],
        "kernel_parts": [each] * len(convolutions.DILATIONS),
    }
    return weights | {name: np.array(values, np.int64) for name, values in integers.items()}


def above_threshold():
    """contours [N, STEPS * COLUMNS] -> grid [N, STEPS, COLUMNS], above [N, kernels, STEPS]."""
    parts = range(len(convolutions.DILATIONS))
    nodes = [
        helper.make_node("Reshape", ["contours", "grid_shape"], ["grid"]),
        helper.make_node("Sub", ["grid", "contour_mean"], ["grid_centred"]),
        helper.make_node("Mul", ["grid_centred", "contour_scale"], ["grid_scaled"]),
        helper.make_node("Clip", ["grid_scaled", "contour_low", "contour_high"], ["grid_clipped"]),
        helper.make_node("MatMul", ["grid_clipped", "channel_weight"], ["weighed"]),
        helper.make_node("Transpose", ["weighed"], ["weighed_steps"], perm=[0, 2, 1]),
        helper.make_node(
            "Split", ["weighed_steps", "kernel_parts"], [f"weighed{i}" for i in parts], axis=1
        ),
    ]
    for i, dilation in enumerate(convolutions.DILATIONS):
        pad = convolutions.TAPS // 2 * dilation
        given = [f"weighed{i}", f"taps{i}", f"below{i}"]
        nodes.append(
            helper.make_node(
                "Conv",
                given,
                [f"above{i}"],
                dilations=[dilation],
                pads=[pad, pad],
                group=convolutions.KERNELS,
            )
        )
    nodes.append(helper.make_node("Concat", [f"above{i}" for i in parts], ["above"], axis=1))
    return nodes


def pooling():
    """grid and above -> features [N, COUNT]: how often, most and mean over what is heard."""
    return [
        helper.make_node("Slice", ["grid", "heard_begin", "heard_end", "heard_axis"], ["flag"]),
        helper.make_node("Transpose", ["flag"], ["heard"], perm=[0, 2, 1]),
        helper.make_node("ReduceSum", ["heard", "step_axis"], ["heard_sum"], keepdims=1),
        helper.make_node("Add", ["heard_sum", "least_weight"], ["heard_steps"]),
        helper.make_node("Div", ["heard", "heard_steps"], ["share"]),
        helper.make_node("Mul", ["above", "steepness"], ["steep"]),
        helper.make_node("Sigmoid", ["steep"], ["fires"]),
        helper.make_node("Mul", ["fires", "share"], ["fires_heard"]),
        helper.make_node("ReduceSum", ["fires_heard", "step_axis"], ["often"], keepdims=0),
        helper.make_node("Sub", ["heard", "one"], ["unheard"]),
        helper.make_node("Mul", ["unheard", "unheard_penalty"], ["penalty"]),
        helper.make_node("Add", ["above", "penalty"], ["audible"]),
        helper.make_node("ReduceMax", ["audible"], ["most"], axes=[2], keepdims=0),
        helper.make_node("Relu", ["above"], ["height"]),
        helper.make_node("Mul", ["height", "share"], ["height_heard"]),
        helper.make_node("ReduceSum", ["height_heard", "step_axis"], ["average"], keepdims=0),
        helper.make_node("Concat", ["often", "most", "average"], ["convolved"], axis=1),
    ]


def nodes():
    """contours [N, STEPS * COLUMNS] -> convolved [N, COUNT]."""
    return above_threshold() + pooling()
