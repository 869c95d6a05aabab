"""The network of the embedded recogniser: broadcast residual blocks after Kim et al., "Broadcasted
Residual Learning for Efficient Keyword Spotting" (Interspeech 2021), made causal in time."""

import torch
from torch import nn
from torch.nn import functional

import features

BINS = 40
SUB_BANDS = 5


class SubSpectralNorm(nn.Module):
    """Batch normalisation with statistics of its own for each band of frequencies."""

    def __init__(self, channels):
        super().__init__()
        self.norm = nn.BatchNorm2d(channels * SUB_BANDS)

    def forward(self, x):
        n, c, f, t = x.shape
        return self.norm(x.reshape(n, c * SUB_BANDS, f // SUB_BANDS, t)).reshape(n, c, f, t)


class Block(nn.Module):
    """y = relu(f2(x) + f1(mean over frequency of f2(x)) [+ x]); only f1 looks back in time."""

    def __init__(self, inputs, outputs, stride, dilation, dropout=0.1):
        super().__init__()
        self.enter = None
        if inputs != outputs:
            self.enter = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()
            )
        self.across = nn.Conv2d(
            outputs, outputs, (3, 1), (stride, 1), (1, 0), groups=outputs, bias=False
        )
        self.norm = SubSpectralNorm(outputs)
        self.look_back = 2 * dilation
        self.along = nn.Conv1d(outputs, outputs, 3, dilation=dilation, groups=outputs, bias=False)
        self.along_norm = nn.BatchNorm1d(outputs)
        self.mix = nn.Conv1d(outputs, outputs, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, past=None):
        """past: (N, channels, look_back) of the mean, or None for the start of the audio.

        Returns y and the new past."""
        y = x if self.enter is None else self.enter(x)
        y = self.norm(self.across(y))
        mean = y.mean(2)
        if past is None:
            mean = functional.pad(mean, (self.look_back, 0))
        else:
            mean = torch.cat([past, mean], 2)
        new_past = mean[:, :, mean.shape[2] - self.look_back :]
        z = functional.silu(self.along_norm(self.along(mean)))
        z = self.dropout(self.mix(z))
        y = y + z.unsqueeze(2)
        if self.enter is None:
            y = y + x
        return functional.relu(y), new_past


class Recogniser(nn.Module):
    """(N, frames, 40) log-mels -> (N, frames / 2, classes) scores; class 0 is the blank."""

    HEAD_LOOK_BACK = 4
    STEM_LOOK_BACK = 4

    def __init__(self, classes, width):
        super().__init__()
        self.register_buffer("mean", torch.zeros(BINS))
        self.register_buffer("scale", torch.ones(BINS))
        w = width
        self.stem = nn.Conv2d(1, 16 * w, 5, (2, 2), (2, 0), bias=False)
        self.stem_norm = nn.BatchNorm2d(16 * w)
        plan = [
            (16 * w, 8 * w, 1, 1, 2),
            (8 * w, 12 * w, 2, 2, 2),
            (12 * w, 16 * w, 2, 4, 4),
            (16 * w, 20 * w, 1, 4, 4),
        ]
        blocks = []
        for inputs, outputs, stride, dilation, count in plan:
            for i in range(count):
                first = i == 0
                blocks.append(
                    Block(inputs if first else outputs, outputs, stride if first else 1, dilation)
                )
        self.blocks = nn.ModuleList(blocks)
        self.gather = nn.Conv2d(20 * w, 20 * w, (5, 5), groups=20 * w, bias=False)
        self.gather_norm = nn.BatchNorm2d(20 * w)
        self.rise = nn.Conv1d(20 * w, 32 * w, 1, bias=False)
        self.rise_norm = nn.BatchNorm1d(32 * w)
        self.classify = nn.Conv1d(32 * w, classes, 1)

    def forward(self, x):
        return self.stream(x, [None] * (len(self.blocks) + 2))[0]

    def stream(self, x, past):
        """past: one tensor per look-back (see `initial_past`), None for the start of the audio."""
        x = (x - self.mean) * self.scale
        x = x.transpose(1, 2).unsqueeze(1)
        new_past = []

        def extend(y, before, frames):
            y = functional.pad(y, (frames, 0)) if before is None else torch.cat([before, y], 3)
            new_past.append(y[:, :, :, y.shape[3] - frames :])
            return y

        # A stride of 2 over [past 3 | T] frames, T even: output j ends at input frame 2j + 1.
        y = extend(x, past[0], self.STEM_LOOK_BACK - 1)
        y = functional.relu(self.stem_norm(self.stem(y)))
        for block, before in zip(self.blocks, past[1:]):
            y, after = block(y, before)
            new_past.append(after)
        y = extend(y, past[-1], self.HEAD_LOOK_BACK)
        y = functional.relu(self.gather_norm(self.gather(y))).squeeze(2)
        y = functional.relu(self.rise_norm(self.rise(y)))
        return self.classify(y).transpose(1, 2), new_past

    def initial_past(self):
        """Zeros for the start of a stream, one per look-back."""
        past = [torch.zeros(1, 1, BINS, self.STEM_LOOK_BACK - 1)]
        past += [torch.zeros(1, b.mix.in_channels, b.look_back) for b in self.blocks]
        past.append(torch.zeros(1, self.gather.in_channels, BINS // 8, self.HEAD_LOOK_BACK))
        return past
