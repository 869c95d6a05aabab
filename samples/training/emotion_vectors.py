"""Writes the test vectors of the emotion features: an excerpt, its descriptors, its functionals
and its contours.

python3 emotion_vectors.py --shared ../../../shared \
    --out ../../core/src/test/resources/org/ossicle/emotion
"""

import argparse
import pathlib

import numpy as np

import emotion_contours
import emotion_descriptors
import emotion_functionals
import recordings

EXCERPTS = {"anger": ("03a01Wa", 0.2, 1.4), "sadness": ("09a05Tb", 0.2, 1.4)}


def excerpt(shared, name, start_s, end_s):
    """16-bit samples of a stretch of one of EmoDB's sentences."""
    path = pathlib.Path(shared) / "emotion/emodb" / f"{name}.flac"
    samples = recordings.read(path)
    rate = recordings.SAMPLE_RATE_HZ
    stretch = samples[int(start_s * rate) : int(end_s * rate)]
    return np.round(np.clip(stretch, -1, 1) * 32767).astype("<i2")


def write_some(file, rows):
    """Every eighth row."""
    lines = [",".join(f"{value:.9g}" for value in row) for row in rows[::8]]
    file.write_text("\n".join(lines) + "\n")


def write_vectors(shared, out):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for label, place in EXCERPTS.items():
        samples = excerpt(shared, *place)
        samples.tofile(out / f"{label}.s16le")
        frames = emotion_descriptors.frame_descriptors(samples / 32768)
        write_some(out / f"{label}.descriptors.csv", frames)
        write_some(out / f"{label}.contours.csv", emotion_contours.grid(frames))
        row = emotion_functionals.functional_row(frames)
        lines = [f"{name},{value:.9g}" for name, value in zip(row.names, row.values)]
        (out / f"{label}.functionals.csv").write_text("\n".join(lines) + "\n")
    (out / "README.md").write_text(
        "Two excerpts of EmoDB (CC0), 16 kHz, 16-bit little-endian, divided by 32768; every eighth\n"
        "frame's descriptors and step's contours; all functionals and names; the embedded\n"
        "model's logits of them, and below its log-odds of a voice. Written by `emotion_vectors.py` and\n"
        "`export_emotion.py` in `samples/training`, formulas in `EMOTION_FEATURES.md` there.\n"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    write_vectors(arguments.shared, arguments.out)
