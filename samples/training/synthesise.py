"""Speaks sentences with Debian's synthesisers: speech that holds none of the words on purpose.

python3 synthesise.py --out build/cache/synthetic   (needs the packages espeak-ng and flite)
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
ESPEAK_VOICES = [f"en-{a}+{v}" for a in ("gb", "us") for v in ("m1", "m3", "m7", "f2", "f4", "f5")]
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="build/cache/synthetic")
    parser.add_argument("--count", type=int, default=300)
    options = parser.parse_args()
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(5)
    for i in range(options.count):
        wav = out / f"{i:03d}.wav"
        speak(sentence(rng), rng, wav)
        subprocess.run(["flac", "--silent", "-f", "--delete-input-file", str(wav)], check=True)


if __name__ == "__main__":
    main()
