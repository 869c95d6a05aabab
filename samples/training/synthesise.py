"""Speaks with Debian's synthesisers: sentences that hold none of the words on purpose, and the words.

python3 synthesise.py --out build/cache   (needs the packages espeak-ng, flite and flac)

The words lie in OUT/synthetic-words/<word>, the sentences in OUT/synthetic.
"""

import argparse
import pathlib
import random
import subprocess

SUBJECTS = (
    "the teacher,my neighbour,a young doctor,their manager,the old sailor,our engineer,her sister,"
    "the bus driver,some visitors,the whole committee,a famous painter,the gardener"
).split(",")
VERBS = (
    "was reading about,has finished,could not remember,will describe,kept looking for,bought,"
    "had never heard of,asked them about,decided against,wrote a letter concerning,painted,opened"
).split(",")
OBJECTS = (
    "the broken window,another cup of coffee,a winter holiday,the price of bread,an ancient castle,"
    "several empty bottles,the morning newspaper,a different question,their favourite music,"
    "the local railway,fresh vegetables,an expensive telephone,the missing invoice"
).split(",")
ENDINGS = (
    "before the weather changed,because it was late,during the summer,in the city,after lunch,"
    "without any reason,while everybody laughed,at the end of the month,near the river,"
    "although nobody believed it,with great care"
).split(",")
WORDS = (
    "yes no up down left right on off stop go zero one two three four five six seven eight nine "
    "backward bed bird cat dog follow forward happy house learn marvin sheila tree visual wow computer"
).split()
ACCENTS = "en-gb en-us en-gb-scotland en-gb-x-rp en-gb-x-gbclan en-gb-x-gbcwmd en-029".split()
VARIANTS = "m1 m2 m3 m4 m5 m7 f1 f2 f3 f4 f5 max".split()
ESPEAK_VOICES = [f"{a}+{v}" for a in ACCENTS for v in VARIANTS]
FLITE_VOICES = ["kal", "awb", "rms", "slt"]


def sentence(rng):
    return " ".join(rng.choice(part) for part in (SUBJECTS, VERBS, OBJECTS, ENDINGS))


def speak(text, rng, wav):
    if rng.random() < 0.6:
        command = ["espeak-ng", "-v", rng.choice(ESPEAK_VOICES), "-s", str(rng.randint(130, 200))]
        command += ["-p", str(rng.randint(20, 80)), "-w", str(wav), text]
    else:
        command = ["flite", "-voice", rng.choice(FLITE_VOICES), "-t", text, "-o", str(wav)]
    subprocess.run(command, check=True)


def speak_all(folder, texts, rng):
    folder.mkdir(parents=True, exist_ok=True)
    for i, text in enumerate(texts):
        wav = folder / f"{i:03d}.wav"
        speak(text, rng, wav)
        subprocess.run(["flac", "--silent", "-f", "--delete-input-file", str(wav)], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="build/cache")
    parser.add_argument("--sentences", type=int, default=300)
    parser.add_argument("--takes", type=int, default=40, help="of each word")
    options = parser.parse_args()
    out = pathlib.Path(options.out)
    rng = random.Random(5)
    speak_all(out / "synthetic", (sentence(rng) for _ in range(options.sentences)), rng)
    for word in WORDS:
        speak_all(out / "synthetic-words" / word, [word] * options.takes, rng)


if __name__ == "__main__":
    main()
