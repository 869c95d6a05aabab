"""Measures the emotion classifier's recipe, leaving out one EmoDB speaker at a time.

Choices and calibration are made inside each fold, on its training speakers (emotion_selection).

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
SYSTEMS = ("shipped", "linear", "committee")


def calibration_error(probabilities, y, bins=BINS):
    """Mean |confidence - accuracy| over bins of equally many clips, ordered by confidence."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == y
    order = np.argsort(confidence, kind="stable")
    groups = np.array_split(order, bins)
    return sum(abs(confidence[g].mean() - right[g].mean()) * len(g) for g in groups) / len(y)


def fold(left_out, speaker):
    """(systems, conditions, clips, 7) scores of a speaker by models that never heard that one."""
    choice = left_out.choose({speaker})
    print(f"speaker {speaker}: {choice}", flush=True)
    scores = left_out.scores({speaker})
    committee, linear = scores[0], scores[1 + left_out.recipe.penalties.index(choice.penalty)]
    shipped = (committee + choice.linear_share * linear) / choice.temperature
    return np.stack([shipped, linear, committee])


def report(data, scores):
    for s, system in enumerate(SYSTEMS):
        for c, condition in enumerate(data.measuring):
            logs = classifier.log_softmax(scores[s, c])
            recall = metrics.recall_score(data.classes, logs.argmax(axis=1), average="macro")
            area = metrics.roc_auc_score(data.classes == 0, logs[:, 0])
            line = f"{system:10} {condition:12} UAR {recall:.3f}  AUC of anger {area:.3f}"
            if system == "shipped":
                line += f"  ECE {calibration_error(np.exp(logs), data.classes):.3f}"
            print(line)
    best = scores[0, 0].argmax(axis=1)
    print(" ".join(emotion_data.LABELS))
    print(metrics.confusion_matrix(data.classes, best))
    for speaker in np.unique(data.speakers):
        own = data.speakers == speaker
        print(speaker, f"right {np.mean(best[own] == data.classes[own]):.3f} of {own.sum()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--cache", required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    data = emotion_data.EmotionData(arguments.shared, arguments.cache)
    left_out = emotion_selection.LeftOut(data, classifier.Recipe(), arguments.cache)
    shape = (len(SYSTEMS), len(data.measuring), len(data), classifier.CLASSES)
    scores = np.zeros(shape)
    for speaker in np.unique(data.speakers):
        scores[:, :, data.speakers == speaker] = fold(left_out, speaker)
    report(data, scores)


if __name__ == "__main__":
    main()
