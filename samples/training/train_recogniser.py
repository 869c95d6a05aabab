"""Trains the embedded recogniser: python3 train_recogniser.py --shared ../../../shared --out build

Half as wide first, where a step takes a third of the time, then widened. On one CPU core with `--bfloat16` the
default takes under two hours; a GPU is used if there is one.
"""

import argparse
import collections
import multiprocessing
import pathlib
import queue
import time

import numpy as np
import torch
import torch.optim.swa_utils

import features
import recogniser
import recordings
import spectra
import widening
import word_decoder
import word_losses
from phrases import Composer

COMMANDS = "yes no up down left right on off stop go".split()
DIGITS = "zero one two three four five six seven eight nine".split()
WAKE_WORD = "computer"
SECONDS = 3.2
REST_WEIGHT = 5.0
WHOLE_WORD_WEIGHT = 0.5
KIND_WEIGHT = 0.3
MEAN_POWER = 3


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
    return ["<blk>"] + COMMANDS + DIGITS + sorted(others) + [word_decoder.OTHER_SPEECH]


def drawing_weights(labels):
    """Each class gets its share however many recordings it has; commands count most."""
    counts = collections.Counter(labels)

    def share(label):
        word = word_of(label)
        if label.startswith("synthetic-"):
            return 0.12 if word in COMMANDS else 0.3
        if word in COMMANDS:
            return 2.5
        if word == WAKE_WORD:
            return 1.0
        if word in DIGITS:
            return 1.4 if label.startswith("8k-") else 0.6
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
    prompts = recordings.Recordings.load(
        [cache / "prompts"], lambda p: "prompts", cache / "prompts.npz"
    )
    shouts = recordings.Recordings.load(
        [cache / "game-voices"], lambda p: "game", cache / "game-voices.npz"
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
        [german.samples, synthetic.samples, prompts.samples, shouts.samples],
        jarvis,
        silence + [s for s, l in zip(noise.samples, noise.labels) if l == "noise"],
        rooms,
        SECONDS,
        seed,
    )


def produce(shared, cache, seed, size, batches):
    _, source = composer(shared, cache, seed)
    while True:
        batches.put(source.batch(size))


def next_batch(batches, workers):
    """A batch of any worker; ends the program if one of them has died and no batch is left."""
    while True:
        try:
            return batches.get(timeout=10)
        except queue.Empty:
            if not all(worker.is_alive() for worker in workers):
                raise SystemExit("a process that composes phrases has stopped; its message is above")


class Training:
    """The network, what it learns with, and how far it has come."""

    def __init__(self, words, width, steps, options, device):
        self.words, self.width, self.steps = words, width, steps
        self.options, self.device = options, device
        self.front_end = features.LogMel(recogniser.BINS).to(device)
        network = recogniser.Recogniser(len(words), width)
        self.network = network.to(device, memory_format=torch.channels_last)
        self.head = torch.nn.Linear(network.gather.out_channels, len(words)).to(device)
        parameters = [*self.network.parameters(), *self.head.parameters()]
        self.optimiser = torch.optim.AdamW(parameters, lr=options.rate, weight_decay=0.02)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, options.rate, steps, pct_start=0.08, final_div_factor=100
        )
        # The mean of the weights on the way hears unknown speakers better than the last ones do. Step n counts
        # n^MEAN_POWER (polynomial decay: Shamir and Zhang, "Stochastic Gradient Descent for Non-smooth
        # Optimization", ICML 2013).
        self.mean = torch.optim.swa_utils.AveragedModel(
            self.network,
            avg_fn=lambda old, new, n: old + (new - old) * (MEAN_POWER + 1) / (n + MEAN_POWER + 1),
            use_buffers=True,
        )
        self.parts = {
            "model": self.mean.module,
            "last": self.network,
            "head": self.head,
            "optimiser": self.optimiser,
            "schedule": self.schedule,
        }
        self.step = 0
        self.rng = np.random.default_rng(7)

    @torch.no_grad()
    def scale_to(self, samples):
        x = self.front_end(torch.from_numpy(samples).to(self.device))
        for network in (self.network, self.mean.module):
            network.mean.copy_(x.mean((0, 1)))
            network.scale.fill_(1 / x.std())

    @torch.no_grad()
    def heard(self, samples):
        network = self.network
        x = self.front_end(torch.from_numpy(samples).to(self.device))
        x = (spectra.other_voices(x, self.rng) - network.mean) * network.scale
        return spectra.mask(x, self.rng) / network.scale + network.mean

    def learn(self, samples, labels, spans):
        """One step; returns the four losses."""
        network = self.network.train()
        with torch.autocast(self.device, torch.bfloat16, enabled=self.options.bfloat16):
            sounds, _ = network.sounds(self.heard(samples), [None] * len(network.convs))
        sounds = sounds.float()
        named, rest, kind = word_losses.naming_loss(network.name(sounds, None)[0], labels)
        whole = word_losses.whole_word_loss(sounds, spans, self.head)
        self.optimiser.zero_grad()
        loss = named + REST_WEIGHT * rest + WHOLE_WORD_WEIGHT * whole + KIND_WEIGHT * kind
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        self.optimiser.step()
        self.schedule.step()
        self.mean.update_parameters(network)
        self.step += 1
        return np.array([named.item(), rest.item(), whole.item(), kind.item()])

    def begin_with(self, file):
        stored = torch.load(file, map_location=self.device)
        if stored["model"]["gather.weight"].shape != self.network.gather.weight.shape:
            widening.widen(stored, self.network)
        for network in (self.network, self.mean.module):
            network.load_state_dict(stored["model"])
        self.head.load_state_dict(stored["head"])

    def save(self, file):
        stored = {name: part.state_dict() for name, part in self.parts.items()}
        stored.update(
            step=self.step, averaged=self.mean.n_averaged, width=self.width, words=self.words
        )
        torch.save(stored, file)

    def load(self, file):
        stored = torch.load(file, map_location=self.device)
        for name, part in self.parts.items():
            part.load_state_dict(stored[name])
        self.mean.n_averaged.copy_(stored["averaged"])
        self.step = stored["step"]

    def run(self, batches, workers, file):
        started, averages = time.time(), np.zeros(4)
        while self.step < self.steps:
            averages = 0.98 * averages + 0.02 * self.learn(*next_batch(batches, workers))
            if self.step % 100 == 0:
                pace = (time.time() - started) / 100
                started = time.time()
                named, rest, whole, kind = averages
                print(
                    f"width {self.width} step {self.step} named {named:.4f} rest {rest:.4f} "
                    f"whole word {whole:.4f} kind {kind:.4f}, {pace:.2f} s a step",
                    flush=True,
                )
            if self.step % 1000 == 0 or self.step == self.steps:
                self.save(file)


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", default="../../../shared")
    parser.add_argument("--out", default="build")
    parser.add_argument("--width", type=int, default=16)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--narrow-steps", type=int, default=26000, help="steps at half the width")
    parser.add_argument("--steps", type=int, default=11000, help="steps at the whole width")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--rate", type=float, default=3e-3, help="the highest learning rate")
    parser.add_argument("--bfloat16", action="store_true", help="twice as fast where the CPU has it")
    parser.add_argument("--start-from", help="a checkpoint to begin with instead of the narrow steps")
    return parser.parse_args()


def main():
    options = parse()
    out = pathlib.Path(options.out)
    cache, narrow, checkpoint = out / "cache", out / "narrow.pt", out / "recogniser.pt"
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    words, source = composer(options.shared, cache, 0)
    sample = source.batch(64)[0]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    batches, workers = multiprocessing.Queue(8), []
    for worker in range(max(1, options.threads)):
        seed = 100 + worker + int(time.time()) * options.resume
        arguments = (options.shared, cache, seed, options.batch, batches)
        workers.append(multiprocessing.Process(target=produce, args=arguments, daemon=True))
        workers[-1].start()

    widened = options.resume and checkpoint.exists()
    start = options.start_from
    if options.narrow_steps and not start and not widened:
        training = Training(words, options.width // 2, options.narrow_steps, options, device)
        training.scale_to(sample)
        if options.resume:
            training.load(narrow)
        training.run(batches, workers, narrow)
        start = narrow
    training = Training(words, options.width, options.steps, options, device)
    training.scale_to(sample)
    if widened:
        training.load(checkpoint)
    elif start:
        training.begin_with(start)
    training.run(batches, workers, checkpoint)


if __name__ == "__main__":
    main()
