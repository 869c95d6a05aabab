"""Golden values of org.ossicle.features, computed from the formulas in double precision."""

from pathlib import Path

import numpy as np

from golden_signal import signal

OUT = Path(__file__).parent / "../resources/org/ossicle/features"
EPSILON = 2.0**-23


def window(kind, length):
    n = np.arange(length)
    symmetric = np.cos(2 * np.pi * n / (length - 1))
    return {
        "povey": (0.5 - 0.5 * symmetric) ** 0.85,
        "hamming": 0.54 - 0.46 * symmetric,
        "hann symmetric": 0.5 - 0.5 * symmetric,
        "hann periodic": 0.5 - 0.5 * np.cos(2 * np.pi * n / length),
    }[kind]


def kaldi_mel(rate, size, bins, low, high):
    def mel(hz):
        return 1127 * np.log(1 + hz / 700)

    x = mel(np.arange(size // 2) * rate / size)
    edges = np.linspace(mel(low), mel(high), bins + 2)
    bank = np.zeros((bins, size // 2 + 1))
    for b in range(bins):
        left, centre, right = edges[b : b + 3]
        up, down = (x - left) / (centre - left), (right - x) / (right - centre)
        bank[b, : size // 2] = np.maximum(0, np.minimum(up, down))
    return bank


def slaney_mel(rate, size, bins, low, high):
    def mel(hz):
        return hz * 3 / 200 if hz < 1000 else 15 + 27 * np.log(hz / 1000) / np.log(6.4)

    def hz(m):
        return np.where(m < 15, m * 200 / 3, 1000 * 6.4 ** ((m - 15) / 27))

    x = np.arange(size // 2 + 1) * rate / size
    edges = hz(np.linspace(mel(low), mel(high), bins + 2))
    bank = np.zeros((bins, size // 2 + 1))
    for b in range(bins):
        left, centre, right = edges[b : b + 3]
        up, down = (x - left) / (centre - left), (right - x) / (right - centre)
        bank[b] = np.maximum(0, np.minimum(up, down)) * 2 / (right - left)
    return bank


def snipped(x, length, hop):
    return np.array([x[s : s + length] for s in range(0, len(x) - length + 1, hop)])


def mirrored(x, length, hop):
    """Kaldi without snip_edges: the edge sample is repeated."""
    padded = np.pad(x, length, mode="symmetric")
    starts = [i * hop + hop // 2 - length // 2 for i in range((len(x) + hop // 2) // hop)]
    return np.array([padded[length + s : 2 * length + s] for s in starts])


def centred(x, length, hop, mode):
    padded = np.pad(x, length // 2, mode=mode)
    return np.array([padded[i * hop : i * hop + length] for i in range(len(x) // hop)])


def kaldi_condition(frames, dc, preemphasis):
    if dc:
        frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    return frames - preemphasis * before


def energies(frames, taper, size, bank):
    power = np.abs(np.fft.rfft(frames * taper, size)) ** 2
    return power @ bank.T


def kaldi(x, kind, frames, bank, dc=True):
    shaped = kaldi_condition(frames, dc, 0.97)
    size = 2 * (bank.shape[1] - 1)
    return np.log(np.maximum(energies(shaped, window(kind, frames.shape[1]), size, bank), EPSILON))


def nemo_original(x, bins):
    emphasised = np.concatenate([x[:1], x[1:] - 0.97 * x[:-1]])
    frames = centred(emphasised, 400, 160, "constant")
    bank = slaney_mel(16_000, 512, bins, 0, 8_000)
    return np.log(energies(frames, window("hann symmetric", 400), 512, bank) + 2.0**-24)


def whisper(frames, bins):
    bank = slaney_mel(16_000, 400, bins, 0, 8_000)
    return np.log10(np.maximum(energies(frames, window("hann periodic", 400), 400, bank), 1e-10))


def stack(features, count, shift):
    starts = range(0, len(features) - count + 1, shift)
    return np.array([features[s : s + count].ravel() for s in starts])


def scale_whisper(block):
    return (np.maximum(block, block.max() - 8) + 4) / 4


def main():
    pcm = signal()
    x = pcm / 32_768
    bank = kaldi_mel(16_000, 512, 80, 20, 7_600)
    funasr = kaldi(
        x * 32_768,
        "hamming",
        snipped(x * 32_768, 400, 160),
        kaldi_mel(16_000, 512, 80, 20, 8_000),
    )
    stacked = stack(funasr, 7, 6)
    element = np.arange(560)
    negative_mean = -8 - np.sin(element)
    inverse_stddev = 0.2 + 0.1 * np.cos(element)
    whispered = whisper(mirrored(x, 400, 160), 80)
    golden = {
        "kaldi-povey": kaldi(x, "povey", mirrored(x, 400, 160), bank),
        "wenet": kaldi(x, "povey", mirrored(x * 32_768, 400, 160), bank),
        "funasr": funasr,
        "funasr-lfr-cmvn": (stacked + negative_mean) * inverse_stddev,
        "nemo-80": kaldi(
            x,
            "hann periodic",
            mirrored(x, 400, 160),
            slaney_mel(16_000, 512, 80, 0, 8_000),
            dc=False,
        ),
        "nemo-original-80": nemo_original(x, 80),
        "nemo-original-128": nemo_original(x, 128),
        "whisper-80": whispered,
        "whisper-80-scaled": scale_whisper(whispered[3:48]),
        "whisper-original-128": whisper(centred(x, 400, 160, "reflect"), 128),
        "kaldi-8k-40": kaldi(
            x, "povey", mirrored(x, 200, 80), kaldi_mel(8_000, 256, 40, 20, 3_600)
        ),
    }
    OUT.mkdir(parents=True, exist_ok=True)
    pcm.tofile(OUT / "signal.s16")
    for name, values in golden.items():
        values.astype("<f4").tofile(OUT / f"{name}.f32")
        print(name, values.shape, "range", values.min(), values.max())


if __name__ == "__main__":
    main()
