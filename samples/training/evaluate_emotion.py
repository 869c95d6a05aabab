"""Measures the emotion classifier's recipe, leaving out one EmoDB speaker at a time.

Choices and calibration are made inside each fold, on its training speakers (emotion_selection).
The committee depends on the seed it starts from: the figures are means over some seeds.

python3 evaluate_emotion.py --shared ../../../shared --cache build
"""

import argparse

import numpy as np
from sklearn import metrics
import torch

import emotion_classifier as classifier
import emotion_data
import emotion_selection

BINS = 10
SYSTEMS = ("shipped", "committee", "linear", "convolutions")


def calibration_error(probabilities, y, bins=BINS):
    """Mean |confidence - accuracy| over bins of equally many clips, ordered by confidence."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == y
    order = np.argsort(confidence, kind="stable")
    groups = np.array_split(order, bins)
    return sum(abs(confidence[g].mean() - right[g].mean()) * len(g) for g in groups) / len(y)


def fold(left_out, speaker, seeds):
    """(seeds, systems, conditions, clips, 7) scores of a speaker whom no model heard.

    The choices are those of the first seed's models.
    """
    choice = left_out.choose({speaker})
    print(f"speaker {speaker}: {choice}", flush=True)
    found = []
    for seed in range(seeds):
        scores = left_out.scores({speaker}, seed)
        found.append([left_out.mixed(scores, choice), *left_out.parts(scores, choice)])
    return np.array(found)


def figures(scores, y):
    """UAR, AUC of anger and calibration error of (clips, 7) scores."""
    logs = classifier.log_softmax(scores)
    recall = metrics.recall_score(y, logs.argmax(axis=1), average="macro")
    area = metrics.roc_auc_score(y == 0, logs[:, 0])
    return recall, area, calibration_error(np.exp(logs), y)


def report(data, scores):
    for s, system in enumerate(SYSTEMS):
        for c, condition in enumerate(data.measuring):
            found = np.array([figures(one[s, c], data.classes) for one in scores])
            recall, area, error = found.mean(axis=0)
            line = f"{system:10} {condition:12} UAR {recall:.3f}  AUC of anger {area:.3f}"
            line += f"  ECE {error:.3f}" if system == "shipped" else ""
            each = ", ".join(f"{r:.3f} {a:.3f} {e:.3f}" for r, a, e in found)
            print(f"{line}  (by seed {each})")
    best = scores[0, 0, 0].argmax(axis=1)
    print(" ".join(emotion_data.LABELS))
    print(metrics.confusion_matrix(data.classes, best))
    for speaker in np.unique(data.speakers):
        own = data.speakers == speaker
        print(speaker, f"right {np.mean(best[own] == data.classes[own]):.3f} of {own.sum()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--cache", required=True)
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    data = emotion_data.EmotionData(arguments.shared, arguments.cache)
    left_out = emotion_selection.LeftOut(data, classifier.Recipe(), arguments.cache)
    shape = (arguments.seeds, len(SYSTEMS), len(data.measuring), len(data), classifier.CLASSES)
    scores = np.zeros(shape)
    for speaker in np.unique(data.speakers):
        scores[..., data.speakers == speaker, :] = fold(left_out, speaker, arguments.seeds)
    report(data, scores)


if __name__ == "__main__":
    main()
