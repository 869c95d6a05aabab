"""Measures whether the emotion classifier tells voices from other sounds.

Every noise is judged by a model that was trained without it, every speaker of EmoDB by one that
never heard the speaker. speech/commands/dev has speakers of its own.

python3 evaluate_voices.py --shared ../../../shared --cache build
"""

import argparse

import numpy as np
import torch

import emotion_data
import emotion_voices

DEV_PHRASES = 300


def percent_read(log_odds):
    least = np.log(emotion_voices.THRESHOLD / (1 - emotion_voices.THRESHOLD))
    return 100 * np.mean(log_odds >= least)


def report(name, log_odds):
    print(f"{name}: {percent_read(log_odds):.1f} % taken for a voice", flush=True)


def other_sounds(data, sounds):
    everybody = np.ones(len(data), bool)
    groups = sounds.others()
    for name in (*sounds.noises, emotion_voices.SILENCE, *sounds.kinds):
        without = (name, "mixture") if name in sounds.kinds else (name,)
        model = emotion_voices.trained(data, sounds, everybody, without)
        report(f"{name}, trained without it", model.log_odds(groups[name][0]))
    model = emotion_voices.trained(data, sounds, everybody)
    test_noise = sounds.noise(emotion_data.TEST_NOISE, sounds.surroundings.test_noise)
    report(f"{emotion_data.TEST_NOISE}, never trained on", model.log_odds(test_noise))
    report("silence of commands/dev", model.log_odds(sounds.silence("dev")))
    words = sounds.words_of("dev")[0]

    def saying(change):
        return lambda rng: lambda: change(emotion_voices.phrase(words, rng), rng)

    def augmented(x, rng):
        return emotion_data.augmented(x, sounds.surroundings, rng)

    def plain(x, rng):
        return emotion_data.quantised(x, -3)

    for name, change in {"dev-plain": plain, "dev-augmented": augmented}.items():
        rows = sounds.kept(name, DEV_PHRASES, saying(change))
        report(f"words of commands/{name}", model.log_odds(rows))


def speakers(data, sounds):
    found = {condition: np.zeros(len(data)) for condition in data.measuring}
    for speaker in np.unique(data.speakers):
        own = data.speakers == speaker
        model = emotion_voices.trained(data, sounds, ~own)
        for condition, rows in data.measuring.items():
            found[condition][own] = model.log_odds(rows[own])
    for condition, log_odds in found.items():
        report(f"EmoDB, {condition}, speakers left out", log_odds)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--cache", required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    data = emotion_data.EmotionData(arguments.shared, arguments.cache)
    sounds = emotion_voices.Sounds(arguments.shared, arguments.cache)
    other_sounds(data, sounds)
    speakers(data, sounds)


if __name__ == "__main__":
    main()
