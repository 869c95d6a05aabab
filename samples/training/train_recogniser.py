"""Trains the embedded recogniser: python3 train_recogniser.py --shared ../../../shared --out build

On one CPU core the default takes about an hour and a half; a GPU is used if there is one.
"""

import argparse
import collections
import json
import multiprocessing
import pathlib
import time

import numpy as np
import torch
from torch.nn import functional

import features
import recogniser
import recordings
from phrases import IGNORED, Composer

COMMANDS = "yes no up down left right on off stop go".split()
DIGITS = "zero one two three four five six seven eight nine".split()
WAKE_WORD = "computer"
SECONDS = 3.2


def load(shared, split, cache):
    """Every word of a split as one set; digits of 8 kHz get the names of the words."""
    shared, cache = pathlib.Path(shared), pathlib.Path(cache)
    sets = [
        recordings.Recordings.load(
            [shared / "speech/commands" / split],
            lambda p: p.parent.name,
            cache / f"commands-{split}.npz",
        ),
        recordings.Recordings.load(
            [shared / "speech/digits-8k" / split],
            lambda p: "8k-" + DIGITS[int(p.stem[0])],
            cache / f"digits-{split}.npz",
        ),
        recordings.Recordings.load(
            [shared / "speech/wake-words" / split],
            lambda p: p.parent.name,
            cache / f"wake-{split}.npz",
        ),
    ]
    if split == "train":
        sets.append(
            recordings.Recordings.load(
                [cache / "synthetic-words"],
                lambda p: "synthetic-" + p.parent.name,
                cache / "synthetic-words.npz",
            )
        )
    return recordings.Recordings(
        [s for r in sets for s in r.samples],
        [str(l) for r in sets for l in r.labels],
        [str(n) for r in sets for n in r.names],
    )


def word_of(label):
    return label.removeprefix("8k-").removeprefix("synthetic-")


def is_word(label):
    return label not in ("silence", "jarvis")


def vocabulary(train):
    others = {word_of(l) for l in train.labels if is_word(l)} - set(COMMANDS + DIGITS)
    return ["<blk>"] + COMMANDS + DIGITS + sorted(others)


def drawing_weights(labels):
    """Each class gets its share however many recordings it has; commands count most."""
    counts = collections.Counter(labels)

    def share(label):
        word = word_of(label)
        if label.startswith("synthetic-"):
            return 0.12 if word in COMMANDS else 0.25
        if word in COMMANDS or word == WAKE_WORD:
            return 1.0
        if word in DIGITS:
            return 0.6 if label.startswith("8k-") else 0.5
        return 0.6

    return [share(l) / counts[l] for l in labels]


def composer(shared, cache, seed):
    train = load(shared, "train", cache)
    words = vocabulary(train)
    kept = [i for i, l in enumerate(train.labels) if is_word(l)]
    chosen = recordings.Recordings(
        [train.samples[i] for i in kept],
        [train.labels[i] for i in kept],
        [train.names[i] for i in kept],
    )
    shared, cache = pathlib.Path(shared), pathlib.Path(cache)
    silence = [train.samples[i] for i, l in enumerate(train.labels) if l == "silence"]
    jarvis = [train.samples[i] for i, l in enumerate(train.labels) if l == "jarvis"]
    german = recordings.Recordings.load(
        [shared / "emotion/emodb"], lambda p: "emodb", cache / "emodb.npz"
    )
    synthetic = recordings.Recordings.load(
        [cache / "synthetic"], lambda p: "synthetic", cache / "synthetic.npz"
    )
    noise = recordings.Recordings.load(
        [shared / "noise"],
        lambda p: "room" if p.stem.startswith("rir") else "noise",
        cache / "noise.npz",
    )
    rooms = []
    for samples, label in zip(noise.samples, noise.labels):
        if label == "room":
            x = samples.astype(np.float32)
            x = x[max(0, int(np.abs(x).argmax()) - 16) :][: recordings.SAMPLE_RATE_HZ]
            rooms.append(x / np.sqrt((x**2).sum()))
    return words, Composer(
        chosen,
        [words.index(word_of(l)) for l in chosen.labels],
        drawing_weights(chosen.labels),
        jarvis + german.samples + synthetic.samples * 2,
        silence + [s for s, l in zip(noise.samples, noise.labels) if l == "noise"],
        rooms,
        SECONDS,
        seed,
    )


def produce(shared, cache, seed, size, queue):
    _, source = composer(shared, cache, seed)
    while True:
        queue.put(source.batch(size))


def mask(x, rng):
    """SpecAugment: bands and stretches of frames set to the mean."""
    for i in range(x.shape[0]):
        for _ in range(2):
            width = int(rng.integers(0, 6))
            start = int(rng.integers(0, recogniser.BINS - width))
            x[i, :, start : start + width] = 0
        for _ in range(3):
            width = int(rng.integers(0, 12))
            start = int(rng.integers(0, x.shape[1] - width))
            x[i, start : start + width] = 0
    return x


def sequences(labels):
    """The words of each row of frame labels, in order."""
    rows = []
    for row in labels.tolist():
        words, previous = [], 0
        for label in row:
            if label > 0 and label != previous:
                words.append(label)
            if label >= 0:
                previous = label
        rows.append(words)
    return rows


def losses(scores, labels):
    frame = functional.cross_entropy(
        scores.transpose(1, 2), labels, ignore_index=IGNORED, label_smoothing=0.02
    )
    words = sequences(labels)
    lengths = torch.tensor([len(w) for w in words])
    targets = torch.tensor([w for row in words for w in row], dtype=torch.long)
    sequence = functional.ctc_loss(
        scores.log_softmax(2).transpose(0, 1),
        targets,
        torch.full((len(words),), scores.shape[1], dtype=torch.long),
        lengths,
        zero_infinity=True,
    )
    return frame, sequence


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", default="../../../shared")
    parser.add_argument("--out", default="build")
    parser.add_argument("--width", type=int, default=5)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--steps", type=int, default=9000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    options = parser.parse_args()
    out = pathlib.Path(options.out)
    cache = out / "cache"
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    device = "cuda" if torch.cuda.is_available() else "cpu"

    words, source = composer(options.shared, cache, 0)
    (out / "words.json").write_text(json.dumps(words))
    front_end = features.LogMel(recogniser.BINS).to(device)
    model = recogniser.Recogniser(len(words), options.width).to(device)
    with torch.no_grad():
        x = front_end(torch.from_numpy(source.batch(64)[0]).to(device))
        model.mean.copy_(x.mean((0, 1)))
        model.scale.fill_(1 / x.std())
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, 3e-3, options.steps, pct_start=0.08, final_div_factor=100
    )
    step = 0
    checkpoint = out / "recogniser.pt"
    if options.resume:
        stored = torch.load(checkpoint)
        model.load_state_dict(stored["model"])
        optimiser.load_state_dict(stored["optimiser"])
        schedule.load_state_dict(stored["schedule"])
        step = stored["step"]

    queue = multiprocessing.Queue(8)
    for worker in range(max(1, options.threads)):
        multiprocessing.Process(
            target=produce,
            args=(options.shared, cache, 100 + worker + step, options.batch, queue),
            daemon=True,
        ).start()
    rng = np.random.default_rng(7)
    started, averages = time.time(), np.zeros(2)
    model.train()
    while step < options.steps:
        samples, labels = queue.get()
        samples, labels = torch.from_numpy(samples).to(device), torch.from_numpy(labels).to(device)
        with torch.no_grad():
            x = front_end(samples)
            x = (mask((x - model.mean) * model.scale, rng) / model.scale) + model.mean
        frame, sequence = losses(model(x), labels)
        weight = 0.0 if step < options.steps * 0.25 else 0.3
        optimiser.zero_grad()
        (frame + weight * sequence).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        schedule.step()
        step += 1
        averages = 0.98 * averages + 0.02 * np.array([frame.item(), sequence.item()])
        if step % 100 == 0:
            pace = (time.time() - started) / 100
            started = time.time()
            print(
                f"step {step} frame {averages[0]:.4f} sequence {averages[1]:.4f} {pace:.2f} s/step",
                flush=True,
            )
        if step % 500 == 0 or step == options.steps:
            torch.save(
                {
                    "model": model.state_dict(),
                    "optimiser": optimiser.state_dict(),
                    "schedule": schedule.state_dict(),
                    "step": step,
                    "width": options.width,
                    "words": words,
                },
                checkpoint,
            )


if __name__ == "__main__":
    main()
