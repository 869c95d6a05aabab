"""Makes the emotion classifier's free choices on speakers that the judged models never heard.

Everything rests on models trained without one, two or more speakers, whose scores of these speakers
are kept in files: the folds of the evaluation leave out one, the choices inside a fold leave out
another one besides.
"""

import dataclasses
import itertools
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
    convolution_penalty: float
    convolution_share: float
    temperature: float = 1.0
    log_loss: float = 0.0


class LeftOut:
    """Scores of left-out speakers, trained once per set of speakers and kept in `cache`."""

    def __init__(self, data, recipe, cache):
        self.data, self.recipe, self.cache = data, recipe, pathlib.Path(cache)
        self.names = emotion_functionals.names()

    def scores(self, left_out, seed=0):
        """Of all clips of these speakers: (models, conditions, clips, CLASSES).

        The committee's come first, then the linear models' over functionals in the order of the
        recipe's penalties, then those over convolutions.
        """
        functional = self.kept(f"functionals-seed-{seed}", left_out, self.functional_scores, seed)
        convolved = self.kept("convolutions", left_out, self.convolution_scores)
        return np.concatenate([functional, convolved])

    def kept(self, kind, left_out, scores_of, *seed):
        stored = self.cache / f"emotion-{kind}-without-{'-'.join(sorted(left_out))}.npy"
        if not stored.exists():
            np.save(stored, scores_of(np.isin(self.data.speakers, list(left_out)), *seed))
        return np.load(stored)

    def functional_scores(self, out, seed):
        experts, found = self.functional_experts(~out, seed), []
        for measured in self.data.measuring.values():
            linear = [experts.linear.scores(measured[out], p) for p in self.recipe.penalties]
            found.append([experts.committee_scores(measured[out]), *linear])
        return np.array(found).swapaxes(0, 1)

    def convolution_scores(self, out):
        models = self.convolution_models(~out)
        measured = self.data.measuring_convolved.values()
        penalties = self.recipe.convolution_penalties
        return np.array([[models.scores(m[out], p) for m in measured] for p in penalties])

    def functional_experts(self, heard, seed=0):
        rows, y = self.data.training[:, heard], self.data.classes[heard]
        return classifier.FunctionalExperts(rows, y, self.names, self.recipe, seed)

    def convolution_models(self, heard):
        rows, y = self.data.training_convolved[:, heard], self.data.classes[heard]
        recipe = self.recipe
        penalties, iterations = recipe.convolution_penalties, recipe.linear_iterations
        return classifier.LinearModels(rows, y, (), penalties, iterations)

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
        recipe, found = self.recipe, []
        for made in itertools.product(
            recipe.penalties,
            recipe.linear_shares,
            recipe.convolution_penalties,
            recipe.convolution_shares,
        ):
            choice = Choice(*made)
            mixed = self.mixed(scores, choice)
            choice.temperature = best_temperature(mixed, y)
            choice.log_loss = log_loss(mixed / choice.temperature, y)
            found.append(choice)
        return min(found, key=lambda choice: choice.log_loss)

    def parts(self, scores, choice):
        """The scores of the committee, and of the linear models of the choice's penalties."""
        recipe = self.recipe
        linear = 1 + recipe.penalties.index(choice.penalty)
        convolved = recipe.convolution_penalties.index(choice.convolution_penalty)
        return scores[0], scores[linear], scores[1 + len(recipe.penalties) + convolved]

    def mixed(self, scores, choice):
        """The sum of the parts, the committee weighing 1, calibrated."""
        committee, linear, convolved = self.parts(scores, choice)
        total = committee + choice.linear_share * linear + choice.convolution_share * convolved
        return total / choice.temperature


def log_loss(scores, y):
    return -classifier.log_softmax(scores)[np.arange(len(y)), y].mean()


def best_temperature(scores, y):
    """Temperature of the least log loss."""

    def loss(log_temperature):
        return log_loss(scores / np.exp(log_temperature), y)

    return float(np.exp(scipy.optimize.minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))
