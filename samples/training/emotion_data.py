"""EmoDB as functionals and contours: clean, augmented for training, and degraded for measuring."""

import pathlib

import numpy as np
import scipy.signal

import emotion_contours
import emotion_convolutions
import emotion_descriptors
import emotion_functionals
import recordings

RATE = recordings.SAMPLE_RATE_HZ
LABELS = ("anger", "boredom", "disgust", "fear", "happiness", "sadness", "neutral")
LETTERS = "WLEAFTN"  # EmoDB's letter for each of LABELS: Wut, Langeweile, Ekel, Angst, Freude ...
AROUSED = ("anger", "fear", "happiness")
# Measuring uses the last noise and the last room; training never hears them.
TEST_NOISE, TEST_ROOM = "noise5", "rir4"
CONDITIONS = ("clean", "telephone", "noise 20 dB", "noise 10 dB", "room", "one second")
SPEEDS = (0.88, 0.94, 1.07, 1.14)
TELEPHONES = 2
VERSIONS = 8
EXAMPLES = "speech/wake-words/train"


def trimmed(samples, below_peak_db=45.0):
    """Without the silence around the speech: clips are padded to a common length."""
    hop = 160
    frames = len(samples) // hop
    x = samples[: frames * hop].astype(np.float64).reshape(frames, hop)
    level_db = 10 * np.log10((x**2).mean(axis=1) + 1e-3)
    loud = np.flatnonzero(level_db > level_db.max() - below_peak_db)
    return samples[loud[0] * hop : (loud[-1] + 1) * hop]


def read_emodb(shared, cache):
    """Clips in [-1, 1], class of each (index in LABELS), speaker of each."""
    folder, stored = pathlib.Path(shared) / "emotion/emodb", pathlib.Path(cache)
    clips = recordings.Recordings.load(
        [folder], lambda path: path.stem[5], stored / "emodb-emotion.npz"
    )
    samples = [trimmed(s).astype(np.float32) / 32768 for s in clips.samples]
    classes = np.array([LETTERS.index(letter) for letter in clips.labels])
    speakers = np.array([name[:2] for name in clips.names])
    return samples, classes, speakers


class Surroundings:
    """Noises and rooms, those for training apart from those for measuring."""

    def __init__(self, shared, cache):
        folder, stored = pathlib.Path(shared) / "noise", pathlib.Path(cache)
        found = recordings.Recordings.load(
            [folder], lambda path: path.stem, stored / "surroundings.npz"
        )
        self.noises, self.rooms = {}, {}
        for name, samples in zip(found.names, found.samples):
            x = samples.astype(np.float32)
            if name.startswith("rir"):
                x = x[max(0, int(np.abs(x).argmax()) - 16) :][:RATE]
                self.rooms[name] = x / np.sqrt((x**2).sum())
            else:
                self.noises[name] = x / x.std()
        self.test_noise = self.noises.pop(TEST_NOISE)
        self.test_room = self.rooms.pop(TEST_ROOM)


def telephone(x, low_hz=300.0, high_hz=3400.0, companded=False):
    """Through a telephone: band-pass, 8 kHz, if wanted mu-law of 8 bits, 16 kHz again."""
    band = scipy.signal.butter(6, [low_hz, high_hz], "bandpass", fs=RATE, output="sos")
    narrow = scipy.signal.resample_poly(scipy.signal.sosfilt(band, x), 1, 2)
    if companded:
        peak = np.abs(narrow).max() + 1e-9
        law = np.log1p(255 * np.abs(narrow) / peak) / np.log(256)
        law = np.round(law * 127) / 127
        narrow = np.sign(narrow) * np.expm1(law * np.log(256)) / 255 * peak
    return scipy.signal.resample_poly(narrow, 2, 1).astype(np.float32)


def coloured_noise(rng, length):
    spectrum = np.fft.rfft(rng.standard_normal(length))
    spectrum /= np.maximum(1, np.arange(len(spectrum))) ** (rng.uniform(0, 1.4) / 2)
    x = np.fft.irfft(spectrum, length)
    return (x / (x.std() + 1e-9)).astype(np.float32)


def add_noise(x, noise, snr_db, rng):
    start = int(rng.integers(len(noise)))
    stretch = np.resize(np.roll(noise, -start), len(x))
    level = np.sqrt((x**2).mean()) / (np.sqrt((stretch**2).mean()) + 1e-9)
    return x + stretch * level * 10 ** (-snr_db / 20)


def in_room(x, room):
    return scipy.signal.fftconvolve(x, room)[: len(x)].astype(np.float32)


def quantised(x, peak_db):
    """At a level, as 16-bit samples."""
    x = x / (np.abs(x).max() + 1e-9) * 10 ** (peak_db / 20)
    return (np.round(x * 32767) / 32768).astype(np.float32)


def coloured_band(x, rng):
    """A microphone's frequency response: a smooth random gain of a few dB."""
    spectrum = np.fft.rfft(x)
    hz = np.fft.rfftfreq(len(x), 1 / RATE)
    knots = np.array([0, 200, 500, 1200, 2500, 5000, 8000.0])
    gain_db = np.interp(hz, knots, rng.normal(0, 3.0, len(knots)))
    return np.fft.irfft(spectrum * 10 ** (gain_db / 20), len(x)).astype(np.float32)


def augmented(x, surroundings, rng):
    """One random version of a clip: speed, microphone, room, noise, telephone, level."""
    if rng.random() < 0.7:
        x = scipy.signal.resample(x, int(len(x) / rng.uniform(0.9, 1.12))).astype(np.float32)
    if rng.random() < 0.5:
        x = coloured_band(x, rng)
    if rng.random() < 0.35:
        rooms = list(surroundings.rooms.values())
        wet = in_room(x, rooms[rng.integers(len(rooms))])
        x = x + rng.uniform(0.3, 1.0) * (wet - x)
    if rng.random() < 0.6:
        if rng.random() < 0.4:
            noise = coloured_noise(rng, len(x))
        else:
            noises = list(surroundings.noises.values())
            noise = noises[rng.integers(len(noises))]
        x = add_noise(x, noise, rng.uniform(5, 35), rng)
    if rng.random() < 0.4:
        x = telephone(x, rng.uniform(150, 400), rng.uniform(3000, 3800), rng.random() < 0.4)
    return quantised(x, rng.uniform(-30, 0))


def degraded(x, condition, surroundings, rng):
    if condition == "telephone":
        x = telephone(x)
    elif condition.startswith("noise"):
        x = add_noise(x, surroundings.test_noise, float(condition.split()[1]), rng)
    elif condition == "room":
        x = in_room(x, surroundings.test_room)
    return quantised(x, -3)


def resampled(x, speed):
    """Faster, higher and with a shorter vocal tract (speed above 1), or the contrary."""
    return scipy.signal.resample(x, int(len(x) / speed)).astype(np.float32)


def some_of(frames, rng):
    """All of a clip, or in two of five cases a stretch of at least 0.9 s of it."""
    if rng.random() < 0.6 or len(frames) <= 90:
        return frames
    length = int(rng.integers(90, len(frames)))
    start = int(rng.integers(len(frames) - length + 1))
    return frames[start : start + length]


def middle_second(frames, rng):
    return frames[max(0, len(frames) // 2 - 50) : len(frames) // 2 + 50]


def whole(frames, rng):
    return frames


def called(x, rng):
    """Another speaker, through a telephone."""
    x = resampled(x, rng.uniform(0.9, 1.12))
    return telephone(x, rng.uniform(200, 350), rng.uniform(3100, 3700), rng.random() < 0.4)


def recipes(surroundings):
    """name -> (seed, what to do to a clip, what to keep of its frames)."""
    made = {}
    for number, condition in enumerate(CONDITIONS):
        keep = middle_second if condition == "one second" else whole
        made[condition] = (number, lambda x, r, c=condition: degraded(x, c, surroundings, r), keep)
    for speed in SPEEDS:
        made[f"speed {speed}"] = (0, lambda x, r, s=speed: quantised(resampled(x, s), -3), whole)
    for k in range(VERSIONS):
        made[f"augmented {k}"] = (100 + k, lambda x, r: augmented(x, surroundings, r), some_of)
    for k in range(TELEPHONES):
        made[f"call {k}"] = (200 + k, lambda x, r: quantised(called(x, r), -3), whole)
    return made


def features_of(samples, seed, change, keep):
    """A row of functionals of each clip, and the contours of each."""
    changes, crops = np.random.default_rng(seed), np.random.default_rng(seed + 200)
    rows, contours = [], []
    for x in samples:
        frames = keep(emotion_descriptors.frame_descriptors(change(x, changes)), crops)
        rows.append(emotion_functionals.functionals(frames))
        contours.append(emotion_contours.contours(frames).astype(np.float16))
    return np.stack(rows), contours


def convolutions(shared, cache):
    """Random convolutions, made on single words of many speakers."""
    folder, stored = pathlib.Path(shared) / EXAMPLES, pathlib.Path(cache) / "examples.npz"
    words = recordings.Recordings.load([folder], lambda path: path.parent.name, stored)
    grids = []
    for samples in words.samples:
        x = trimmed(samples).astype(np.float32) / 32768
        grids.append(emotion_contours.grid(emotion_descriptors.frame_descriptors(x)))
    return emotion_convolutions.RandomConvolutions(np.stack(grids))


class EmotionData:
    """EmoDB's features, of versions for training (the first is clean) and for measuring.

    `training` (versions, clips, D) and `measuring`, condition -> (clips, D), are functionals;
    `training_convolved` and `measuring_convolved` what random convolutions make of the contours.
    """

    def __init__(self, shared, cache):
        samples, self.classes, self.speakers = read_emodb(shared, cache)
        self.convolutions = convolutions(shared, cache)
        rows, convolved = {}, {}
        for name, recipe in recipes(Surroundings(shared, cache)).items():
            file = f"{emotion_contours.FEATURE_SET}-{name.replace(' ', '-')}.npz"
            stored = pathlib.Path(cache) / file
            if not stored.exists():
                found, contours = features_of(samples, *recipe)
                lengths = [len(c) for c in contours]
                np.savez(stored, rows=found, contours=np.concatenate(contours), lengths=lengths)
                print(f"{name}: features stored in {stored}", flush=True)
            with np.load(stored) as kept:
                contours = kept["contours"].astype(np.float32)
                contours = np.split(contours, np.cumsum(kept["lengths"])[:-1])
                grids = np.stack([emotion_contours.grid_of(c) for c in contours])
                rows[name], convolved[name] = kept["rows"], self.convolutions(grids)
        training = [name for name in rows if name not in CONDITIONS[1:]]
        self.measuring = {c: rows[c] for c in CONDITIONS}
        self.training = np.stack([rows[name] for name in training])
        self.measuring_convolved = {c: convolved[c] for c in CONDITIONS}
        self.training_convolved = np.stack([convolved[name] for name in training])

    def __len__(self):
        return len(self.classes)
