"""Trains the embedded recogniser: python3 train_recogniser.py --shared ../../../shared --out build

Half as wide first, where a step takes a third of the time, then widened, then gently with more commands. On one
CPU core with `--bfloat16` the default takes under two hours; a GPU is used if there is one.
"""

import argparse
import collections
import dataclasses
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
WHOLE_WORD_WEIGHT = 0.5
KIND_WEIGHT = 0.3
MEAN_POWER = 3
SETTLING_BATCHES = 100


@dataclasses.dataclass(frozen=True)
class Stage:
    """A part of the training. file: where its network goes; narrower: by what its width is divided; rate: the
    highest learning rate; commands: how often a command is drawn; rest_weight: of the frames that name no word."""

    file: str
    narrower: int
    steps: int
    rate: float
    commands: float
    rest_weight: float


STAGES = (
    Stage("narrow.pt", 2, 26000, 3e-3, 2.5, 5.0),
    Stage("wide.pt", 1, 11000, 3e-3, 2.5, 5.0),
    Stage("recogniser.pt", 1, 2500, 1e-3, 4.5, 4.0),
)


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


def drawing_weights(labels, commands):
    """Each class gets its share however many recordings it has; commands count most."""
    counts = collections.Counter(labels)

    def share(label):
        word = word_of(label)
        if label.startswith("synthetic-"):
            return 0.12 if word in COMMANDS else 0.3
        if word in COMMANDS:
            return commands
        if word == WAKE_WORD:
            return 1.0
        if word in DIGITS:
            return 1.4 if label.startswith("8k-") else 1.2
        return 0.6

    return [share(l) / counts[l] for l in labels]


def composer(shared, cache, commands, seed):
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
        drawing_weights(chosen.labels, commands),
        [german.samples, synthetic.samples, prompts.samples, shouts.samples],
        jarvis,
        silence + [s for s, l in zip(noise.samples, noise.labels) if l == "noise"],
        rooms,
        SECONDS,
        seed,
    )


def produce(shared, cache, commands, seed, size, batches):
    _, source = composer(shared, cache, commands, seed)
    while True:
        batches.put(source.batch(size))


class Batches:
    """Batches of phrases that other processes compose."""

    def __init__(self, options, commands):
        self.ready, self.workers = multiprocessing.Queue(8), []
        for worker in range(max(1, options.threads)):
            seed = 100 + worker + int(time.time()) * options.resume
            arguments = (options.shared, options.cache, commands, seed, options.batch, self.ready)
            self.workers.append(multiprocessing.Process(target=produce, args=arguments, daemon=True))
            self.workers[-1].start()

    def next(self):
        """A batch of any worker; ends the program if one of them has died and no batch is left."""
        while True:
            try:
                return self.ready.get(timeout=10)
            except queue.Empty:
                if not all(worker.is_alive() for worker in self.workers):
                    raise SystemExit("a process that composes phrases has stopped; its message is above")

    def stop(self):
        for worker in self.workers:
            worker.terminate()


class Training:
    """The network, what it learns with, and how far it has come."""

    def __init__(self, words, stage, options, device):
        self.words, self.width = words, options.width // stage.narrower
        self.stage, self.options, self.device = stage, options, device
        self.front_end = features.LogMel(recogniser.BINS).to(device)
        network = recogniser.Recogniser(len(words), self.width)
        self.network = network.to(device, memory_format=torch.channels_last)
        self.head = torch.nn.Linear(network.gather.out_channels, len(words)).to(device)
        parameters = [*self.network.parameters(), *self.head.parameters()]
        self.optimiser = torch.optim.AdamW(parameters, lr=stage.rate, weight_decay=0.02)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, stage.rate, stage.steps, pct_start=0.08, final_div_factor=100
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
        loss = named + self.stage.rest_weight * rest + WHOLE_WORD_WEIGHT * whole + KIND_WEIGHT * kind
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
        steps = stored["schedule"]["total_steps"]
        if steps != self.stage.steps:
            raise SystemExit(f"{file} is of a run of {steps} steps, not {self.stage.steps}: give --steps as before")
        for name, part in self.parts.items():
            part.load_state_dict(stored[name])
        self.mean.n_averaged.copy_(stored["averaged"])
        self.step = stored["step"]

    def run(self, batches, file):
        started, averages = time.time(), np.zeros(4)
        while self.step < self.stage.steps:
            averages = 0.98 * averages + 0.02 * self.learn(*batches.next())
            if self.step % 100 == 0:
                pace = (time.time() - started) / 100
                started = time.time()
                named, rest, whole, kind = averages
                print(
                    f"width {self.width} step {self.step} named {named:.4f} rest {rest:.4f} "
                    f"whole word {whole:.4f} kind {kind:.4f}, {pace:.2f} s a step",
                    flush=True,
                )
            if self.step % 1000 == 0:
                self.save(file)
        self.settle(batches)
        self.save(file)

    def settle(self, batches):
        """Normalises the mean network by what it hears itself: the mean of what was normalised by on the way
        fits none of it (Izmailov et al., "Averaging Weights Leads to Wider Optima", UAI 2018)."""
        heard = (self.heard(batches.next()[0]) for _ in range(SETTLING_BATCHES))
        torch.optim.swa_utils.update_bn(heard, self.mean.module)
        self.mean.module.eval()


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", default="../../../shared")
    parser.add_argument("--out", default="build")
    parser.add_argument("--width", type=int, default=16)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--steps", type=float, default=1.0, help="share of the steps of each stage")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on with what lies in --out")
    parser.add_argument("--bfloat16", action="store_true", help="twice as fast where the CPU has it")
    options = parser.parse_args()
    options.out = pathlib.Path(options.out)
    options.cache = options.out / "cache"
    return options


def main():
    options = parse()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    words, source = composer(options.shared, options.cache, STAGES[0].commands, 0)
    sample = source.batch(64)[0]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    files = [options.out / stage.file for stage in STAGES]
    # The last one that was begun goes on; what came before it is done.
    begun = max((i for i, file in enumerate(files) if options.resume and file.exists()), default=0)
    for i, stage in list(enumerate(STAGES))[begun:]:
        stage = dataclasses.replace(stage, steps=max(1, round(options.steps * stage.steps)))
        training = Training(words, stage, options, device)
        training.scale_to(sample)
        if options.resume and files[i].exists():
            training.load(files[i])
        elif i:
            training.begin_with(files[i - 1])
        batches = Batches(options, stage.commands)
        training.run(batches, files[i])
        batches.stop()


if __name__ == "__main__":
    main()
