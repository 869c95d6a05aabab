"""The recordings the models are trained on, decoded once and kept in a cache file."""

import pathlib

import numpy as np
import scipy.signal
import soundfile

SAMPLE_RATE_HZ = 16000


def read(path):
    """A recording as mono float32 at 16 kHz."""
    samples, rate = soundfile.read(str(path), dtype="float32", always_2d=True)
    mono = samples.mean(axis=1)
    if rate != SAMPLE_RATE_HZ:
        common = np.gcd(rate, SAMPLE_RATE_HZ)
        mono = scipy.signal.resample_poly(mono, SAMPLE_RATE_HZ // common, rate // common)
    return mono.astype(np.float32)


class Recordings:
    """Labelled recordings: `samples[i]` is int16 at 16 kHz, `labels[i]` its folder or name."""

    def __init__(self, samples, labels, names):
        self.samples = samples
        self.labels = labels
        self.names = names

    def __len__(self):
        return len(self.samples)

    @staticmethod
    def load(folders, label_of, cache):
        """Reads every FLAC below `folders`; `label_of(path)` names the label of a file."""
        cache = pathlib.Path(cache)
        if not cache.exists():
            paths = sorted(p for folder in folders for p in pathlib.Path(folder).rglob("*.flac"))
            if not paths:
                raise SystemExit(
                    f"no recordings below {', '.join(map(str, folders))}: is the shared folder where "
                    "--shared says, and have synthesise.py and other_speech.py filled the cache?"
                )
            samples = [np.round(np.clip(read(p), -1, 1) * 32767).astype(np.int16) for p in paths]
            cache.parent.mkdir(parents=True, exist_ok=True)
            np.savez(
                cache,
                samples=np.concatenate(samples),
                ends=np.cumsum([len(s) for s in samples]),
                labels=[label_of(p) for p in paths],
                names=[p.stem for p in paths],
            )
        stored = np.load(cache)
        ends = stored["ends"]
        samples = np.split(stored["samples"], ends[:-1])
        return Recordings(samples, list(stored["labels"]), list(stored["names"]))


def speech_span(samples):
    """First and last sample of the loud part of a short recording of one word."""
    hop = 160
    frames = len(samples) // hop
    if frames < 5:
        return 0, len(samples)
    x = samples[: frames * hop].astype(np.float32).reshape(frames, hop)
    level_db = 10 * np.log10((x**2).mean(axis=1) + 1.0)
    level_db = np.convolve(level_db, np.ones(3) / 3, mode="same")
    floor_db = np.percentile(level_db, 10)
    peak_db = level_db.max()
    loud = level_db > max(peak_db - 30, min(floor_db + 8, peak_db - 12))
    centre = int(level_db.argmax())
    quiet_limit = 14  # frames: a stop consonant inside a word may be silent for this long
    first = last = centre
    for i in range(centre, -1, -1):
        if loud[i]:
            first = i
        elif first - i > quiet_limit:
            break
    for i in range(centre, frames):
        if loud[i]:
            last = i
        elif i - last > quiet_limit:
            break
    return first * hop, min(len(samples), (last + 1) * hop)
