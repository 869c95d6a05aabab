"""What training does to log-mels, so that the recogniser knows more voices and microphones than there are."""

import numpy as np
import torch

import recogniser


def other_voices(x, rng):
    """Vocal tracts of other lengths (Jaitly and Hinton, "Vocal Tract Length Perturbation", 2013) and
    microphones of other colour, on log-mels (N, frames, bins)."""
    bins = np.arange(recogniser.BINS)
    mel = np.linspace(31.7, 2800.0, recogniser.BINS)  # of the centres, 20 Hz to 7.6 kHz
    hz = 700 * np.expm1(mel / 1127)
    warps, colours = [], []
    for _ in range(x.shape[0]):
        bent = 1127 * np.log1p(hz * rng.uniform(0.84, 1.18) / 700)
        place = np.clip(np.interp(bent, mel, bins), 0, recogniser.BINS - 1.001)
        warp = np.zeros((recogniser.BINS, recogniser.BINS), np.float32)
        low = place.astype(int)
        warp[low, bins] = 1 - (place - low)
        warp[low + 1, bins] = place - low
        warps.append(warp)
        waves = np.cos(np.outer(np.arange(1, 4), bins + 0.5) * np.pi / recogniser.BINS)
        colours.append(rng.normal(0, 0.5, 3) @ waves)
    colour = torch.from_numpy(np.float32(colours)).to(x.device)
    return x @ torch.from_numpy(np.stack(warps)).to(x.device) + colour.unsqueeze(1)


def mask(x, rng):
    """SpecAugment (Park et al., Interspeech 2019): bands and stretches of frames set to the mean."""
    for i in range(x.shape[0]):
        for _ in range(2):
            width = int(rng.integers(0, 8))
            start = int(rng.integers(0, recogniser.BINS - width))
            x[i, :, start : start + width] = 0
        for _ in range(3):
            width = int(rng.integers(0, 14))
            start = int(rng.integers(0, x.shape[1] - width))
            x[i, start : start + width] = 0
    return x
