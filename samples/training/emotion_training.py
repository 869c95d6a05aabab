"""Trains one emotion network on some of the speakers."""

import copy
import dataclasses

import numpy as np
import torch
from torch.nn import functional

from emotion_data import BINS, LABELS
from emotion_network import EmotionNetwork


@dataclasses.dataclass(frozen=True)
class Recipe:
    width: int = 8
    steps: int = 1500
    batch: int = 24
    rate: float = 4e-3
    decay: float = 0.05
    dropout: float = 0.3
    smoothing: float = 0.05
    mixup: float = 0.3
    clean: float = 0.25
    warp: float = 0.1
    tempo: float = 0.15
    masks: int = 2
    average: float = 0.98


def warps(limit, steps=9):
    """Matrices that move every mel bin up or down by a factor on its frequency."""

    def mel(hz):
        return 1127 * np.log1p(hz / 700)

    def hertz(m):
        return 700 * np.expm1(m / 1127)

    centres = np.linspace(mel(20.0), mel(7600.0), BINS + 2)[1:-1]
    width = centres[1] - centres[0]
    matrices = []
    for factor in np.linspace(1 - limit, 1 + limit, steps):
        place = np.clip((mel(hertz(centres) * factor) - centres[0]) / width, 0, BINS - 1)
        low = np.minimum(place.astype(int), BINS - 2)
        matrix = np.zeros((BINS, BINS), np.float32)
        matrix[low, np.arange(BINS)] = 1 - (place - low)
        matrix[low + 1, np.arange(BINS)] += place - low
        matrices.append(torch.from_numpy(matrix))
    return matrices


class Drawer:
    """Draws batches of crops: any version, any start, some tempo, some warp, some parts hidden."""

    def __init__(self, data, chosen, recipe, rng):
        self.data, self.recipe, self.rng = data, recipe, rng
        self.chosen = np.asarray(chosen)
        self.warps = torch.stack(warps(recipe.warp))
        counts = np.bincount(data.classes[self.chosen], minlength=len(LABELS))
        weights = 1.0 / np.sqrt(counts[data.classes[self.chosen]])
        self.weights = weights / weights.sum()

    def batch(self):
        rng, recipe = self.rng, self.recipe
        clips = rng.choice(self.chosen, recipe.batch, p=self.weights)
        frames = 8 * int(rng.integers(19, 29))  # 1.5 to 2.2 s
        versions = rng.integers(1, self.data.versions, recipe.batch)
        versions[rng.random(recipe.batch) < recipe.clean] = 0
        tempos = rng.uniform(1 - recipe.tempo, 1 + recipe.tempo, recipe.batch)
        places = tempos[:, None] * np.arange(frames) + rng.uniform(0, 200, (recipe.batch, 1))
        x = torch.from_numpy(self.data.crops(versions, clips, places))
        x = x @ self.warps[rng.integers(len(self.warps), size=recipe.batch)]
        return self.masked(x), torch.from_numpy(self.data.classes[clips])

    def masked(self, x):
        rng = self.rng
        means = x.mean((1, 2)).tolist()
        for i, mean in enumerate(means):
            for _ in range(self.recipe.masks):
                width, wide = int(rng.integers(0, 20)), int(rng.integers(0, 10))
                start, low = int(rng.integers(x.shape[1] - width)), int(rng.integers(BINS - wide))
                x[i, start : start + width] = mean
                x[i, :, low : low + wide] = mean
        return x


def train(data, chosen, recipe, seed):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    drawer = Drawer(data, chosen, recipe, rng)
    model = EmotionNetwork(recipe.width, recipe.dropout)
    averaged = copy.deepcopy(model)
    optimiser = torch.optim.AdamW(model.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, recipe.steps, pct_start=0.2)
    model.train()
    for _ in range(recipe.steps):
        x, y = drawer.batch()
        share = rng.beta(recipe.mixup, recipe.mixup) if recipe.mixup else 1.0
        share = max(share, 1 - share)
        other = torch.from_numpy(rng.permutation(len(y)))
        scores = model(share * x + (1 - share) * x[other])
        loss = share * functional.cross_entropy(
            scores, y, label_smoothing=recipe.smoothing
        ) + (1 - share) * functional.cross_entropy(
            scores, y[other], label_smoothing=recipe.smoothing
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        follow(averaged, model, recipe.average)
    return averaged.eval()


def follow(averaged, model, kept):
    with torch.no_grad():
        for a, b in zip(averaged.state_dict().values(), model.state_dict().values()):
            if a.dtype.is_floating_point:
                a.lerp_(b, 1 - kept)
            else:
                a.copy_(b)


def predict(model, crops):
    """crops: (clips, places, frames, BINS) -> (clips, classes) mean log-probabilities."""
    clips, places = crops.shape[:2]
    with torch.no_grad():
        scores = model(torch.from_numpy(crops.reshape(-1, *crops.shape[2:]))).log_softmax(1)
    return scores.reshape(clips, places, -1).mean(1).numpy()
