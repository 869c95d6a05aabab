"""The synthetic signal that all golden values are computed from."""

import numpy as np

SAMPLES = 8_005  # the last centred frames reach past the end


def noise(count):
    """Uniform noise in [-1, 1) from a linear congruential generator, the same everywhere."""
    state, values = 12_345, []
    for _ in range(count):
        state = (1_103_515_245 * state + 12_345) % 2**31
        values.append(state / 2**30 - 1)
    return np.array(values)


def signal():
    """Half a second of 16-bit PCM: a voiced sound, a chirp, noise, an offset, a gap, a click."""
    t = np.arange(SAMPLES) / 16_000
    voiced = sum(np.sin(2 * np.pi * 150 * h * t + h) / h for h in range(1, 20))
    swell = 0.5 + 0.5 * np.sin(2 * np.pi * 4 * t)
    chirp = np.sin(2 * np.pi * (300 * t + 6_000 * t**2))
    x = 0.1 * voiced * swell + 0.08 * chirp + 0.01 * noise(SAMPLES) + 0.02
    x[4_000:4_900] = 0  # longer than two frames
    x[6_000] += 0.5
    return np.clip(np.round(x * 32_768), -32_768, 32_767).astype("<i2")
