"""The network of the emotion classifier: log-mels in, one score per emotion out."""

import torch
from torch import nn
from torch.nn import functional

from emotion_data import BINS, LABELS

FIRST_BIN, LAST_BIN = 10, 66  # bins inside the telephone band: the level is measured there


class LevelNorm(nn.Module):
    """Takes away the level of the window, and whatever lies far below it."""

    def __init__(self, floor=8.0, scale=0.25):
        super().__init__()
        self.floor, self.scale = floor, scale

    def forward(self, x):
        level = x[:, :, FIRST_BIN:LAST_BIN].mean((1, 2), keepdim=True)
        return (functional.relu(x - level + self.floor) - self.floor) * self.scale


def convolution(inputs, outputs, kernel, stride):
    padding = (kernel[0] // 2, kernel[1] // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class AttentiveStatistics(nn.Module):
    """Mean and deviation over time of each channel, frames weighted per channel."""

    def __init__(self, channels, hidden=32):
        super().__init__()
        self.hide = nn.Conv1d(channels, hidden, 1)
        self.weigh = nn.Conv1d(hidden, channels, 1)

    def forward(self, x):
        weights = self.weigh(torch.tanh(self.hide(x))).softmax(2)
        mean = (weights * x).sum(2)
        square = (weights * x * x).sum(2)
        deviation = (functional.relu(square - mean * mean) + 1e-5).sqrt()
        return torch.cat([mean, deviation], 1)


class EmotionNetwork(nn.Module):
    """(N, frames, BINS) -> (N, classes) scores."""

    def __init__(self, width=8, dropout=0.3, classes=len(LABELS)):
        super().__init__()
        w = width
        self.norm = LevelNorm()
        self.body = nn.Sequential(
            convolution(1, 2 * w, (5, 5), (2, 2)),
            convolution(2 * w, 3 * w, (3, 3), (2, 2)),
            convolution(3 * w, 4 * w, (3, 3), (1, 2)),
            convolution(4 * w, 6 * w, (3, 3), (1, 2)),
        )
        self.gather = nn.Sequential(
            nn.Conv1d(6 * w * (BINS // 16), 12 * w, 1, bias=False), nn.BatchNorm1d(12 * w), nn.ReLU()
        )
        self.pool = AttentiveStatistics(12 * w)
        self.dropout = nn.Dropout(dropout)
        self.classify = nn.Linear(24 * w, classes)

    def embed(self, x):
        y = self.body(self.norm(x).unsqueeze(1))  # (N, C, T / 4, BINS / 16)
        y = y.permute(0, 1, 3, 2).flatten(1, 2)
        return self.pool(self.gather(y))

    def forward(self, x):
        return self.classify(self.dropout(self.embed(x)))
