"""Turns the recogniser's frame probabilities into words: the twin of org.ossicle.decode.WordSearch."""

import dataclasses

import numpy as np


@dataclasses.dataclass(frozen=True)
class Rules:
    """A word is said when the mean of its probability over `window` frames reaches its threshold, once
    until that mean falls below `release`; two words are at least `apart` frames from each other, twice
    the same word at least `repeat` frames: a final stop may come as a burst of its own. Within `revise`
    frames a word that exceeds its threshold by more takes the last one's place."""

    emit_threshold: float = 0.3
    release_threshold: float = 0.25
    window_frames: int = 3
    apart_frames: int = 10
    repeat_frames: int = 24
    revise_frames: int = 14


# A word that wakes a device must not be heard in other speech.
STRICT = {"computer": 0.6}


def thresholds(words, rules):
    """The emit threshold of each class."""
    return np.array([STRICT.get(word, rules.emit_threshold) for word in words])


def decode(probabilities, rules, limit):
    """probabilities: (frames, classes) -> [(class, frame, confidence)]; class 0 is the blank.

    limit: see `thresholds`.
    """
    total = np.cumsum(np.pad(probabilities, ((rules.window_frames, 0), (0, 0))), axis=0)
    mean = (total[rules.window_frames :] - total[: -rules.window_frames]) / rules.window_frames
    found, held, last, most = [], 0, -rules.apart_frames, 0.0
    for t in np.flatnonzero((mean[:, 1:] >= min(limit[1:].min(), rules.release_threshold)).any(1)):
        if held and (mean[last + 1 : t + 1, held] < rules.release_threshold).any():
            held = 0
        best = int((mean[t, 1:] - limit[1:]).argmax()) + 1
        excess = mean[t, best] - limit[best]
        if excess < 0:
            continue
        if found and t - last < rules.revise_frames:
            if excess <= most:
                continue
            most = excess
            if best == found[-1][0]:
                continue
            found.pop()
        else:
            pause = rules.repeat_frames if found and best == found[-1][0] else rules.apart_frames
            if best == held or t - last < pause:
                continue
        found.append((best, int(t), float(mean[t, best])))
        held, last, most = best, t, excess
    return found
