"""Averages the weights of trained recognisers, which hears unknown speakers better than any one of them.

python3 average_recognisers.py --out build/recogniser.pt 0.5:first.pt 0.5:second.pt

They must stem from each other or from one beginning (Wortsman et al., "Model soups", ICML 2022).
"""

import argparse

import torch


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True, help="the checkpoint to write")
    parser.add_argument("parts", nargs="+", metavar="WEIGHT:CHECKPOINT")
    options = parser.parse_args()
    shares, stored = [], []
    for part in options.parts:
        share, file = part.split(":", 1)
        shares.append(float(share))
        stored.append(torch.load(file, map_location="cpu"))
    if abs(sum(shares) - 1) > 1e-6:
        parser.error(f"the weights add up to {sum(shares)}, not to 1")
    model = {
        name: sum(s * part["model"][name] for s, part in zip(shares, stored)).to(value.dtype)
        for name, value in stored[0]["model"].items()
    }
    kept = {name: stored[-1][name] for name in ("step", "width", "words", "head")}
    torch.save({"model": model, **kept}, options.out)


if __name__ == "__main__":
    main()
