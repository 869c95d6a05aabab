"""Measures the recogniser on the speakers of dev: python3 evaluate_recogniser.py --out build

Prints one line for each condition of the model card.
"""

import argparse
import collections
import pathlib

import numpy as np
import scipy.signal
import torch

import features
import recogniser
import recordings
import train_recogniser as recipe
import word_decoder

RATE = recordings.SAMPLE_RATE_HZ
CHUNK_S = 0.04  # two scores, which are there when the last of their feature frames is whole
FRAME_OVERHANG_S = 0.0125
PAUSE = np.zeros(RATE // 2, np.float32)


class Ears:
    """The network with its decoder, over whole recordings."""

    def __init__(self, checkpoint, rules):
        stored = torch.load(checkpoint, map_location="cpu")
        self.words = stored["words"]
        self.step = stored["step"]
        self.rules = rules
        self.front_end = features.LogMel(recogniser.BINS)
        self.network = recogniser.Recogniser(len(self.words), stored["width"])
        self.network.load_state_dict(stored["model"])
        self.network.eval()

    @torch.no_grad()
    def probabilities(self, samples, seconds=30):
        """samples: float32 in [-1, 1] -> (frames, classes)."""
        x = self.front_end(torch.from_numpy(samples[None]))
        x = x[:, : x.shape[1] // 2 * 2]
        past, parts = self.network.initial_past(), []
        for start in range(0, x.shape[1], seconds * 100):
            scores, past = self.network.stream(x[:, start : start + seconds * 100], past)
            parts.append(scores[0].softmax(1).numpy())
        return np.concatenate(parts)

    def hear(self, samples):
        return word_decoder.decode(self.probabilities(samples), self.rules, self.words)


def unit(samples):
    return samples.astype(np.float32) / 32768


def edits(said, heard):
    """Levenshtein distance between two sequences of words."""
    row = list(range(len(heard) + 1))
    for i, a in enumerate(said):
        previous, row[0] = row[0], i + 1
        for j, b in enumerate(heard):
            previous, row[j + 1] = row[j + 1], min(
                row[j + 1] + 1, row[j] + 1, previous + (a != b)
            )
    return row[-1]


def isolated(ears, dev, chosen):
    """Share of recordings of which exactly the word was heard, of those that had it in them, how long
    after its end a stream says so, and the mistakes made most."""
    exact = within = count = 0
    missed, delays_ms = collections.Counter(), []
    for samples, label in zip(dev.samples, dev.labels):
        if not chosen(label):
            continue
        word = recipe.word_of(label)
        found = ears.hear(np.concatenate([PAUSE, unit(samples), PAUSE]))
        heard = [ears.words[w] for w, _, _ in found]
        count += 1
        exact += heard == [word]
        within += word in heard
        if heard == [word]:
            end = (len(PAUSE) + recordings.speech_span(samples)[1]) / RATE
            told = (found[0][1] // 2 + 1) * CHUNK_S + FRAME_OVERHANG_S
            delays_ms.append(1000 * (told - end))
        else:
            missed[f"{word}>{'+'.join(heard) or '-'}"] += 1
    return exact / count, within / count, count, np.array(delays_ms), missed


def phrases(dev, seed, count=300):
    """Three to five command words with 0 to 300 ms between them."""
    rng = np.random.default_rng(seed)
    commands = [i for i, l in enumerate(dev.labels) if l in recipe.COMMANDS]
    for _ in range(count):
        said, parts = [], [PAUSE]
        for i in rng.choice(commands, rng.integers(3, 6)):
            first, last = recordings.speech_span(dev.samples[i])
            parts += [unit(dev.samples[i][first:last]), np.zeros(int(rng.uniform(0, 0.3) * RATE), np.float32)]
            said.append(dev.labels[i])
        yield said, np.concatenate(parts + [PAUSE])


def word_error_rate(ears, dev, change):
    wrong = total = 0
    for said, samples in phrases(dev, 11):
        heard = [ears.words[w] for w, _, _ in ears.hear(change(samples))]
        wrong += edits(said, heard)
        total += len(said)
    return wrong / total


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", default="../../../shared")
    parser.add_argument("--out", default="build")
    parser.add_argument("--quick", action="store_true", help="isolated words and phrases alone")
    word_decoder.Rules.add_to(parser)
    options = parser.parse_args()
    torch.set_num_threads(1)
    rules = word_decoder.Rules.of(options)
    out, shared = pathlib.Path(options.out), pathlib.Path(options.shared)
    ears = Ears(out / "recogniser.pt", rules)
    dev = recipe.load(shared, "dev", out / "cache")
    print(f"step {ears.step}, {sum(p.numel() for p in ears.network.parameters())} parameters, {rules}")

    known = set(ears.words)
    sets = {
        "ten command words": lambda l: l in recipe.COMMANDS,
        "digits at 8 kHz": lambda l: l.startswith("8k-"),
        "other words": lambda l: l in known and l not in recipe.COMMANDS and l != recipe.WAKE_WORD,
        "computer": lambda l: l == recipe.WAKE_WORD,
    }
    for name, chosen in sets.items():
        exact, within, count, delays_ms, missed = isolated(ears, dev, chosen)
        print(
            f"{name}: {exact:.3f} right, {within:.3f} with the word in it, of {count}; named "
            f"{np.median(delays_ms):.0f} ms after its end (median; 90 %: "
            f"{np.percentile(delays_ms, 90):.0f}; {np.mean(delays_ms > 200):.3f} later than 200); "
            f"{missed.most_common(8)}"
        )

    rng = np.random.default_rng(3)
    noise = recordings.Recordings.load(
        [shared / "noise"], lambda p: "room" if p.stem.startswith("rir") else "noise", out / "cache/noise.npz"
    )
    noises = [unit(s) for s, l in zip(noise.samples, noise.labels) if l == "noise"]
    rooms = [unit(s) for s, l in zip(noise.samples, noise.labels) if l == "room"]

    def noisy(x):
        n = noises[rng.integers(len(noises))]
        n = np.resize(np.roll(n, int(rng.integers(len(n)))), len(x))
        speech = x[np.abs(x) > 0]
        return (x + n * np.sqrt((speech**2).mean() / (n**2).mean()) * 10 ** (-10 / 20)).astype(np.float32)

    def far(x):
        room = rooms[rng.integers(len(rooms))]
        y = scipy.signal.fftconvolve(x, room)[: len(x)]
        return (y * np.abs(x).max() / np.abs(y).max()).astype(np.float32)

    # Noises and rooms are those of the training; the speakers are not.
    print(f"phrases: word error rate {word_error_rate(ears, dev, lambda x: x):.3f}")
    print(f"phrases at 10 dB: word error rate {word_error_rate(ears, dev, noisy):.3f}")
    print(f"phrases in rooms: word error rate {word_error_rate(ears, dev, far):.3f}")
    if options.quick:
        return

    silence = [unit(s) for s, l in zip(dev.samples, dev.labels) if l == "silence"]
    heard = sum(len(ears.hear(np.concatenate([PAUSE, s, PAUSE]))) > 0 for s in silence)
    print(f"silence: {1 - heard / len(silence):.3f} right of {len(silence)}")
    sentences = recordings.Recordings.load(
        [shared / "speech/sentences"], lambda p: "sentences", out / "cache/sentences.npz"
    )
    synthetic = recordings.Recordings.load(
        [out / "cache/synthetic-unheard"], lambda p: "synthetic", out / "cache/synthetic-unheard.npz"
    )
    prompts = recordings.Recordings.load(
        [out / "cache/prompts-unheard"], lambda p: "prompts", out / "cache/prompts-unheard.npz"
    )
    print(f"after other speech: {after_other_speech(ears, dev, prompts):.3f} of the commands heard")
    # Nothing that the network was trained on: no EmoDB, none of the noises.
    unheard = [
        ("a licence read by synthesisers", synthetic.samples),
        ("prompts of a telephone exchange", prompts.samples),
        ("sentences", sentences.samples),
        ("jarvis", [s for s, l in zip(dev.samples, dev.labels) if l == "jarvis"]),
        ("words and digits that are no commands", no_commands(dev)),
        ("background noise", [s for s, l in zip(dev.samples, dev.labels) if l == "silence"]),
    ]
    for name, samples in unheard:
        report_false(ears, name, samples, set(recipe.COMMANDS))
    spoken = [s for s, l in zip(dev.samples, dev.labels) if l not in ("silence", recipe.WAKE_WORD)]
    report_false(ears, "all speech", spoken + sentences.samples + synthetic.samples + prompts.samples, {recipe.WAKE_WORD})


def after_other_speech(ears, dev, prompts, count=300):
    """Share of the command words that are heard 0.25 to 0.6 s after 1 to 3 s of other speech."""
    rng = np.random.default_rng(5)
    commands = [i for i, l in enumerate(dev.labels) if l in recipe.COMMANDS]
    heard = 0
    for i in rng.choice(commands, count, False):
        other = unit(prompts.samples[rng.integers(len(prompts.samples))])
        length = min(len(other), int(rng.uniform(1, 3) * RATE))
        start = rng.integers(len(other) - length + 1)
        gap = np.zeros(int(rng.uniform(0.25, 0.6) * RATE), np.float32)
        word = unit(dev.samples[i])[recordings.speech_span(dev.samples[i])[0] :]
        parts = [other[start : start + length] * (0.5 / np.abs(other).max())]
        parts += [gap, word * (0.5 / np.abs(word).max())]
        found = ears.hear(np.concatenate([PAUSE, *parts, PAUSE]))
        heard += dev.labels[i] in [ears.words[w] for w, _, _ in found]
    return heard / count


def no_commands(dev):
    not_wanted = set(recipe.COMMANDS) | {"silence", "jarvis", recipe.WAKE_WORD}
    return [s for s, l in zip(dev.samples, dev.labels) if l not in not_wanted]


def report_false(ears, name, samples, words):
    sound = np.concatenate([np.concatenate([unit(s), PAUSE]) for s in samples])
    hits = sum(ears.words[w] in words for w, _, _ in ears.hear(sound))
    kind = "commands" if len(words) > 1 else "wake words"
    print(f"{name}: {hits} false {kind} in {len(sound) / RATE / 60:.1f} minutes")


if __name__ == "__main__":
    main()
