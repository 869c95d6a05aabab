"""What a phonetician would measure in a window of speech, as one differentiable, exportable module."""

import numpy as np
import torch
from torch import nn

from emotion_data import BINS, WINDOW_FRAMES
from emotion_pitch import CENTRES_HZ

CEPSTRA = 24
MODULATION_EDGES_HZ = (0.4, 1.0, 1.7, 2.8, 4.0, 5.6, 7.8, 11.0, 16.0, 25.0, 50.0)
FRAME_RATE_HZ = 100.0


def cosines():
    """(BINS, CEPSTRA) discrete cosine transform."""
    angles = np.pi / BINS * np.outer(np.arange(BINS) + 0.5, np.arange(CEPSTRA))
    return (np.cos(angles) / (BINS / 2)).astype(np.float32)


def contrasts():
    """(BINS, 4) differences between bands: tilt, presence, balance, brightness."""
    bands = [((2, 14), (14, 40)), ((40, 66), (14, 40)), ((0, 28), (28, 72)), ((28, 40), (40, 60))]
    weights = np.zeros((BINS, len(bands)), np.float32)
    for i, ((a, b), (c, d)) in enumerate(bands):
        weights[a:b, i] += 1 / (b - a)
        weights[c:d, i] -= 1 / (d - c)
    return weights


def modulations(step_hz=0.390625):
    """(WINDOW_FRAMES, 2 F) Hann-windowed cosines and sines, and (F, bands) sums into bands."""
    count = int(FRAME_RATE_HZ / 2 / step_hz) + 1
    hz = np.arange(count) * step_hz
    t = np.arange(WINDOW_FRAMES)
    phase = 2 * np.pi * np.outer(t, hz) / FRAME_RATE_HZ
    hann = (0.5 - 0.5 * np.cos(2 * np.pi * (t + 0.5) / WINDOW_FRAMES))[:, None]
    waves = np.concatenate([np.cos(phase) * hann, np.sin(phase) * hann], 1)
    edges = MODULATION_EDGES_HZ
    bands = np.zeros((count, len(edges) - 1), np.float32)
    for i, (low, high) in enumerate(zip(edges, edges[1:])):
        inside = (hz >= low) & (hz < high)
        bands[inside, i] = 1 / inside.sum()
    return (waves / np.sqrt(WINDOW_FRAMES)).astype(np.float32), bands


class Functionals(nn.Module):
    """(N, WINDOW_FRAMES, BINS) levelled log-mels, pitch scores -> (N, count) statistics."""

    def __init__(self):
        super().__init__()
        self.register_buffer("cosines", torch.from_numpy(cosines()))
        self.register_buffer("contrasts", torch.from_numpy(contrasts()))
        waves, bands = modulations()
        self.register_buffer("waves", torch.from_numpy(waves))
        self.register_buffer("bands", torch.from_numpy(bands))
        self.register_buffer("octaves", torch.from_numpy(np.log2(CENTRES_HZ / 150)).float())

    def forward(self, x, pitch, voiced):
        """x: levelled log-mels; pitch (N, T, K) probabilities; voiced (N, T) probability."""
        octave = pitch @ self.octaves
        spread = (pitch @ self.octaves.square() - octave.square()).clamp_min(0)
        energy = x[:, :, 10:66].mean(2)
        flux = (x[:, 1:] - x[:, :-1]).abs().mean(2)
        flux = torch.cat([flux[:, :1], flux], 1)
        frames = torch.cat(
            [
                x @ self.cosines,
                x @ self.contrasts,
                torch.stack([energy, flux, voiced, octave, spread], 2),
            ],
            2,
        )
        slopes = self.slope(frames)
        curves = self.slope(slopes)
        heard = torch.sigmoid(2 * (energy + 1.0))
        loud, hushed = voiced * heard, (1 - voiced) * heard
        parts = []
        for signal in (frames, slopes):
            parts += self.shape(signal, loud)
        parts += self.shape(frames, hushed)[:2]
        parts += self.shape(slopes, heard)[1:2]
        parts += self.shape(curves, heard)[1:2]
        parts.append(self.trend(octave, loud))
        parts.append(self.trend(energy, heard))
        for a, b in ((octave, energy), (octave, frames[:, :, 1]), (energy, frames[:, :, 1])):
            parts.append(self.correlation(a, b, loud))
        share = torch.stack([voiced.mean(1), heard.mean(1), loud.mean(1)], 1)
        changes = (voiced[:, 1:] - voiced[:, :-1]).abs().mean(1, keepdim=True)
        parts += [share, changes, (changes + 0.01).log(), self.modulation(x, frames)]
        return torch.cat(parts, 1)

    @staticmethod
    def slope(x):
        """Change per frame, over five frames; two frames fewer at each end."""
        near = x[:, 3:-1] - x[:, 1:-3]
        far = x[:, 4:] - x[:, :-4]
        middle = 0.1 * near + 0.2 * far
        return torch.cat([0 * x[:, :2], middle, 0 * x[:, :2]], 1)

    @staticmethod
    def shape(x, weights):
        """Mean, deviation, skew, and the mean beyond one deviation on either side."""
        w = (weights / (weights.sum(1, keepdim=True) + 1.0)).unsqueeze(2)
        mean = (w * x).sum(1, keepdim=True)
        centred = x - mean
        deviation = ((w * centred.square()).sum(1, keepdim=True) + 1e-4).sqrt()
        z = centred / deviation
        skew = (w * z * z * z).sum(1)
        above = (w * torch.relu(z - 1)).sum(1)
        below = (w * torch.relu(-z - 1)).sum(1)
        middle = (w * torch.relu(z)).sum(1)
        return [mean.squeeze(1), deviation.squeeze(1).log(), skew, above, below, middle]

    @staticmethod
    def trend(x, weights):
        """Slope over the window, and what is left of the deviation after it."""
        w = weights / (weights.sum(1, keepdim=True) + 1.0)
        t = torch.linspace(-1, 1, x.shape[1], device=x.device).unsqueeze(0)
        t = t - (w * t).sum(1, keepdim=True)
        x = x - (w * x).sum(1, keepdim=True)
        slope = (w * t * x).sum(1, keepdim=True) / ((w * t * t).sum(1, keepdim=True) + 1e-2)
        rest = (w * (x - slope * t).square()).sum(1, keepdim=True)
        return torch.cat([slope, (rest + 1e-4).log()], 1)

    @staticmethod
    def correlation(a, b, weights):
        w = weights / (weights.sum(1, keepdim=True) + 1.0)
        a = a - (w * a).sum(1, keepdim=True)
        b = b - (w * b).sum(1, keepdim=True)
        spread = ((w * a * a).sum(1) * (w * b * b).sum(1) + 1e-6).sqrt()
        return ((w * a * b).sum(1) / spread).unsqueeze(1)

    def modulation(self, x, frames):
        """Logarithm of the power of slow changes: of ten bands of frequency, and of some features."""
        bands = x.reshape(x.shape[0], x.shape[1], 10, BINS // 10).mean(3)
        signals = torch.cat([bands, frames[:, :, CEPSTRA:]], 2)
        signals = signals - signals.mean(1, keepdim=True)
        parts = (signals.transpose(1, 2) @ self.waves).square()
        half = parts.shape[2] // 2
        power = (parts[:, :, :half] + parts[:, :, half:]) @ self.bands
        return (power + 1e-3).log().flatten(1)
