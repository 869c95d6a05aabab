"""Endless training audio: words joined into phrases with noise, rooms, speed, level and telephone band."""

import numpy as np
import scipy.signal

import recordings
from word_losses import EITHER, OTHER_SPEECH

RATE = recordings.SAMPLE_RATE_HZ
FRAME = 320  # samples per output frame of the network: 20 ms
# The network may name a word from 60 ms before to 200 ms after what we take for its end.
SPEAK_FROM, SPEAK_TO = -3, 10
MIXED = 0.5  # share of the words that are two at once
DECOYS = 0.3  # share of what is no word
# Speech is known for other speech from 300 ms after its begin; a pause of 100 ms is still speech.
KNOWN_AFTER, PAUSE = 15, 5

TELEPHONE_HZ = (300, 3400)
NARROW_HZ = (20, 3900)  # what was recorded at 8 kHz


def band_limited(x, band_hz):
    spectrum = np.fft.rfft(x)
    hz = np.fft.rfftfreq(len(x), 1 / RATE)
    spectrum[(hz < band_hz[0]) | (hz > band_hz[1])] *= 0.003
    return np.fft.irfft(spectrum, len(x)).astype(np.float32)


def coloured_noise(rng, length):
    slope = rng.uniform(0, 1.2)
    spectrum = np.fft.rfft(rng.standard_normal(length))
    spectrum /= np.maximum(1, np.arange(len(spectrum))) ** (slope / 2)
    x = np.fft.irfft(spectrum, length)
    return (x / (x.std() + 1e-9)).astype(np.float32)


def stretch(x, factor):
    """Faster (factor > 1) and higher, or slower and lower."""
    positions = np.arange(0, len(x) - 1, factor)
    return np.interp(positions, np.arange(len(x)), x).astype(np.float32)


class Composer:
    """Draws phrases of a fixed length with the word that each output frame may name."""

    def __init__(self, words, word_ids, weights, negatives, near, noises, rooms, seconds, seed):
        """words: Recordings; word_ids[i]: the class of word i (1..); weights: how often each is drawn.

        negatives: kinds of long int16 recordings of other speech; near: short ones of words near to ours; noises:
        int16; rooms: impulse responses.
        """
        self.rng = np.random.default_rng(seed)
        self.words, self.word_ids = words, np.asarray(word_ids)
        self.spans = [recordings.speech_span(s) for s in words.samples]
        self.cumulative = np.cumsum(weights) / np.sum(weights)
        self.negatives, self.near = negatives, near
        self.noises, self.rooms = noises, rooms
        self.length = int(seconds * RATE)

    def draw_word(self, tight=False):
        """Samples with a peak of 1, class, where in them the word begins and ends.

        tight: hardly more than the word itself.
        """
        rng = self.rng
        i = int(np.searchsorted(self.cumulative, rng.random()))
        first, last = self.spans[i]
        least, most = (0, 0.03) if tight else (0.02, 0.15)
        if not tight and rng.random() < 0.4:
            most = 1.0  # all that a recording holds: it begins and ends with a click or a hiss
        start = max(0, first - int(rng.uniform(least, most) * RATE))
        end = min(len(self.words.samples[i]), last + int(rng.uniform(least, most) * RATE))
        x = self.words.samples[i][start:end].astype(np.float32)
        speed = rng.uniform(0.82, 1.2)
        x = stretch(x / (np.abs(x).max() + 1e-3), speed)
        return x, int(self.word_ids[i]), int((first - start) / speed), int((last - start) / speed)

    def draw_mixture(self, tight):
        """A word as (class, other class, share of the first), at times two that end together (mixup: Zhang
        et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018)."""
        x, word, first, last = self.draw_word(tight)
        if self.rng.random() >= MIXED:
            return x, (word, word, 1.0), first, last
        y, other, first_too, last_too = self.draw_word(tight)
        share = float(self.rng.beta(0.5, 0.5))
        end = max(last, last_too)
        mixed = np.zeros(end + max(len(x) - last, len(y) - last_too), np.float32)
        mixed[end - last : end - last + len(x)] += share * x
        mixed[end - last_too : end - last_too + len(y)] += (1 - share) * y
        return mixed, (word, other, share), end - max(last - first, last_too - first_too), end

    def draw_decoy(self):
        """Speech that is no word of ours: sentences, half words, words backwards, scraps of words."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.08:
            x = self.near[rng.integers(len(self.near))].astype(np.float32)
            return stretch(x / (np.abs(x).max() + 1e-3), rng.uniform(0.82, 1.2))
        if kind < 0.65:
            source = self.other_speech()
            most = 0.9 if rng.random() < 0.35 else 3.0
            length = min(len(source), int(rng.uniform(0.3, most) * RATE))
            start = rng.integers(len(source) - length + 1)
            x = source[start : start + length].astype(np.float32)
            return stretch(x / (np.abs(x).max() + 1e-3), rng.uniform(0.88, 1.14))
        if kind < 0.77:
            return np.concatenate([self.scrap() for _ in range(rng.integers(3, 9))])
        x, _, _, end = self.draw_word()
        if kind < 0.9:
            return x[: int(end * rng.uniform(0.25, 0.5))]
        return x[::-1].copy()

    def other_speech(self):
        """A recording of one of the kinds of other speech, as often of each."""
        kind = self.negatives[self.rng.integers(len(self.negatives))]
        return kind[self.rng.integers(len(kind))]

    def scrap(self):
        """A part of a word too short to tell which, faded in and out."""
        x, _, first, last = self.draw_word()
        length = int((last - first) * self.rng.uniform(0.2, 0.4))
        start = first + int(self.rng.uniform(0, last - first - length))
        x = x[start : start + length]
        fade = np.minimum(1, np.arange(len(x), dtype=np.float32) / (0.01 * RATE))
        return x * fade * fade[::-1]

    def phrase(self):
        """Samples; per output frame the two words that it may name and the share of the first, 0 where
        none, and what else it holds; (first frame, frame after the last, word, other word, share) of each word."""
        rng = self.rng
        x = np.zeros(self.length, np.float32)
        labels = np.zeros((4, self.length // FRAME), np.float32)
        spans = []
        cursor = int(rng.uniform(0, 0.7) * RATE)
        tight = rng.random() < 0.5
        while True:
            words = None
            if rng.random() < DECOYS:
                piece = self.draw_decoy()
            else:
                piece, words, first, last = self.draw_mixture(tight)
            if cursor + len(piece) + SPEAK_TO * FRAME > self.length:
                break
            piece *= 10 ** (rng.uniform(-14, 0) / 20) * 0.5 / (np.abs(piece).max() + 1e-6)
            x[cursor : cursor + len(piece)] += piece
            if words:
                self.mark(labels, words, (cursor + last) / FRAME)
                spans.append(((cursor + first) // FRAME, (cursor + last) // FRAME + 6, *words))
                begin = labels[3, (cursor + first) // FRAME :][:KNOWN_AFTER]
                begin[:] = np.maximum(begin, EITHER)
            else:
                self.mark_other(labels[3], piece, cursor // FRAME)
            gap = rng.uniform(-0.03, 0.3) if tight else rng.uniform(0.1, 1.2)
            cursor += len(piece) + int(gap * RATE)
        return self.transmit(x, labels[3]), labels, spans

    @staticmethod
    def mark_other(kinds, piece, first):
        if len(piece) < FRAME:
            return
        level = (piece[: len(piece) // FRAME * FRAME].reshape(-1, FRAME) ** 2).mean(1)
        loud = level > 1e-3 * level.max()
        recent = np.convolve(loud, np.ones(PAUSE))[: len(loud)] > 0
        recent[:KNOWN_AFTER] = False
        place = kinds[first : first + len(recent) + SPEAK_TO]
        place[:] = np.maximum(place, EITHER)
        place[: len(recent)][recent] = OTHER_SPEECH

    @staticmethod
    def mark(labels, words, end_frame):
        """A frame of blank parts the word from the one before it."""
        end = int(round(end_frame))
        first = max(0, end + SPEAK_FROM)
        while first < labels.shape[1] and (labels[0, first] or (first and labels[0, first - 1])):
            first += 1
        labels[:3, first : end + SPEAK_TO] = np.array(words, np.float32)[:, None]

    def transmit(self, x, kinds):
        """Room, noise, telephone band, level, quantisation."""
        rng = self.rng
        if rng.random() < 0.3:
            room = self.rooms[rng.integers(len(self.rooms))]
            x = scipy.signal.fftconvolve(x, room)[: self.length].astype(np.float32)
        speech_level = np.sqrt((x**2).mean()) + 1e-5
        if rng.random() < 0.85:
            snr_db = rng.uniform(3, 40)
            noise, speaks = self.noise()
            x = x + noise * speech_level * 10 ** (-snr_db / 20)
            if speaks:
                kinds[:] = np.maximum(kinds, EITHER)
        if rng.random() < 0.4:
            x = band_limited(x, TELEPHONE_HZ if rng.random() < 0.5 else NARROW_HZ)
        peak = np.abs(x).max() + 1e-6
        x = x / peak * 10 ** (rng.uniform(-30, 3) / 20)
        return np.clip(np.round(x * 32767), -32768, 32767).astype(np.float32) / 32768

    def noise(self):
        """Noise with a deviation of 1, and whether somebody speaks in it."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.35:
            return coloured_noise(rng, self.length), False
        if kind < 0.85:
            source = self.noises[rng.integers(len(self.noises))]
        else:
            source = self.other_speech()
        repeats = -(-self.length // len(source)) + 1
        x = np.tile(source.astype(np.float32), repeats)
        start = rng.integers(len(x) - self.length)
        x = x[start : start + self.length]
        return x / (x.std() + 1e-6), kind >= 0.85

    def batch(self, size):
        """Samples (N, length), labels (N, 4, frames), spans with the row before each."""
        drawn = [self.phrase() for _ in range(size)]
        spans = [(row, *span) for row, d in enumerate(drawn) for span in d[2]]
        return np.stack([d[0] for d in drawn]), np.stack([d[1] for d in drawn]), np.array(spans)
