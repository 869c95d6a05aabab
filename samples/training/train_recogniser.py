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
import torch.optim.swa_utils

import features
import recogniser
import recordings
from phrases import Composer

COMMANDS = "yes no up down left right on off stop go".split()
DIGITS = "zero one two three four five six seven eight nine".split()
WAKE_WORD = "computer"
SECONDS = 3.2
NAMED_FRAMES = 4
REST_WEIGHT = 6.0
AVERAGE = 0.997


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
            return 0.12 if word in COMMANDS else 0.3
        if word in COMMANDS:
            return 1.5
        if word == WAKE_WORD:
            return 1.0
        if word in DIGITS:
            return 0.8 if label.startswith("8k-") else 0.6
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


def other_voices(x, rng):
    """Vocal tracts of other lengths (Jaitly and Hinton, "Vocal Tract Length Perturbation", 2013) and
    microphones of other colour, on log-mels (N, frames, bins)."""
    bins = np.arange(recogniser.BINS)
    mel = np.linspace(31.7, 2800.0, recogniser.BINS)  # of the centres, 20 Hz to 7.6 kHz
    hz = 700 * np.expm1(mel / 1127)
    warps, colours = [], []
    for _ in range(x.shape[0]):
        bent = 1127 * np.log1p(hz * rng.uniform(0.88, 1.12) / 700)
        place = np.clip(np.interp(bent, mel, bins), 0, recogniser.BINS - 1.001)
        warp = np.zeros((recogniser.BINS, recogniser.BINS), np.float32)
        low = place.astype(int)
        warp[low, bins] = 1 - (place - low)
        warp[low + 1, bins] = place - low
        warps.append(warp)
        waves = np.cos(np.outer(np.arange(1, 4), bins + 0.5) * np.pi / recogniser.BINS)
        colours.append(rng.normal(0, 0.4, 3) @ waves)
    colour = torch.from_numpy(np.float32(colours)).to(x.device)
    return x @ torch.from_numpy(np.stack(warps)).to(x.device) + colour.unsqueeze(1)


def mask(x, rng):
    """SpecAugment (Park et al., Interspeech 2019): bands and stretches of frames set to the mean."""
    for i in range(x.shape[0]):
        for _ in range(2):
            width = int(rng.integers(0, 8))
            start = int(rng.integers(0, recogniser.BINS - width))
            x[i, :, start : start + width] = 0
        for _ in range(3):
            width = int(rng.integers(0, 14))
            start = int(rng.integers(0, x.shape[1] - width))
            x[i, start : start + width] = 0
    return x


def runs(labels):
    """(row, first frame, frame after the last, word) of each stretch of frames that may name a word."""
    found = []
    for row, frames in enumerate(labels):
        edges = np.flatnonzero(np.diff(frames, prepend=0, append=0))
        for first, last in zip(edges[:-1], edges[1:]):
            if frames[first]:
                found.append((row, first, last, frames[first]))
    return found


def naming_loss(scores, labels):
    """Where a word ends is known roughly, so the network chooses when to name it (max-pooling loss, Sun
    et al., "Max-pooling loss training of LSTM networks for small-footprint keyword spotting", SLT 2016).

    labels: (N, frames) int64 in numpy, the word each frame may name, 0 where blank is asked. The
    NAMED_FRAMES frames in a row that name the word best shall name it; the others beside them may.
    """
    logs = scores.log_softmax(2)
    allowed = torch.from_numpy(labels)
    word = logs.gather(2, allowed.unsqueeze(2)).squeeze(2)
    either = torch.where(allowed > 0, torch.logaddexp(logs[:, :, 0], word), logs[:, :, 0])
    chosen = np.zeros(labels.shape, bool)
    fit = word.detach().numpy()
    for row, first, last, _ in runs(labels):
        sums = np.convolve(fit[row, first:last], np.ones(NAMED_FRAMES), "valid")
        if len(sums) and last - first >= NAMED_FRAMES:
            start = first + int(sums.argmax())
            chosen[row, start : start + NAMED_FRAMES] = True
    chosen = torch.from_numpy(chosen)
    named = -(word * chosen).sum() / chosen.sum().clamp_min(1)
    rest = -(either * ~chosen).sum() / (~chosen).sum()
    return named, rest


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", default="../../../shared")
    parser.add_argument("--out", default="build")
    parser.add_argument("--width", type=int, default=16)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--steps", type=int, default=9000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--rate", type=float, default=3e-3, help="the highest learning rate")
    parser.add_argument("--start-from", help="a checkpoint whose weights to begin with")
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
    optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, options.rate, options.steps, pct_start=0.08, final_div_factor=100
    )
    step = 0
    if options.start_from:
        model.load_state_dict(torch.load(options.start_from)["model"])
    # The mean of the weights on the way hears unknown speakers better than the last ones do.
    mean = torch.optim.swa_utils.AveragedModel(
        model, avg_fn=lambda old, new, _: AVERAGE * old + (1 - AVERAGE) * new, use_buffers=True
    )
    checkpoint = out / "recogniser.pt"
    if options.resume:
        stored = torch.load(checkpoint)
        model.load_state_dict(stored["last"])
        mean.module.load_state_dict(stored["model"])
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
        samples = torch.from_numpy(samples).to(device)
        with torch.no_grad():
            x = other_voices(front_end(samples), rng)
            x = (mask((x - model.mean) * model.scale, rng) / model.scale) + model.mean
        named, rest = naming_loss(model(x).cpu(), labels)
        optimiser.zero_grad()
        (named + REST_WEIGHT * rest).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        schedule.step()
        mean.update_parameters(model)
        step += 1
        averages = 0.98 * averages + 0.02 * np.array([named.item(), rest.item()])
        if step % 100 == 0:
            pace = (time.time() - started) / 100
            started = time.time()
            print(
                f"step {step} named {averages[0]:.4f} rest {averages[1]:.4f} {pace:.2f} s/step",
                flush=True,
            )
        if step % 500 == 0 or step == options.steps:
            torch.save(
                {
                    "model": mean.module.state_dict(),
                    "last": model.state_dict(),
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
