"""Turns the recogniser's frame probabilities into words: the twin of org.ossicle.decode.WordSearch."""

import dataclasses

import numpy as np

OTHER_SPEECH = "<unk>"


@dataclasses.dataclass(frozen=True)
class Rules:
    """A word is said when the mean of its probability over `window` frames reaches its threshold, once
    until that mean falls below `release`; two words are at least `apart` frames from each other. The same word
    counts again `repeat` frames after it: a final stop may come as a burst of its own. From `sure_repeat`
    frames on it counts if it is sure, as its threshold falls in a line from 1 to its own. Within `revise`
    frames a word that exceeds its threshold by more takes the last one's place. The mean probability of
    other speech over `other_speech_frames`, the last of them `other_speech_lag` frames ago, is added to
    the thresholds, up to `other_speech_limit`."""

    emit_threshold: float = 0.39
    release_threshold: float = 0.25
    window_frames: int = 3
    apart_frames: int = 10
    sure_repeat_frames: int = 18
    repeat_frames: int = 28
    revise_frames: int = 14
    other_speech_frames: int = 400
    other_speech_lag: int = 20
    other_speech_limit: float = 0.95

    @staticmethod
    def add_to(parser):
        """One option for each rule."""
        for rule in dataclasses.fields(Rules):
            name = "--" + rule.name.replace("_", "-")
            parser.add_argument(name, type=rule.type, default=rule.default)

    @staticmethod
    def of(options):
        return Rules(*(getattr(options, rule.name) for rule in dataclasses.fields(Rules)))


# A word that wakes a device must not be heard in other speech.
STRICT = {"computer": 0.6}


def thresholds(words, rules):
    """The emit threshold of each class."""
    return np.array([STRICT.get(word, rules.emit_threshold) for word in words])


def trailing_mean(values, frames, lag=0):
    """For each row t the mean of rows t - lag - frames + 1 to t - lag; before the first there is nothing."""
    before = np.zeros((frames + lag, *values.shape[1:]), np.float32)
    total = np.cumsum(np.concatenate([before, values]), axis=0, dtype=np.float64)
    return ((total[frames:] - total[:-frames]) / frames)[: len(values)]


def repeat_threshold(threshold, frames, rules):
    """What a word must reach that was said `frames` frames before."""
    missing = (rules.repeat_frames - frames) / max(1, rules.repeat_frames - rules.sure_repeat_frames)
    return threshold + (1 - threshold) * max(0, missing)


def decode(probabilities, rules, words):
    """probabilities: (frames, classes) -> [(class, frame, confidence)]; class 0 is the blank."""
    mean = trailing_mean(probabilities, rules.window_frames)
    limit = thresholds(words, rules)
    raised = np.zeros(len(mean))
    if OTHER_SPEECH in words:
        other = words.index(OTHER_SPEECH)
        raised = trailing_mean(probabilities[:, other], rules.other_speech_frames, rules.other_speech_lag)
        mean[:, other] = 0
    found, held, last, most = [], 0, -rules.apart_frames, 0.0
    for t in np.flatnonzero((mean[:, 1:] >= min(limit[1:].min(), rules.release_threshold)).any(1)):
        if held and (mean[last + 1 : t + 1, held] < rules.release_threshold).any():
            held = 0
        now = np.maximum(limit, np.minimum(limit + raised[t], rules.other_speech_limit))
        best = int((mean[t, 1:] - now[1:]).argmax()) + 1
        excess = mean[t, best] - now[best]
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
            again = found and best == found[-1][0]
            if best == held or t - last < (rules.sure_repeat_frames if again else rules.apart_frames):
                continue
            if again and mean[t, best] < repeat_threshold(now[best], t - last, rules):
                continue
        found.append((best, int(t), float(mean[t, best])))
        held, last, most = best, t, excess
    return found
