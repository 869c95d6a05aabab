"""Makes the emotion classifier's free choices on speakers that the judged models never heard.

Everything rests on models trained without one, two or more speakers, whose scores of these speakers
are kept in files: the folds of the evaluation leave out one, the choices inside a fold leave out
another one besides.
"""

import dataclasses
import pathlib

import numpy as np
import scipy.optimize

import emotion_classifier as classifier
import emotion_functionals

PARTNERS = 2  # on each side


@dataclasses.dataclass
class Choice:
    penalty: float
    linear_share: float
    temperature: float
    log_loss: float


class LeftOut:
    """Scores of left-out speakers, trained once per set of speakers and kept in `cache`."""

    def __init__(self, data, recipe, cache):
        self.data, self.recipe, self.cache = data, recipe, pathlib.Path(cache)
        self.names = emotion_functionals.names()

    def scores(self, left_out):
        """Of all clips of these speakers: (1 + penalties, conditions, clips, CLASSES).

        The committee's come first, then the linear models' in the order of the recipe's penalties.
        """
        stored = self.cache / f"emotion-without-{'-'.join(sorted(left_out))}.npy"
        if not stored.exists():
            out = np.isin(self.data.speakers, list(left_out))
            experts = self.experts(~out)
            found = []
            for measured in self.data.measuring.values():
                rows = measured[out]
                linear = [experts.linear_scores(rows, p) for p in self.recipe.penalties]
                found.append([experts.committee_scores(rows), *linear])
            np.save(stored, np.array(found).swapaxes(0, 1))
        return np.load(stored)

    def experts(self, heard):
        rows, y = self.data.training[:, heard], self.data.classes[heard]
        return classifier.Experts(rows, y, self.names, self.recipe)

    def partners(self, left_out):
        """The speakers left out besides: the next two after and before, in a circle; else all."""
        speakers = list(np.unique(self.data.speakers))
        if not left_out:
            return speakers
        start = speakers.index(max(left_out))
        circle = [s for s in speakers[start:] + speakers[:start] if s not in left_out]
        return circle[:PARTNERS] + circle[-PARTNERS:]

    def choose(self, left_out):
        """For a model without these speakers: its partners are left out in turn besides."""
        speakers = self.data.speakers
        scores, classes = [], []
        for partner in self.partners(left_out):
            both = speakers[np.isin(speakers, [*left_out, partner])]
            scores.append(self.scores({*left_out, partner})[:, 0, both == partner])
            classes.append(self.data.classes[speakers == partner])
        return self.best(np.concatenate(scores, axis=1), np.concatenate(classes))

    def best(self, scores, y):
        found = []
        for penalty, linear in zip(self.recipe.penalties, scores[1:]):
            for share in self.recipe.linear_shares:
                mixed = scores[0] + share * linear
                temperature = best_temperature(mixed, y)
                loss = log_loss(mixed / temperature, y)
                found.append(Choice(penalty, share, temperature, loss))
        return min(found, key=lambda choice: choice.log_loss)


def log_loss(scores, y):
    return -classifier.log_softmax(scores)[np.arange(len(y)), y].mean()


def best_temperature(scores, y):
    """Temperature of the least log loss."""

    def loss(log_temperature):
        return log_loss(scores / np.exp(log_temperature), y)

    return float(np.exp(scipy.optimize.minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))
