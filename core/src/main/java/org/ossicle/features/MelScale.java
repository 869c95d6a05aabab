package org.ossicle.features;

/** How frequencies map to mel, and how the triangles of a filter bank are cut. */
public enum MelScale {
    /**
     * 1127 ln(1 + f / 700); triangles are straight on the mel axis, their peak is 1, the Nyquist
     * bin takes no part. Kaldi.
     */
    KALDI,
    /**
     * Linear to 1000 Hz, logarithmic above; triangles are straight on the frequency axis and have
     * equal area (2 / width in Hz), the Nyquist bin takes part. Slaney's Auditory Toolbox,
     * librosa's default.
     */
    SLANEY;

    private static final double SLANEY_HZ_PER_MEL = 200.0 / 3;
    private static final double SLANEY_KNEE_HZ = 1000;
    private static final double SLANEY_KNEE_MEL = SLANEY_KNEE_HZ / SLANEY_HZ_PER_MEL;
    private static final double SLANEY_LOG_STEP = Math.log(6.4) / 27;

    double fromHz(double hz) {
        if (this == KALDI) {
            return 1127 * Math.log1p(hz / 700);
        }
        return hz < SLANEY_KNEE_HZ
                ? hz / SLANEY_HZ_PER_MEL
                : SLANEY_KNEE_MEL + Math.log(hz / SLANEY_KNEE_HZ) / SLANEY_LOG_STEP;
    }

    double toHz(double mel) {
        if (this == KALDI) {
            return 700 * Math.expm1(mel / 1127);
        }
        return mel < SLANEY_KNEE_MEL
                ? mel * SLANEY_HZ_PER_MEL
                : SLANEY_KNEE_HZ * Math.exp((mel - SLANEY_KNEE_MEL) * SLANEY_LOG_STEP);
    }
}
