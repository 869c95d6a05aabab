"""The network of the embedded recogniser: a small residual network over time and frequency (He et al., "Deep
Residual Learning for Image Recognition", CVPR 2016; for spoken words: Tang and Lin, ICASSP 2018), causal in
time, so that it runs on a stream."""

import torch
from torch import nn
from torch.nn import functional

BINS = 40
FRAMES_PER_SCORE = 2
RECALL_FRAMES = 24


class CausalConv(nn.Module):
    """Convolution over frequency and time that looks back only, with batch normalisation."""

    def __init__(self, inputs, outputs, kernel, frequency_stride=1, dilation=1, time_stride=1):
        super().__init__()
        self.conv = nn.Conv2d(
            inputs,
            outputs,
            (kernel, kernel),
            (frequency_stride, time_stride),
            (kernel // 2, 0),
            (1, dilation),
            bias=False,
        )
        self.norm = nn.BatchNorm2d(outputs)
        # A stride of 2 over an even number of frames: score j ends at frame 2j + 1.
        self.look_back = (kernel - 1) * dilation + 1 - time_stride

    def forward(self, x, past):
        """x: (N, channels, bins, frames); past: (..., look_back). Returns y and the new past."""
        if past is None:
            x = functional.pad(x, (self.look_back, 0))
        else:
            x = torch.cat([past, x], 3)
        return self.norm(self.conv(x)), x[:, :, :, x.shape[3] - self.look_back :]


class Recogniser(nn.Module):
    """(N, frames, 40) log-mels -> (N, frames / 2, classes) scores; class 0 is the blank."""

    def __init__(self, classes, width):
        super().__init__()
        self.register_buffer("mean", torch.zeros(BINS))
        self.register_buffer("scale", torch.ones(BINS))
        c1, c2, c3 = 2 * width, 4 * width, 8 * width
        self.convs = nn.ModuleList()
        self.adds = []  # the convolutions that end a residual block
        self.shapes = []

        def add(inputs, outputs, bins, *settings):
            self.convs.append(CausalConv(inputs, outputs, *settings))
            self.shapes.append((inputs, bins))

        def residual(channels, bins, dilation):
            add(channels, channels, bins, 3, 1, dilation)
            add(channels, channels, bins, 3, 1, dilation)
            self.adds.append(len(self.convs) - 1)

        add(1, c1, BINS, 5, 2, 1, 2)
        residual(c1, BINS // 2, 1)
        add(c1, c2, BINS // 2, 3, 2)
        for _ in range(2):
            residual(c2, BINS // 4, 2)
        add(c2, c3, BINS // 4, 3, 2)
        for _ in range(3):
            residual(c3, BINS // 8, 4)
        self.gather = nn.Conv2d(c3, 2 * c3, (BINS // 8, 1), bias=False)
        self.gather_norm = nn.BatchNorm2d(2 * c3)
        # What was heard on the whole: a word is more than its last sound.
        self.recall = nn.Conv1d(2 * c3, 2 * c3, RECALL_FRAMES, groups=2 * c3, bias=False)
        nn.init.constant_(self.recall.weight, 1 / RECALL_FRAMES)
        self.dropout = nn.Dropout(0.3)
        self.classify = nn.Conv1d(4 * c3, classes, 1)

    def forward(self, x):
        return self.stream(x, [None] * (len(self.convs) + 1))[0]

    def stream(self, x, past):
        """past: one tensor per look-back (see `initial_past`), None for the start of the audio."""
        sounds, past, last = *self.sounds(x, past[:-1]), past[-1]
        scores, last = self.name(sounds, last)
        return scores, past + [last]

    def sounds(self, x, past):
        """(N, frames, 40) -> (N, channels, frames / 2) and the new past of the convolutions."""
        x = (x - self.mean) * self.scale
        y = x.transpose(1, 2).unsqueeze(1)
        new_past, before = [], None
        for i, conv in enumerate(self.convs):
            if i + 1 in self.adds:
                before = y
            y, after = conv(y, past[i])
            new_past.append(after)
            y = functional.relu(y + before if i in self.adds else y)
        return functional.relu(self.gather_norm(self.gather(y))).squeeze(2), new_past

    def name(self, sounds, past):
        """(N, channels, frames) -> (N, frames, classes) and the new past of what is recalled."""
        if past is None:
            line = functional.pad(sounds, (RECALL_FRAMES - 1, 0))
        else:
            line = torch.cat([past, sounds], 2)
        heard = torch.cat([sounds, self.recall(line)], 1)
        scores = self.classify(self.dropout(heard)).transpose(1, 2)
        return scores, line[:, :, line.shape[2] - RECALL_FRAMES + 1 :]

    def initial_past(self):
        """Zeros for the start of a stream, one per look-back."""
        convs = [
            torch.zeros(1, inputs, bins, conv.look_back)
            for conv, (inputs, bins) in zip(self.convs, self.shapes)
        ]
        return convs + [torch.zeros(1, self.gather.out_channels, RECALL_FRAMES - 1)]
