"""Sounds that are no voice, made up at random: what the emotion classifier must not read."""

import numpy as np
import scipy.signal

import emotion_data

RATE = emotion_data.RATE


def normalised(x):
    return (x / (x.std() + 1e-9)).astype(np.float32)


def wandering(rng, length, low_hz, high_hz, rate_hz):
    """A frequency contour between two bounds that turns about `rate_hz` times a second."""
    knots = max(2, int(length / RATE * rate_hz) + 2)
    octaves = rng.uniform(np.log2(low_hz), np.log2(high_hz), knots)
    return 2 ** np.interp(np.linspace(0, knots - 1, length), np.arange(knots), octaves)


def harmonics(rng, hz, fall_db):
    """A sum of harmonics of a frequency contour, falling by `fall_db` an octave, give or take."""
    phase = 2 * np.pi * np.cumsum(hz) / RATE
    x = np.zeros(len(hz))
    for number in range(1, min(40, int(RATE / 2 / hz.max())) + 1):
        gain_db = -fall_db * np.log2(number) + rng.normal(0, 5)
        x += 10 ** (gain_db / 20) * np.sin(number * phase + rng.uniform(0, 2 * np.pi))
    return x


def envelope(rng, length, rate_hz):
    """Rises and falls as often as syllables do, or slower, or faster."""
    knots = max(3, int(length / RATE * rate_hz * 2) + 2)
    level_db = rng.uniform(-30, 0, knots) * rng.uniform(0.2, 1)
    return 10 ** (np.interp(np.linspace(0, knots - 1, length), np.arange(knots), level_db) / 20)


def band_noise(rng, length):
    """Noise around one frequency: rumble, wind, water, hiss."""
    low = 2 ** rng.uniform(np.log2(25), np.log2(3000))
    high = min(low * 2 ** rng.uniform(0.5, 3), 7800)
    band = scipy.signal.butter(2, [low, high], "bandpass", fs=RATE, output="sos")
    return scipy.signal.sosfilt(band, rng.standard_normal(length))


def coloured(rng, length):
    spectrum = np.fft.rfft(rng.standard_normal(length))
    spectrum /= np.maximum(1, np.arange(len(spectrum))) ** rng.uniform(0, 1.2)
    return np.fft.irfft(spectrum, length)


def hum(rng, length):
    """Mains, a fan, an engine: harmonics of a pitch that hardly moves or slowly rises and falls."""
    low = 2 ** rng.uniform(np.log2(30), np.log2(400))
    hz = wandering(rng, length, low, low * rng.choice([1.002, 1.02, 1.5]), rng.uniform(0.3, 2))
    return normalised(harmonics(rng, hz, rng.uniform(2, 15))) + rng.uniform(0, 0.5) * normalised(
        coloured(rng, length)
    )


def tones(rng, length):
    """Whistles, chirps, sirens, beeps."""
    x = np.zeros(length)
    for _ in range(rng.integers(1, 4)):
        low = 2 ** rng.uniform(np.log2(150), np.log2(3500))
        hz = wandering(rng, length, low, low * rng.choice([1.001, 1.3, 2.5]), rng.uniform(0.5, 10))
        x += harmonics(rng, hz, rng.uniform(10, 30)) * envelope(rng, length, rng.uniform(0.5, 8))
    return x


def impacts(rng, length):
    """Steps, knocks, clicks, dishes: bursts that die away, regular or not."""
    x = 0.003 * rng.standard_normal(length)
    gap = RATE / rng.uniform(1, 12)
    at = rng.uniform(0, gap)
    fall_s, body = 2 ** rng.uniform(-8, -2), rng.integers(3)
    while at < length:
        size = int(min(length - at, 6 * fall_s * RATE)) + 1
        t = np.arange(size) / RATE
        burst = band_noise(rng, size) if body else rng.standard_normal(size)
        if body == 2:
            partials = 2 ** rng.uniform(np.log2(100), np.log2(5000), 4)
            burst = np.sin(2 * np.pi * np.outer(partials, t)).sum(axis=0)
        burst = normalised(burst) * np.exp(-t / fall_s) * rng.uniform(0.3, 1)
        x[int(at) : int(at) + size] += burst[: length - int(at)]
        at += gap * rng.uniform(0.7, 1.3)
    return x


def music(rng, length):
    """Notes of a scale, one after the other or together, struck or blown."""
    x, base = np.zeros(length), 2 ** rng.uniform(np.log2(60), np.log2(600))
    size, struck = int(RATE * rng.uniform(0.1, 0.8)), rng.random() < 0.6
    fall_db, voices = rng.uniform(3, 15), rng.integers(1, 4)
    for start in range(0, length, size):
        t = np.arange(min(size, length - start)) / RATE
        shape = np.exp(-t / rng.uniform(0.05, 0.6)) if struck else np.hanning(len(t) + 2)[1:-1]
        for _ in range(voices):
            hz = base * 2 ** (rng.integers(0, 20) / 12) * np.ones(len(t))
            x[start : start + len(t)] += shape * normalised(harmonics(rng, hz, fall_db))
    return x


KINDS = (band_noise, coloured, hum, tones, impacts, music)


def swollen(x, rng):
    """In half of the cases with a level that moves."""
    if rng.random() < 0.5:
        x = x * envelope(rng, len(x), 2 ** rng.uniform(-1, 3.5))
    return normalised(x)


def swelling(kind):
    return lambda rng, length: swollen(normalised(kind(rng, length)), rng)


def mixture(rng, length):
    """One of these sounds, or two at once."""
    x = np.zeros(length)
    for _ in range(1 + (rng.random() < 0.3)):
        part = KINDS[rng.integers(len(KINDS))](rng, length)
        x += swollen(normalised(part), rng) * 10 ** (rng.uniform(-10, 0) / 20)
    return normalised(x)


def changed(x, surroundings, rng):
    """Through a microphone, a room, a telephone, at any level."""
    if rng.random() < 0.6:
        x = emotion_data.coloured_band(x, rng)
    if rng.random() < 0.3:
        rooms = list(surroundings.rooms.values())
        x = emotion_data.in_room(x, rooms[rng.integers(len(rooms))])
    if rng.random() < 0.3:
        x = emotion_data.telephone(x, rng.uniform(150, 400), rng.uniform(3000, 3800))
    return emotion_data.quantised(x, rng.uniform(-30, 0))


def stretch_of(x, rng, length):
    """A stretch of a recording, at another speed, from anywhere in it; a short one repeats."""
    wanted = int(length * 2 ** rng.uniform(-0.4, 0.4))
    start = int(rng.integers(max(1, len(x) - wanted)))
    part = np.resize(x[start : start + wanted], wanted)
    return normalised(scipy.signal.resample(part, length))
