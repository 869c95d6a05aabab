"""Log-mel features as org.ossicle.features computes them (Kaldi's definition, see FbankConfig)."""

import numpy as np
import torch

FRAME_SHIFT = 160
FRAME_LENGTH = 400
FFT = 512
PREEMPHASIS = 0.97


def mel_banks(bins, low_hz=20.0, high_hz=7600.0, rate_hz=16000):
    """Triangles that are linear in mel, over FFT bins without the Nyquist one."""

    def mel(hz):
        return 1127.0 * np.log1p(hz / 700.0)

    edges = np.linspace(mel(low_hz), mel(high_hz), bins + 2)
    centres = mel(np.arange(FFT // 2) * rate_hz / FFT)
    banks = np.zeros((bins, FFT // 2 + 1), np.float32)
    for b in range(bins):
        left, middle, right = edges[b : b + 3]
        up = (centres - left) / (middle - left)
        down = (right - centres) / (right - middle)
        banks[b, :-1] = np.maximum(0.0, np.minimum(up, down))
    return banks


class LogMel(torch.nn.Module):
    """(N, samples) in [-1, 1] -> (N, frames, bins); frames are centred on their shift, edges mirrored."""

    def __init__(self, bins):
        super().__init__()
        n = torch.arange(FRAME_LENGTH, dtype=torch.float64)
        hann = 0.5 - 0.5 * torch.cos(2 * np.pi * n / (FRAME_LENGTH - 1))
        self.register_buffer("window", hann.pow(0.85).float())
        self.register_buffer("banks", torch.from_numpy(mel_banks(bins)).t().contiguous())

    def forward(self, x):
        count = (x.shape[1] + FRAME_SHIFT // 2) // FRAME_SHIFT
        before = FRAME_LENGTH // 2 - FRAME_SHIFT // 2
        after = (count - 1) * FRAME_SHIFT + FRAME_LENGTH - before - x.shape[1]
        head = x[:, :before].flip(1)
        tail = x[:, x.shape[1] - max(after, 0) :].flip(1)
        x = torch.cat([head, x, tail], 1)
        frames = x.unfold(1, FRAME_LENGTH, FRAME_SHIFT)[:, :count]
        frames = frames - frames.mean(2, keepdim=True)
        previous = torch.cat([frames[:, :, :1], frames[:, :, :-1]], 2)
        frames = (frames - PREEMPHASIS * previous) * self.window
        spectrum = torch.fft.rfft(frames, FFT)
        power = spectrum.real.square() + spectrum.imag.square()
        return (power @ self.banks).clamp_min(1.1920929e-7).log()
