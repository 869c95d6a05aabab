"""The emotion classifier: a committee of small networks and two linear models.

The linear models are multinomial logistic regressions with an L2 penalty, one over functionals, the
classical baseline, and one over random convolutions of the contours. Each member of the committee
has one hidden layer over the functionals. Features are standardised, scores add up, and a
temperature calibrates the sum.
"""

import dataclasses

import numpy as np
import scipy.optimize
import torch
from torch import nn

from emotion_data import LABELS

CLASSES = len(LABELS)
CLIP = 3.0
# The lag of a frame without a voice is chance.
UNUSED = ("unvoiced.upper.mean", "unvoiced.upper.sd")


@dataclasses.dataclass(frozen=True)
class Recipe:
    penalties: tuple = (0.1, 0.3)
    linear_shares: tuple = (0.0, 0.5, 1.0)
    convolution_penalties: tuple = (0.03, 0.1)
    convolution_shares: tuple = (0.5, 1.0)
    members: int = 4
    hidden: int = 32
    steps: int = 300
    batch: int = 96
    rate: float = 3e-3
    decay: float = 0.05
    dropout: float = 0.5
    input_dropout: float = 0.25
    noise: float = 0.3
    mixup: float = 0.3
    smoothing: float = 0.05
    linear_iterations: int = 30


def log_softmax(scores):
    scores = scores - scores.max(axis=-1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))


class Scaling:
    """To mean 0 and deviation 1 over the rows it was made of, clipped; unused columns become 0."""

    def __init__(self, rows, names):
        self.mean = rows.mean(axis=0)
        self.scale = 1 / (rows.std(axis=0) + 1e-4)
        self.scale[[name in UNUSED for name in names]] = 0

    def __call__(self, rows):
        return np.clip((rows - self.mean) * self.scale, -CLIP, CLIP).astype(np.float32)


def fit_linear(x, y, penalty, iterations, start=None):
    """(D + 1, CLASSES) weights, the last row the bias; every class weighs the same."""
    weights = (1 / np.bincount(y, minlength=CLASSES).clip(1))[y] / CLASSES
    target = np.eye(CLASSES)[y]

    def loss(flat):
        w = flat.reshape(-1, CLASSES)
        scores = log_softmax((x @ w[:-1].astype(np.float32)).astype(np.float64) + w[-1])
        slope = (np.exp(scores) - target) * weights[:, None]
        toward = np.vstack([x.T @ slope.astype(np.float32) + penalty * w[:-1], slope.sum(axis=0)])
        value = 0.5 * penalty * (w[:-1] ** 2).sum() - (weights[:, None] * target * scores).sum()
        return value, toward.astype(np.float64).ravel()

    begin = np.zeros((x.shape[1] + 1) * CLASSES) if start is None else start.ravel()
    options = {"maxiter": iterations}
    found = scipy.optimize.minimize(loss, begin, jac=True, method="L-BFGS-B", options=options)
    return found.x.reshape(-1, CLASSES)


class Committee(nn.Module):
    """(N, D) -> (N, members, CLASSES) scores."""

    def __init__(self, inputs, recipe):
        super().__init__()
        self.recipe = recipe
        self.input_dropout = nn.Dropout(recipe.input_dropout)
        self.dropout = nn.Dropout(recipe.dropout)
        self.hidden = nn.Linear(inputs, recipe.members * recipe.hidden)
        self.out = nn.Parameter(torch.randn(recipe.members, recipe.hidden, CLASSES) * 0.1)
        self.bias = nn.Parameter(torch.zeros(recipe.members, CLASSES))

    def forward(self, x):
        h = torch.relu(self.hidden(self.input_dropout(x)))
        h = self.dropout(h).view(len(x), self.recipe.members, self.recipe.hidden)
        return torch.einsum("nmh,mhc->nmc", h, self.out) + self.bias


def cross_entropy(scores, target, smoothing):
    flat = scores.flatten(0, 1)
    repeated = target.repeat_interleave(scores.shape[1])
    return nn.functional.cross_entropy(flat, repeated, label_smoothing=smoothing)


def fit_committee(x, y, recipe, seed):
    """x (versions, clips, D) scaled, y (clips)."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    x, target = torch.from_numpy(x), torch.from_numpy(y)
    model = Committee(x.shape[2], recipe)
    optimiser = torch.optim.AdamW(model.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, recipe.rate, recipe.steps, pct_start=0.1
    )
    chance = 1 / np.bincount(y, minlength=CLASSES).clip(1)[y] ** 0.75
    chance /= chance.sum()
    for _ in range(recipe.steps):
        clips = rng.choice(len(y), recipe.batch, p=chance)
        rows = x[rng.integers(len(x), size=recipe.batch), clips]
        other = torch.from_numpy(rng.permutation(recipe.batch))
        share = rng.beta(recipe.mixup, recipe.mixup)
        share = float(max(share, 1 - share))
        mixed = share * rows + (1 - share) * rows[other]
        scores = model(mixed + recipe.noise * torch.randn_like(rows))
        wanted = target[clips]
        loss = share * cross_entropy(scores, wanted, recipe.smoothing)
        loss = loss + (1 - share) * cross_entropy(scores, wanted[other], recipe.smoothing)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return model.eval()


class LinearModels:
    """Scaling, and a linear model per penalty."""

    def __init__(self, rows, y, names, penalties, iterations):
        """rows (versions, clips, D), y (clips)."""
        self.scaling = Scaling(rows.reshape(-1, rows.shape[2]), names)
        x = self.scaling(rows)
        flat, repeated = x.reshape(-1, x.shape[2]), np.tile(y, len(x))
        self.weights, last = {}, None
        for penalty in sorted(penalties, reverse=True):
            last = fit_linear(flat, repeated, penalty, iterations, last)
            self.weights[penalty] = last

    def scores(self, rows, penalty):
        return self.scaling(rows) @ self.weights[penalty][:-1] + self.weights[penalty][-1]


class FunctionalExperts:
    """What one set of training clips gives over functionals: linear models and a committee."""

    def __init__(self, rows, y, names, recipe, seed=0):
        iterations = recipe.linear_iterations
        self.linear = LinearModels(rows, y, names, recipe.penalties, iterations)
        self.committee = fit_committee(self.linear.scaling(rows), y, recipe, seed)

    def committee_scores(self, rows):
        with torch.no_grad():
            x = torch.from_numpy(self.linear.scaling(rows))
            return self.committee(x).mean(dim=1).numpy()
