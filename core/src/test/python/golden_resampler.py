"""Golden values of org.ossicle.audio.Resampler: the windowed sinc, summed directly."""

from pathlib import Path

import numpy as np

from golden_signal import signal

OUT = Path(__file__).parent / "../resources/org/ossicle/audio"
RATES = [
    (8_000, 16_000),
    (11_025, 16_000),
    (16_000, 8_000),
    (16_000, 44_100),
    (22_050, 16_000),
    (44_100, 16_000),
    (44_101, 16_000),
    (48_000, 16_000),
]


def resample(x, rate_in, rate_out):
    cutoff = 0.99 * 0.5 * min(rate_in, rate_out)
    half_width = 6 / (2 * cutoff)
    count = -(-len(x) * rate_out // rate_in)
    t = np.arange(count)[:, None] / rate_out - np.arange(len(x))[None, :] / rate_in
    hann = np.where(np.abs(t) < half_width, 0.5 + 0.5 * np.cos(np.pi * t / half_width), 0)
    return (hann * 2 * cutoff * np.sinc(2 * cutoff * t) / rate_in) @ x


def main():
    x = signal()[:1_000] / 32_768
    OUT.mkdir(parents=True, exist_ok=True)
    for rate_in, rate_out in RATES:
        y = resample(x, rate_in, rate_out)
        y.astype("<f4").tofile(OUT / f"resampled-{rate_in}-{rate_out}.f32")
        print(rate_in, rate_out, len(y))


if __name__ == "__main__":
    main()
