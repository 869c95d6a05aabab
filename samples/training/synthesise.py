"""Speaks with Debian's synthesisers: sentences that hold none of the words on purpose, and the words.

python3 synthesise.py --out build/cache   (needs the packages espeak-ng, flite, flac, fortunes)

The words lie in OUT/synthetic-words/<word>, the sentences in OUT/synthetic. OUT/synthetic-unheard is for the
evaluation alone: the project's licence, read by voices that neither of the two has. The sentences are clauses of
Debian's fortunes, and neither text holds any of the words.
"""

import argparse
import pathlib
import random
import re
import subprocess

TEXTS = "education food humorists kids literature love medicine news people pets science sports wisdom work"
FORTUNES = pathlib.Path("/usr/share/games/fortunes")
WORDS = (
    "yes no up down left right on off stop go zero one two three four five six seven eight nine "
    "backward bed bird cat dog follow forward happy house learn marvin sheila tree visual wow computer"
).split()
ACCENTS = "en-gb en-us en-gb-scotland en-gb-x-rp en-gb-x-gbclan en-gb-x-gbcwmd en-029".split()
VARIANTS = "m1 m2 m3 m4 m5 m7 f1 f2 f3 f4 f5 max".split()
ESPEAK_VOICES = [f"{a}+{v}" for a in ACCENTS for v in VARIANTS]
UNHEARD_VARIANTS = "Alicia Andrea Andy Annie Gene Hugo Jacky Mario belinda benjamin linda quincy".split()
UNHEARD_VOICES = [f"{a}+{v}" for a in ("en-gb", "en-us") for v in UNHEARD_VARIANTS]
LICENCE = pathlib.Path(__file__).parents[2] / "LICENSE"
FLITE_VOICES = ["kal", "awb", "rms", "slt"]


def clauses_without_words(text):
    """Clauses of 5 to 14 words, none of which the recogniser is to hear."""
    joined = re.sub(r"\s*\n\s*", " ", text)
    for clause in re.split(r"[^A-Za-z' ]+", joined):
        spoken = clause.lower().split()
        if 5 <= len(spoken) <= 14 and not set(spoken) & set(WORDS):
            yield " ".join(spoken)


def speak(text, rng, wav, voices):
    if voices is not ESPEAK_VOICES or rng.random() < 0.6:
        command = ["espeak-ng", "-v", rng.choice(voices), "-s", str(rng.randint(130, 200))]
        command += ["-p", str(rng.randint(20, 80)), "-w", str(wav), text]
    else:
        command = ["flite", "-voice", rng.choice(FLITE_VOICES), "-t", text, "-o", str(wav)]
    subprocess.run(command, check=True)


def speak_all(folder, texts, rng, voices=ESPEAK_VOICES):
    folder.mkdir(parents=True, exist_ok=True)
    for i, text in enumerate(texts):
        wav = folder / f"{i:04d}.wav"
        speak(text, rng, wav, voices)
        subprocess.run(["flac", "--silent", "-f", "--delete-input-file", str(wav)], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="build/cache")
    parser.add_argument("--sentences", type=int, default=2000)
    parser.add_argument("--takes", type=int, default=40, help="of each word")
    options = parser.parse_args()
    out = pathlib.Path(options.out)
    rng = random.Random(5)
    texts = "\n".join((FORTUNES / name).read_text(errors="replace") for name in TEXTS.split())
    clauses = rng.sample(sorted(set(clauses_without_words(texts))), options.sentences)
    speak_all(out / "synthetic", clauses, rng)
    for word in WORDS:
        speak_all(out / "synthetic-words" / word, [word] * options.takes, rng)
    clauses = clauses_without_words(LICENCE.read_text())
    speak_all(out / "synthetic-unheard", clauses, rng, UNHEARD_VOICES)


if __name__ == "__main__":
    main()
