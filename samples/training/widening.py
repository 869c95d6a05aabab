"""A wider recogniser that begins where a narrower one ended (Chen et al., "Net2Net: Accelerating learning via
knowledge transfer", ICLR 2016): some channels get a twin, and what reads them shares its weights between the
two."""

import torch

UNEQUAL = 0.1  # twins differ by this share, so that they part in training


class Twins:
    """Which old channel each new one is a twin of."""

    def __init__(self, old, new, generator):
        more = torch.randint(old, (new - old,), generator=generator)
        self.of = torch.cat([torch.arange(old), more])
        self.count = torch.bincount(self.of, minlength=old)[self.of].float()

    def outputs(self, weight):
        return weight[self.of]

    def inputs(self, weight, generator):
        """weight: (outputs, inputs, ...)"""
        shape = (1, -1) + (1,) * (weight.dim() - 2)
        shared = weight[:, self.of] / self.count.view(shape)
        unequal = (UNEQUAL * (self.count > 1)).view(shape)
        return shared * (1 + unequal * torch.randn(shared.shape, generator=generator))


def widen(stored, network, seed=4):
    """Changes stored["model"] and stored["head"] to the shapes of `network`; classes may be added."""
    generator = torch.Generator().manual_seed(seed)
    old, new = stored["model"], network.state_dict()
    twins = {}

    def between(before, after):
        if before not in twins:
            twins[before] = Twins(before, after, generator)
        return twins[before]

    for i, conv in enumerate(network.convs):
        weight = old[f"convs.{i}.conv.weight"]
        to = between(weight.shape[0], conv.conv.out_channels)
        if weight.shape[1] > 1:
            weight = twins[weight.shape[1]].inputs(weight, generator)
        old[f"convs.{i}.conv.weight"] = to.outputs(weight)
        outputs_of(old, f"convs.{i}.norm", to)
    gather = old["gather.weight"]
    to = Twins(gather.shape[0], network.gather.out_channels, generator)
    old["gather.weight"] = to.outputs(twins[gather.shape[1]].inputs(gather, generator))
    outputs_of(old, "gather_norm", to)
    old["recall.weight"] = to.outputs(old["recall.weight"])
    sounds, recalled = old["classify.weight"].chunk(2, 1)
    old["classify.weight"] = torch.cat(
        [to.inputs(sounds, generator), to.inputs(recalled, generator)], 1
    )
    head = stored["head"]
    head["weight"] = to.inputs(head["weight"], generator)
    # Classes that are new begin as blanks, but less sure.
    for part, prefix in ((old, "classify."), (head, "")):
        missing = new["classify.weight"].shape[0] - part[prefix + "weight"].shape[0]
        for name, less in (("weight", 0.0), ("bias", 2.0)):
            value = part[prefix + name]
            blank = (value[:1] - less).repeat(missing, *[1] * (value.dim() - 1))
            part[prefix + name] = torch.cat([value, blank])


def outputs_of(state, prefix, to):
    for name in ("weight", "bias", "running_mean", "running_var"):
        state[f"{prefix}.{name}"] = to.outputs(state[f"{prefix}.{name}"])
