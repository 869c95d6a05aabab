"""Functionals of the emotion classifier: a window of frame descriptors -> one row of numbers.

Everything is relative to the window's own loudest frames, so the level of a recording drops out.
Names, order and formulas: EMOTION_FEATURES.md. Logarithms are natural unless said otherwise.
"""

import numpy as np

import emotion_descriptors as descriptors

FEATURE_SET = "ossicle-emotion-1"
HEARD_BELOW_TOP = 5.0
FLOOR_BELOW_TOP = 9.0
FEWEST_FRAMES = 5
REFERENCE_HZ = 150.0

UNVOICED_SCORE = 0.45
QUIET_BONUS = 0.3
VOICING_CHANGE_COST = 0.14
OCTAVE_JUMP_COST = 0.35
LAG_COST = 0.01

NARROW_BANDS = slice(3, 18)
CEPSTRA = 6
PAIR_LAGS = (1, 3, 6, 12)
ENERGY_LAGS = (1, 3, 6, 12, 24)
SHORTEST_SEGMENT = 6
MODULATION_HZ = np.arange(1.0, 28.0, 0.5)
MODULATION_EDGES_HZ = (1.0, 2.5, 4.5, 7.0, 11.0, 17.0, 28.0)

VOICED_ONLY = ("octave", "h1h2", "h1e", "h2h3")
CEPSTRUM = [f"c{k}" for k in range(1, CEPSTRA + 1)]
SPREAD = ["low", "high1", "high2"]
SHAPE = ["centroid", "width", "flatness", "centroid1", "centroid2", "centroid3"]
MOVING = ["energy", "octave", "hnr", "upper", "flux", *CEPSTRUM, *SPREAD, *VOICED_ONLY[1:], *SHAPE]
SHAPED = MOVING + [f"b{k}" for k in range(15)]
UNVOICED = [key for key in MOVING if key not in VOICED_ONLY]


class Row:
    """Functionals and their names, in the order they were added."""

    def __init__(self):
        self.names, self.values = [], []

    def add(self, name, value):
        self.names.append(name)
        self.values.append(float(value))


def quantile(ordered, share):
    """Linear interpolation between the two neighbours of share * (n - 1)."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def deviation(x, weights=None):
    if weights is None:
        return np.sqrt(np.mean((x - x.mean()) ** 2))
    return np.sqrt(weights @ (x - weights @ x) ** 2)


def runs(mask):
    """First frame of each run of true frames, and the frame after it."""
    change = np.diff(np.concatenate([[0], mask.astype(int), [0]]))
    return np.flatnonzero(change == 1), np.flatnonzero(change == -1)


def pitch_track(lag, strength, loudness):
    """Viterbi over the candidates and the unvoiced state: the candidate of each frame, or -1."""
    frames = len(lag)
    octave = np.log2(lag / descriptors.SHORTEST_LAG)
    local = np.where(strength > 0, strength - LAG_COST * octave, -1.0)
    unvoiced = UNVOICED_SCORE + QUIET_BONUS * (1 - loudness)
    local = np.concatenate([unvoiced[:, None], local], axis=1)
    best, origin = local[0], np.zeros(local.shape, int)
    cost = np.zeros((local.shape[1], local.shape[1]))
    cost[0, 1:] = cost[1:, 0] = VOICING_CHANGE_COST
    for t in range(1, frames):
        cost[1:, 1:] = OCTAVE_JUMP_COST * np.abs(octave[t] - octave[t - 1][:, None])
        reached = best[:, None] - cost
        origin[t] = reached.argmax(axis=0)
        best = reached.max(axis=0) + local[t]
    state = np.zeros(frames, int)
    state[-1] = best.argmax()
    for t in range(frames - 1, 0, -1):
        state[t - 1] = origin[t, state[t]]
    return state - 1


class Window:
    """Contours of one window: self[key] is (T,), `voiced` and `heard` say which frames count."""

    def __init__(self, frames):
        frames = np.asarray(frames, np.float64)
        energy = frames[:, descriptors.ENERGY]
        top = quantile(np.sort(energy), 0.95)
        loudness = np.clip(1 + (energy - top + HEARD_BELOW_TOP) / 3.5, 0, 1)
        lag, strength = frames[:, descriptors.LAG], frames[:, descriptors.STRENGTH]
        chosen = pitch_track(lag, strength, loudness)
        self.heard = energy > top - HEARD_BELOW_TOP
        if self.heard.sum() < FEWEST_FRAMES:
            self.heard = np.ones(len(energy), bool)
        self.voiced = (chosen >= 0) & self.heard
        if self.voiced.sum() < FEWEST_FRAMES:
            self.voiced = self.heard.copy()
        self.bands = np.maximum(frames[:, descriptors.BAND], top - FLOOR_BELOW_TOP)
        self.contours = self.contours_of(frames, energy, top, chosen)

    def __getitem__(self, key):
        return self.contours[key]

    def matrix(self, keys):
        return np.stack([self.contours[key] for key in keys], axis=1)

    def contours_of(self, frames, energy, top, chosen):
        energy = np.maximum(energy, top - FLOOR_BELOW_TOP)
        at, pick = np.arange(len(chosen)), np.maximum(chosen, 0)
        lag = frames[:, descriptors.LAG][at, pick]
        strength = np.clip(frames[:, descriptors.STRENGTH][at, pick], 0.02, 0.995)
        levels = frames[:, descriptors.HARMONIC]
        levels = levels.reshape(len(at), -1, descriptors.HARMONICS)[at, pick]
        narrow = self.bands[:, NARROW_BANDS]
        tracked = chosen >= 0
        octave = np.log2(descriptors.SAMPLE_RATE_HZ / lag / REFERENCE_HZ)
        result = {
            "energy": energy - top,
            "octave": np.where(tracked, octave, 0.0),
            "hnr": np.log(strength / (1 - strength)),
            "flux": np.concatenate([[0.0], np.abs(np.diff(narrow, axis=0)).mean(axis=1)]),
            "low": self.bands[:, :3].mean(axis=1) - energy,
            "high1": self.bands[:, 18:22].mean(axis=1) - energy,
            "high2": self.bands[:, 22:26].mean(axis=1) - energy,
            "h1h2": np.where(tracked, levels[:, 0] - levels[:, 1], 0.0),
            "h1e": np.where(tracked, levels[:, 0] - energy, 0.0),
            "h2h3": np.where(tracked, levels[:, 1] - levels[:, 2], 0.0),
        }
        count = narrow.shape[1]
        upper = frames[:, descriptors.UPPER][at, pick]
        result["upper"] = np.clip(upper, -0.2, 0.995)
        result.update(zip(SHAPE, frames[:, descriptors.SHAPE].T))
        for k in range(1, CEPSTRA + 1):
            cosine = np.cos(np.pi / count * (np.arange(count) + 0.5) * k)
            result[f"c{k}"] = narrow @ cosine * (2 / count)
        for k in range(count):
            result[f"b{k}"] = narrow[:, k] - energy
        return result


def add_shapes(row, window):
    """Moments of each contour over voiced frames, mean and deviation over heard unvoiced ones."""
    x = window.matrix(SHAPED)[window.voiced]
    mean = x.mean(axis=0)
    centred = x - mean
    spread = np.sqrt((centred**2).mean(axis=0) + 1e-4)
    skew = (centred**3).mean(axis=0) / spread**3
    peaked = np.log((centred**4).mean(axis=0) / spread**4 + 0.1)
    for name, values in (("mean", mean), ("sd", np.log(spread)), ("skew", skew), ("kurt", peaked)):
        for key, value in zip(SHAPED, values):
            row.add(f"voiced.{key}.{name}", value)
    hushed = window.heard & ~window.voiced
    if hushed.sum() < 3:
        hushed = window.heard
    x = window.matrix(UNVOICED)[hushed]
    for key, mean, spread in zip(UNVOICED, x.mean(axis=0), x.std(axis=0)):
        row.add(f"unvoiced.{key}.mean", mean)
        row.add(f"unvoiced.{key}.sd", np.log(spread + 0.01))


def add_changes(row, window):
    """How far contours move within 10 to 240 ms."""
    x, voiced = window.matrix(MOVING), window.voiced
    for lag in PAIR_LAGS:
        pairs = voiced[lag:] & voiced[:-lag]
        change = (x[lag:] - x[:-lag])[pairs]
        if len(change) < 3:
            change = np.zeros((1, len(MOVING)))
        for key, size, mean in zip(MOVING, np.abs(change).mean(axis=0), change.mean(axis=0)):
            row.add(f"change{lag}.{key}.size", np.log(size + 0.02))
            row.add(f"change{lag}.{key}.mean", mean)
    energy, heard = window["energy"], window.heard
    for lag in ENERGY_LAGS:
        change = (energy[lag:] - energy[:-lag])[heard[lag:] | heard[:-lag]]
        if len(change) == 0:
            change = np.zeros(1)
        row.add(f"energy{lag}.size", np.log(np.abs(change).mean() + 0.02))
        row.add(f"energy{lag}.rise", np.maximum(change, 0).mean())
        row.add(f"energy{lag}.fall", np.maximum(-change, 0).mean())


def add_rhythm(row, window, first, end):
    """Lengths of voiced and unvoiced stretches, and the peaks of the smoothed energy."""
    span = end - first
    begins, ends = runs(window.voiced)
    length = ends - begins
    gap = begins[1:] - ends[:-1] if len(begins) > 1 else np.ones(1)
    row.add("voiced.share", window.voiced.sum() / span)
    row.add("heard.share", window.heard.sum() / span)
    row.add("voiced.rate", np.log(100 * len(length) / span + 0.3))
    row.add("voiced.length", np.log(length.mean()))
    row.add("voiced.longest", np.log(length.max()))
    row.add("voiced.length.sd", np.log(deviation(length) + 2))
    row.add("gap.length", np.log(gap.mean()))
    row.add("gap.longest", np.log(gap.max()))
    begins, ends = runs(window.heard & ~window.voiced)
    row.add("unvoiced.length", np.log((ends - begins).mean()) if len(begins) else 0.0)
    row.add("unvoiced.rate", np.log(100 * len(begins) / span + 0.5))
    bell = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(1, 8) / 8)
    smooth = np.convolve(window["energy"], bell / bell.sum(), "same")
    middle = smooth[1:-1]
    peak = (middle > smooth[:-2]) & (middle >= smooth[2:]) & (middle > -HEARD_BELOW_TOP)
    peaks = np.flatnonzero(peak) + 1
    heights = smooth[peaks] if len(peaks) else np.zeros(1)
    valleys = [smooth[a:b].min() for a, b in zip(peaks[:-1], peaks[1:])]
    interval = np.diff(peaks) if len(peaks) > 1 else np.full(1, 30)
    row.add("peak.rate", np.log(100 * len(peaks) / span + 0.5))
    row.add("peak.height", heights.mean())
    row.add("peak.height.sd", deviation(heights))
    row.add("peak.interval", np.log(interval.mean()))
    row.add("peak.interval.sd", np.log(deviation(interval) + 2))
    row.add("peak.depth", heights.mean() - np.mean(valleys) if valleys else 0.0)


def segment_facts(window, begin, end):
    """Length, then facts of pitch, energy and voice of one voiced segment."""
    t = np.arange(end - begin) - (end - begin - 1) / 2
    pitch, energy = window["octave"][begin:end], window["energy"][begin:end]
    slope = (t @ pitch) / (t @ t)
    rest = pitch - pitch.mean() - slope * t
    bow = t**2 - np.mean(t**2)
    return (
        len(t),
        pitch.mean(),
        slope * 100,
        pitch.max() - pitch.min(),
        np.sqrt(np.mean(rest**2)),
        (bow @ pitch) / (bow @ bow) * len(t) ** 2,
        energy.mean(),
        energy.max() - energy.mean(),
        (t @ energy) / (t @ t) * 100,
        energy.argmax() / len(t),
        window["c1"][begin:end].mean(),
        window["hnr"][begin:end].mean(),
    )


def add_segments(row, window):
    """Voiced segments of at least 60 ms, each weighted with its length."""
    facts = [
        segment_facts(window, a, b)
        for a, b in zip(*runs(window.voiced))
        if b - a >= SHORTEST_SEGMENT
    ]
    facts = np.array(facts or [(1,) + (0,) * 11], np.float64).T
    length, pitch, slope, extent, rest, bow, energy, crest, lift, peak, tilt, voice = facts
    w = length / length.sum()
    row.add("segment.pitch.slope", w @ slope)
    row.add("segment.pitch.steepness", np.log(w @ np.abs(slope) + 0.1))
    row.add("segment.pitch.extent", np.log(w @ extent + 0.02))
    row.add("segment.pitch.widest", np.log(extent.max() + 0.02))
    row.add("segment.pitch.rest", np.log(w @ rest + 0.005))
    row.add("segment.pitch.bow", w @ bow)
    row.add("segment.pitch.bowing", np.log(w @ np.abs(bow) + 0.02))
    row.add("segment.pitch.highest", pitch.max() - w @ pitch)
    row.add("segment.pitch.sd", np.log(deviation(pitch, w) + 0.02))
    row.add("segment.energy.sd", np.log(deviation(energy, w) + 0.05))
    row.add("segment.energy.crest", w @ crest)
    row.add("segment.energy.slope", w @ lift)
    row.add("segment.energy.steepness", np.log(w @ np.abs(lift) + 1))
    row.add("segment.energy.peak", w @ peak)
    row.add("segment.c1.sd", np.log(deviation(tilt, w) + 0.02))
    row.add("segment.hnr.sd", np.log(deviation(voice, w) + 0.05))


def add_melody(row, window, first, end):
    """Rises and falls of pitch, its range, the range of the energy, trends over the window."""
    pitch, voiced = window["octave"], window.voiced
    step = np.diff(pitch)[voiced[1:] & voiced[:-1]]
    step = step[np.abs(step) < 0.3]
    step = step if len(step) else np.zeros(1)
    row.add("pitch.rise", np.log(np.maximum(step, 0).mean() + 0.002))
    row.add("pitch.fall", np.log(np.maximum(-step, 0).mean() + 0.002))
    row.add("pitch.rising", (step > 0.003).mean())
    row.add("pitch.falling", (step < -0.003).mean())
    ordered = np.sort(pitch[voiced])
    for share in (0.05, 0.25, 0.75, 0.95):
        row.add(f"pitch.q{share}", quantile(ordered, share) - quantile(ordered, 0.5))
    ordered = np.sort(window["energy"][first:end])
    for share in (0.1, 0.25, 0.5, 0.75, 0.9):
        row.add(f"energy.q{share}", quantile(ordered, share))
    t = np.flatnonzero(voiced) / max(len(voiced) - 1, 1)
    t = t - t.mean()
    for key in ("octave", "energy", "c1", "hnr"):
        x = window[key][voiced]
        row.add(f"trend.{key}", (t @ (x - x.mean())) / (t @ t + 1e-3))


def add_modulations(row, window, first, end):
    """Share of the changes of a contour in each band of modulation frequency, and their power."""
    signals = {key: window[key] for key in ("energy", "flux", "c1", "c2", "hnr", "low", "high1")}
    for k in range(5):
        signals[f"level{k}"] = window.bands[:, 3 + 3 * k : 6 + 3 * k].mean(axis=1)
    span = end - first
    t = np.arange(span)
    bell = 0.5 - 0.5 * np.cos(2 * np.pi * (t + 0.5) / span)
    phase = 2 * np.pi * MODULATION_HZ[:, None] * t / 100
    cosines, sines = np.cos(phase) * bell, np.sin(phase) * bell
    for key, x in signals.items():
        x = x[first:end] - x[first:end].mean()
        power = (cosines @ x) ** 2 + (sines @ x) ** 2
        total = power.sum() + 1e-3 * span
        for k, (low, high) in enumerate(zip(MODULATION_EDGES_HZ, MODULATION_EDGES_HZ[1:])):
            inside = (MODULATION_HZ >= low) & (MODULATION_HZ < high)
            row.add(f"modulation.{key}.{k}", np.log(power[inside].sum() / total + 0.01))
        row.add(f"modulation.{key}.power", np.log(total / span**2 + 1e-4))


def functional_row(frames):
    """(T, descriptors.COUNT) descriptors of one window, T at least 2, as a Row."""
    window, row = Window(frames), Row()
    heard = np.flatnonzero(window.heard)
    first, end = heard[0], heard[-1] + 1
    add_shapes(row, window)
    add_changes(row, window)
    add_rhythm(row, window, first, end)
    add_segments(row, window)
    add_melody(row, window, first, end)
    add_modulations(row, window, first, end)
    return row


def functionals(frames):
    """(T, descriptors.COUNT) descriptors of one window -> (D,) float32."""
    return np.array(functional_row(frames).values, np.float32)


def names():
    """Names of the functionals, in order."""
    silence = np.zeros(2 * descriptors.FRAME_SAMPLES)
    return functional_row(descriptors.frame_descriptors(silence)).names
