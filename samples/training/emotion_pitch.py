"""A small network that reads pitch and voicing off log-mels, so that they cost no extra front end."""

import numpy as np
import torch
from torch import nn

from emotion_data import BINS

CLASSES = 48
CENTRES_HZ = np.exp(np.linspace(np.log(60), np.log(550), CLASSES))


class PitchNetwork(nn.Module):
    """(N, frames, BINS) levelled log-mels -> (N, frames, CLASSES + 1) scores; the last is voicing."""

    def __init__(self, hidden=64):
        super().__init__()
        self.first = nn.Conv1d(BINS, hidden, 5, padding=2)
        self.first_norm = nn.BatchNorm1d(hidden)
        self.second = nn.Conv1d(hidden, hidden, 3, padding=1)
        self.second_norm = nn.BatchNorm1d(hidden)
        self.last = nn.Conv1d(hidden, CLASSES + 1, 1)

    def forward(self, x):
        y = torch.relu(self.first_norm(self.first(x.transpose(1, 2))))
        y = torch.relu(self.second_norm(self.second(y)))
        return self.last(y).transpose(1, 2)
