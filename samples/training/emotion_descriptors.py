"""Frame descriptors of the emotion classifier: what each 40 ms of sound says by itself.

A frame's descriptors depend on its 640 samples alone, so a stream computes each frame once. What
needs a whole window (pitch track, loudness relative to the window) is done by emotion_functionals.
Formulas, order and constants: EMOTION_FEATURES.md. Nothing but NumPy is used, in double precision.
"""

import numpy as np

SAMPLE_RATE_HZ = 16000
FRAME_SAMPLES = 640
HOP_SAMPLES = 160
FFT_SIZE = 1024
BIN_HZ = SAMPLE_RATE_HZ / FFT_SIZE
BINS = FFT_SIZE // 2 + 1

BANDS = 26
LOWEST_HZ, HIGHEST_HZ = 60.0, 7800.0
NARROW_HZ = (300.0, 3400.0)
POWER_FLOOR = 1e-9

CANDIDATES = 6
SHORTEST_LAG, LONGEST_LAG = 26, 230
PITCH_BAND_HZ = 3600.0
LAG_COST = 0.04
HARMONICS = 3
UPPER_HZ = (1500.0, 3400.0)
CENTROID_BANDS_HZ = ((300.0, 1000.0), (900.0, 2500.0), (2000.0, 3400.0))

ENERGY = 0
BAND = slice(1, 1 + BANDS)
LAG = slice(BAND.stop, BAND.stop + CANDIDATES)
STRENGTH = slice(LAG.stop, LAG.stop + CANDIDATES)
HARMONIC = slice(STRENGTH.stop, STRENGTH.stop + CANDIDATES * HARMONICS)
UPPER = slice(HARMONIC.stop, HARMONIC.stop + CANDIDATES)
SHAPE = slice(UPPER.stop, UPPER.stop + 6)
COUNT = SHAPE.stop


def mel_edges_hz():
    """BANDS + 2 frequencies, equally far apart in mel."""
    low, high = (1127 * np.log1p(hz / 700) for hz in (LOWEST_HZ, HIGHEST_HZ))
    return 700 * np.expm1(np.linspace(low, high, BANDS + 2) / 1127)


def mel_weights():
    """(BINS, BANDS) triangles over the power spectrum, each of sum 1."""
    hz = np.arange(BINS) * BIN_HZ
    edges = mel_edges_hz()
    low, centre, high = edges[:-2], edges[1:-1], edges[2:]
    rise = (hz[:, None] - low) / (centre - low)
    fall = (high - hz[:, None]) / (high - centre)
    weights = np.maximum(0, np.minimum(rise, fall))
    return weights / weights.sum(axis=0)


def hann():
    return 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(FRAME_SAMPLES) + 0.5) / FRAME_SAMPLES)


def window_correlation():
    """Autocorrelation of the analysis window, 1 at lag 0: what a steady tone loses with the lag."""
    correlation = np.fft.irfft(np.abs(np.fft.rfft(hann(), FFT_SIZE)) ** 2)
    return correlation[: LONGEST_LAG + 2] / correlation[0]


WEIGHTS = mel_weights()
WINDOW = hann()
WINDOW_CORRELATION = window_correlation()
BIN_FREQUENCIES_HZ = np.arange(BINS) * BIN_HZ


def bins_within(band_hz):
    return (BIN_FREQUENCIES_HZ >= band_hz[0]) & (BIN_FREQUENCIES_HZ <= band_hz[1])


NARROW = bins_within(NARROW_HZ)
UPPER_BAND = bins_within(UPPER_HZ).astype(np.float64)
PITCH_BAND = (BIN_FREQUENCIES_HZ <= PITCH_BAND_HZ).astype(np.float64)


def frames_of(samples):
    """(T, FRAME_SAMPLES) frames; a clip shorter than a frame is filled up with zeros."""
    samples = np.asarray(samples, np.float64)
    if len(samples) < FRAME_SAMPLES:
        samples = np.pad(samples, (0, FRAME_SAMPLES - len(samples)))
    count = 1 + (len(samples) - FRAME_SAMPLES) // HOP_SAMPLES
    return samples[np.arange(FRAME_SAMPLES) + HOP_SAMPLES * np.arange(count)[:, None]]


def pitch_candidates(power):
    """(T, CANDIDATES) lags in samples and their strengths, best first; strength 0 if missing."""
    correlation = np.fft.irfft(power * PITCH_BAND, axis=1)[:, : LONGEST_LAG + 2]
    correlation = correlation / (correlation[:, :1] + 1e-12) / WINDOW_CORRELATION
    lags = np.arange(SHORTEST_LAG, LONGEST_LAG + 1)
    middle = correlation[:, SHORTEST_LAG : LONGEST_LAG + 1]
    before = correlation[:, SHORTEST_LAG - 1 : LONGEST_LAG]
    after = correlation[:, SHORTEST_LAG + 1 : LONGEST_LAG + 2]
    peak = (middle > before) & (middle >= after)
    score = np.where(peak, middle - LAG_COST * np.log2(lags / SHORTEST_LAG), -np.inf)
    best = np.argsort(-score, axis=1, kind="stable")[:, :CANDIDATES]
    found = np.isfinite(np.take_along_axis(score, best, 1))
    a, b, c = (np.take_along_axis(x, best, 1) for x in (before, middle, after))
    shift = np.clip(0.5 * (a - c) / np.minimum(a - 2 * b + c, -1e-12), -0.5, 0.5)
    strength = np.minimum(b - 0.25 * (a - c) * shift, 0.9999)
    lag = np.where(found, best + SHORTEST_LAG + shift, LONGEST_LAG)
    return lag, np.where(found, strength, 0.0)


def harmonic_levels(power, lag):
    """(T, CANDIDATES * HARMONICS) log power at the first harmonics of each candidate."""
    frame = np.arange(len(power))[:, None]
    levels = []
    for harmonic in range(1, HARMONICS + 1):
        place = np.floor(SAMPLE_RATE_HZ / lag * harmonic / BIN_HZ + 0.5).astype(int)
        near = np.maximum(power[frame, place - 1], power[frame, place + 1])
        levels.append(np.log(np.maximum(near, power[frame, place])))
    return np.stack(levels, 2).reshape(len(power), -1)


def upper_periodicity(power, lag):
    """(T, CANDIDATES) how periodic the band above 1.5 kHz is at the lag of each candidate."""
    correlation = np.fft.irfft(power * UPPER_BAND, axis=1)
    nearest = np.floor(lag + 0.5).astype(int)
    at_lag = np.take_along_axis(correlation, nearest, 1)
    return at_lag / (correlation[:, :1] + 1e-12) / WINDOW_CORRELATION[nearest]


def spectral_shape(power):
    """(T, 6): centroid and deviation (kHz), flatness, centroids of three bands (kHz)."""
    magnitude = np.sqrt(power)
    khz = BIN_FREQUENCIES_HZ / 1000

    def moments(band):
        x, f = magnitude[:, band], khz[band]
        centroid = (x @ f) / x.sum(axis=1)
        return centroid, np.sqrt(np.maximum((x @ f**2) / x.sum(axis=1) - centroid**2, 0))

    narrow = power[:, NARROW]
    flatness = np.log(narrow).mean(axis=1) - np.log(narrow.mean(axis=1))
    centroids = [moments(bins_within(band))[0] for band in CENTROID_BANDS_HZ]
    return np.stack([*moments(NARROW), flatness, *centroids], axis=1)


def frame_descriptors(samples):
    """Samples in [-1, 1] at 16 kHz -> (T, COUNT) float64."""
    frames = frames_of(samples)
    frames = frames - frames.mean(axis=1, keepdims=True)
    power = np.abs(np.fft.rfft(frames * WINDOW, FFT_SIZE)) ** 2 + POWER_FLOOR
    energy = np.log(power[:, NARROW].mean(axis=1))
    lag, strength = pitch_candidates(power)
    parts = [energy[:, None], np.log(power @ WEIGHTS), lag, strength]
    parts += [harmonic_levels(power, lag), upper_periodicity(power, lag), spectral_shape(power)]
    return np.concatenate(parts, axis=1)
