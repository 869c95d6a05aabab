package org.ossicle.features;

/**
 * Where frames lie in the signal and what stands in for samples outside it. H is the hop, L the
 * frame length, n the number of samples in all, i the frame.
 */
public enum Framing {
    /** Frame i starts at i H; only frames that fit count: 1 + (n - L) / H. Kaldi's snip_edges. */
    SNIP_EDGES,
    /**
     * Frame i is centred at i H + H / 2; (n + H / 2) / H frames. Outside, the signal is mirrored
     * with its edge sample repeated (-1 is 0, -2 is 1). Kaldi without snip_edges.
     */
    MIRRORED_EDGES,
    /** Frame i is centred at i H; n / H frames. Outside, the signal is zero. NeMo. */
    CENTRED_ZERO_EDGES,
    /**
     * Frame i is centred at i H; n / H frames. Outside, the signal is reflected about its edge
     * sample (-1 is 1, -2 is 2). Whisper.
     */
    CENTRED_REFLECTED_EDGES
}
