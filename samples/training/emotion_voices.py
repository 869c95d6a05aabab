"""Is there a voice at all? Voices and other sounds as functionals, and what tells them apart.

The emotion classifier was trained on voices alone, so its scores of anything else mean nothing.
A logistic regression over the same functionals says whether a window is a voice.
"""

import pathlib

import numpy as np
import scipy.optimize

import emotion_classifier as classifier
import emotion_data
import emotion_descriptors
import emotion_functionals
import emotion_sounds
import recordings

RATE = emotion_data.RATE
PENALTY = 0.003
ITERATIONS = 60
THRESHOLD = 0.75  # probability of a voice from which a window is read
SHORTEST_S, LONGEST_S = 0.9, 2.0
FEWEST_FRAMES = 20
SILENCE = "silence"

# Versions to make of each source, and what they weigh; voices and other sounds weigh the same.
EMODB_SHARE, WORDS_SHARE, WAKE_SHARE = 0.6, 0.3, 0.1
NOISE_SHARE, SILENCE_SHARE, KIND_SHARE, MIXTURE_SHARE = 0.05, 0.1, 0.04, 0.15
COUNTS = {"words": 1200, "wake": 300, "noise": 400, "silence": 800, "kind": 300, "mixture": 600}


def length_of(rng):
    return int(rng.uniform(SHORTEST_S, LONGEST_S) * RATE)


def spoken_part(samples):
    """int16 samples of a word -> in [-1, 1], with 50 ms around it."""
    first, end = recordings.speech_span(samples)
    return samples[max(0, first - RATE // 20) : end + RATE // 20].astype(np.float32) / 32768


def phrase(words, rng):
    """Some words with short pauses between them; now and then one word alone."""
    wanted = 1 if rng.random() < 0.15 else length_of(rng)
    parts, total = [], 0
    while total < wanted:
        word = words[rng.integers(len(words))]
        pause = np.zeros(int(rng.uniform(0, 0.2) * RATE), np.float32)
        parts += [word / (np.abs(word).max() + 1e-6) * rng.uniform(0.5, 1), pause]
        total += len(word) + len(pause)
    return np.concatenate(parts[:-1])[: int(LONGEST_S * RATE)]


def functionals_of(make, count):
    """(count, D): functionals of what `make` makes, of the first two seconds."""
    rows = []
    while len(rows) < count:
        x = make()[: int(LONGEST_S * RATE)]
        frames = emotion_descriptors.frame_descriptors(x)
        if len(frames) >= FEWEST_FRAMES:
            rows.append(emotion_functionals.functionals(frames))
    return np.stack(rows)


class Sounds:
    """Functionals of words and of sounds that are no voice, in versions, kept in `cache`."""

    def __init__(self, shared, cache):
        self.shared, self.cache = pathlib.Path(shared), pathlib.Path(cache)
        self.surroundings = emotion_data.Surroundings(shared, cache)
        self.noises = sorted(self.surroundings.noises)
        self.kinds = [kind.__name__ for kind in emotion_sounds.KINDS]

    def kept(self, name, count, maker):
        """Rows from the cache; `maker(rng)` gives what makes one sound."""
        stored = self.cache / f"{emotion_functionals.FEATURE_SET}-voice-{name}.npy"
        if not stored.exists():
            rng = np.random.default_rng(sum(name.encode()))
            np.save(stored, functionals_of(maker(rng), count))
            print(f"{name}: features stored in {stored}", flush=True)
        return np.load(stored)

    def words_of(self, split):
        """Words and clips without a voice of one split of speech/commands."""
        folder = self.shared / "speech/commands" / split
        stored = self.cache / f"voice-{split}.npz"
        found = recordings.Recordings.load([folder], lambda path: path.parent.name, stored)
        spoken = [spoken_part(s) for s, l in zip(found.samples, found.labels) if l != SILENCE]
        silent = [s for s, l in zip(found.samples, found.labels) if l == SILENCE]
        return spoken, [s.astype(np.float32) / 32768 for s in silent]

    def wake_words(self):
        folder, stored = self.shared / emotion_data.EXAMPLES, self.cache / "examples.npz"
        found = recordings.Recordings.load([folder], lambda path: path.parent.name, stored)
        return [emotion_data.trimmed(s).astype(np.float32) / 32768 for s in found.samples]

    def voices(self):
        """name -> (rows, share), without EmoDB."""

        def saying(words_of):
            def maker(rng):
                words = words_of()
                return lambda: emotion_data.augmented(phrase(words, rng), self.surroundings, rng)

            return maker

        spoken = self.kept("words", COUNTS["words"], saying(lambda: self.words_of("train")[0]))
        wake = self.kept("wake", COUNTS["wake"], saying(self.wake_words))
        return {"words": (spoken, WORDS_SHARE), "wake": (wake, WAKE_SHARE)}

    def changed(self, sound, rng):
        return emotion_sounds.changed(sound, self.surroundings, rng)

    def noise(self, name, samples):
        def maker(rng):
            return lambda: self.changed(
                emotion_sounds.stretch_of(samples, rng, length_of(rng)), rng
            )

        return self.kept(name, COUNTS["noise"], maker)

    def silence(self, split):
        def maker(rng):
            clips = self.words_of(split)[1]

            def one():
                twice = np.tile(clips[rng.integers(len(clips))], 2)
                return self.changed(emotion_sounds.stretch_of(twice, rng, length_of(rng)), rng)

            return one

        return self.kept(f"silence-{split}", COUNTS["silence"], maker)

    def made_up(self, name, count, sound):
        def maker(rng):
            return lambda: self.changed(sound(rng, length_of(rng)), rng)

        return self.kept(name, count, maker)

    def others(self):
        """name -> (rows, share): what is no voice."""
        found = {}
        for name, samples in self.surroundings.noises.items():
            found[name] = self.noise(name, samples), NOISE_SHARE
        found[SILENCE] = self.silence("train"), SILENCE_SHARE
        for kind in emotion_sounds.KINDS:
            rows = self.made_up(kind.__name__, COUNTS["kind"], emotion_sounds.swelling(kind))
            found[kind.__name__] = rows, KIND_SHARE
        mixture = self.made_up("mixture", COUNTS["mixture"], emotion_sounds.mixture)
        return found | {"mixture": (mixture, MIXTURE_SHARE)}


class VoiceModel:
    """Log-odds that a row of functionals is of a voice."""

    def __init__(self, voices, others):
        """Each a list of (rows, share)."""
        rows = np.concatenate([r for r, _ in voices + others])
        weights = np.concatenate([weights_of(voices), weights_of(others)])
        target = np.arange(len(rows)) < sum(len(r) for r, _ in voices)
        self.scaling = classifier.Scaling(rows, emotion_functionals.names())
        self.weights = fit(self.scaling(rows), target.astype(float), weights)

    def log_odds(self, rows):
        return self.scaling(rows) @ self.weights[:-1] + self.weights[-1]


def weights_of(groups):
    """One weight per row; they sum to a half, each group has its share."""
    total = 2 * sum(share for _, share in groups)
    return np.concatenate([np.full(len(rows), share / total / len(rows)) for rows, share in groups])


def fit(x, target, weights):
    """(D + 1) weights of a logistic regression with an L2 penalty, the last one the bias."""

    def loss(w):
        scores = (x @ w[:-1].astype(np.float32)).astype(np.float64) + w[-1]
        slope = weights * (1 / (1 + np.exp(-scores)) - target)
        value = weights @ (np.logaddexp(0, scores) - target * scores)
        toward = x.T @ slope.astype(np.float32) + PENALTY * w[:-1]
        value += 0.5 * PENALTY * (w[:-1] ** 2).sum()
        return value, np.append(toward, slope.sum()).astype(np.float64)

    options = {"maxiter": ITERATIONS}
    begin = np.zeros(x.shape[1] + 1)
    return scipy.optimize.minimize(loss, begin, jac=True, method="L-BFGS-B", options=options).x


def trained(data, sounds, heard, without=()):
    """A model of the EmoDB clips `heard`, the words, and all other sounds but some."""
    emodb = data.training[:, heard]
    voices = [(emodb.reshape(-1, emodb.shape[2]), EMODB_SHARE), *sounds.voices().values()]
    others = [group for name, group in sounds.others().items() if name not in without]
    return VoiceModel(voices, others)
