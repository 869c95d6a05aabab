"""Contours of a window on a grid of 20 ms and of fixed size: what random convolutions see.

The grid of set `ossicle-emotion-2` follows the functionals in a row. A window that is shorter than
the grid repeats. Formulas: EMOTION_FEATURES.md.
"""

import numpy as np

import emotion_functionals

FEATURE_SET = "ossicle-emotion-2"
STEPS = 96
FRAMES_A_STEP = 2
COLUMNS = len(emotion_functionals.SHAPED) + 2
HEARD = COLUMNS - 1


def contours(frames):
    """(T, descriptors.COUNT) descriptors -> (T, COLUMNS): contours, voiced and heard as 0 or 1."""
    window = emotion_functionals.Window(frames)
    flags = np.stack([window.voiced, window.heard], axis=1)
    return np.concatenate([window.matrix(emotion_functionals.SHAPED), flags], axis=1)


def grid_of(contours_of_frames):
    """(T, COLUMNS) -> (STEPS, COLUMNS) float32: means of two frames each, an odd last one left out."""
    count = len(contours_of_frames) // FRAMES_A_STEP
    whole = contours_of_frames[: count * FRAMES_A_STEP]
    steps = whole.reshape(count, FRAMES_A_STEP, -1).mean(axis=1)
    return steps[np.arange(STEPS) % count].astype(np.float32)


def grid(frames):
    """(T, descriptors.COUNT) descriptors -> (STEPS, COLUMNS) float32."""
    return grid_of(contours(frames))
