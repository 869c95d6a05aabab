"""Random convolutions over a window's contours: features that nobody had to think of.

After ROCKET (Dempster, Petitjean, Webb: Data Mining and Knowledge Discovery 34, 2020). A kernel
weighs one to four contours, runs over the sum with seven random taps, and is pooled over the steps
that are heard: how often it is above its threshold, how far at most, how far on average. Nothing is
learnt here; contours are standardised, and thresholds drawn, on speech that has no part in EmoDB.
"""

import numpy as np
import torch
from torch.nn import functional

import emotion_contours

SEED = 9
DILATIONS = (1, 2, 4)
KERNELS = 400  # of each dilation
TAPS = 7
MOST_CONTOURS = 4
CENTRED_SHARE = 0.7
STEEPNESS = 3.0
UNHEARD_PENALTY = 20.0
LEAST_WEIGHT = 1e-3
CLIP = 4.0
POOLINGS = ("often", "most", "mean")
COUNT = len(POOLINGS) * len(DILATIONS) * KERNELS
BATCH = 64


class RandomConvolutions:
    """(N, STEPS, COLUMNS) contours -> (N, COUNT).

    `channels` (kernels, COLUMNS), `taps` (kernels, TAPS) and `thresholds` (kernels), those of the
    first dilation first; `mean` and `scale` (COLUMNS) standardise the contours.
    """

    def __init__(self, examples):
        """`examples` (N, STEPS, COLUMNS) are any contours of speech."""
        rng = np.random.default_rng(SEED)
        count = len(DILATIONS) * KERNELS
        self.mean = examples.mean(axis=(0, 1))
        self.scale = 1 / (examples.std(axis=(0, 1)) + 1e-3)
        self.channels = np.zeros((count, emotion_contours.COLUMNS), np.float32)
        self.taps = np.zeros((count, TAPS), np.float32)
        for channels, taps in zip(self.channels, self.taps):
            # The last two columns are voiced and heard.
            size = rng.integers(1, MOST_CONTOURS + 1)
            chosen = rng.choice(emotion_contours.COLUMNS - 2, size, replace=False)
            channels[chosen] = rng.standard_normal(size)
            taps[:] = rng.standard_normal(TAPS)
            taps -= taps.mean() * (rng.random() < CENTRED_SHARE)
        self.channels /= np.sqrt((self.channels**2).sum(axis=1, keepdims=True))
        self.taps /= np.sqrt((self.taps**2).sum(axis=1, keepdims=True))
        self.thresholds = np.zeros(count, np.float32)
        heard = examples[:, :, emotion_contours.HEARD] > 0.5
        with torch.no_grad():
            sums = self.sums(torch.from_numpy(examples)).numpy()
        for k, share in enumerate(rng.uniform(0.1, 0.9, count)):
            self.thresholds[k] = np.quantile(sums[:, k][heard], share)

    def sums(self, grids):
        """(N, STEPS, COLUMNS) -> (N, kernels, STEPS): what each kernel gives at each step."""
        x = (grids - torch.from_numpy(self.mean)) * torch.from_numpy(self.scale)
        x = x.clamp(-CLIP, CLIP) @ torch.from_numpy(self.channels).T
        parts = x.transpose(1, 2).split(KERNELS, dim=1)
        taps = torch.from_numpy(self.taps)[:, None].split(KERNELS)
        found = [
            functional.conv1d(p, t, dilation=d, padding=TAPS // 2 * d, groups=KERNELS)
            for p, t, d in zip(parts, taps, DILATIONS)
        ]
        return torch.cat(found, dim=1) - torch.from_numpy(self.thresholds)[:, None]

    def __call__(self, grids):
        with torch.no_grad():
            batches = torch.from_numpy(grids).split(BATCH)
            return torch.cat([self.pooled(b) for b in batches]).numpy()

    def pooled(self, grids):
        above = self.sums(grids)
        heard = grids[:, None, :, emotion_contours.HEARD]
        share = heard / (heard.sum(dim=2, keepdim=True) + LEAST_WEIGHT)
        often = (torch.sigmoid(STEEPNESS * above) * share).sum(dim=2)
        most = (above - UNHEARD_PENALTY * (1 - heard)).amax(dim=2)
        mean = (torch.relu(above) * share).sum(dim=2)
        return torch.cat([often, most, mean], dim=1)
