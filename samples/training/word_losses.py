"""What the recogniser's network is trained to do: see `train_recogniser`."""

import numpy as np
import torch
from torch.nn import functional

NAMED_FRAMES = 4
SILENCE, EITHER, OTHER_SPEECH = 0, 1, 2  # what a frame holds that names no word


def runs(words):
    """(row, first frame, frame after the last) of each stretch of frames that may name a word."""
    for row, frames in enumerate(words):
        edges = np.flatnonzero(np.diff(frames, prepend=0, append=0))
        for first, last in zip(edges[:-1], edges[1:]):
            if frames[first]:
                yield row, first, last


def naming_loss(scores, labels):
    """Where a word ends is known roughly, so the network chooses when to name it (max-pooling loss, Sun
    et al., "Max-pooling loss training of LSTM networks for small-footprint keyword spotting", SLT 2016).

    labels: (N, 4, frames) in numpy: the word each frame may name (0 where none), the word that is mixed
    with it, the share of the first, and which of the last class and the blank is asked (see `kind_loss`).
    The NAMED_FRAMES frames in a row that name the words best shall name them; the others beside them may.
    """
    logs = scores.log_softmax(2)
    words = torch.from_numpy(labels[:, :2].astype(np.int64)).to(logs.device)
    share = torch.from_numpy(labels[:, 2]).to(logs.device)
    both = logs.gather(2, words.transpose(1, 2))
    word = share * both[:, :, 0] + (1 - share) * both[:, :, 1]
    allowed = words[:, 0] > 0
    no_word = torch.logaddexp(logs[:, :, 0], logs[:, :, -1])
    either = torch.where(allowed, torch.logaddexp(no_word, both.amax(2)), no_word)
    chosen = np.zeros(labels[:, 0].shape, bool)
    fit = word.detach().cpu().numpy()
    for row, first, last in runs(labels[:, 0]):
        if last - first >= NAMED_FRAMES:
            sums = np.convolve(fit[row, first:last], np.ones(NAMED_FRAMES), "valid")
            start = first + int(sums.argmax())
            chosen[row, start : start + NAMED_FRAMES] = True
    chosen = torch.from_numpy(chosen).to(logs.device)
    named = -(word * chosen).sum() / chosen.sum().clamp_min(1)
    rest = -(either * ~chosen).sum() / (~chosen).sum()
    return named, rest, kind_loss(logs, labels[:, 3])


def kind_loss(logs, kinds):
    """Where no word is named: silence and noise (class 0) or other speech (the last class)?

    kinds: (N, frames): SILENCE, EITHER or OTHER_SPEECH.
    """
    kinds = torch.from_numpy(kinds).to(logs.device)
    no_word = torch.logaddexp(logs[:, :, 0], logs[:, :, -1])
    silence = (kinds == SILENCE) * (logs[:, :, 0] - no_word)
    speech = (kinds == OTHER_SPEECH) * (logs[:, :, -1] - no_word)
    return -(silence.sum() / (kinds == SILENCE).sum().clamp_min(1)) - (
        speech.sum() / (kinds == OTHER_SPEECH).sum().clamp_min(1)
    )


def whole_word_loss(sounds, spans, head):
    """A second task that the network is rid of afterwards: the word from the mean of all that is heard
    from its begin to its end. sounds: (N, channels, frames); spans: see Composer.batch."""
    if not len(spans):
        return sounds.sum() * 0
    spans = torch.from_numpy(spans).to(sounds.device)
    row, first, last, word, other = spans[:, :5].long().unbind(1)
    sums = functional.pad(sounds.float().cumsum(2), (1, 0)).transpose(1, 2)
    last = last.clamp_max(sounds.shape[2])
    means = (sums[row, last] - sums[row, first]) / (last - first).unsqueeze(1)
    logs = head(means).log_softmax(1)
    share = spans[:, 5]
    either = share * logs.gather(1, word[:, None])[:, 0]
    either = either + (1 - share) * logs.gather(1, other[:, None])[:, 0]
    return -either.mean().float()
