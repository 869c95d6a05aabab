package org.ossicle.features;

/** The taper laid over a frame of L samples before its spectrum is taken. */
public enum WindowShape {
    /** (0.5 - 0.5 cos(2 pi n / (L - 1)))^0.85: close to Hamming, but zero at both ends. */
    POVEY,
    /** 0.54 - 0.46 cos(2 pi n / (L - 1)). */
    HAMMING,
    /** 0.5 - 0.5 cos(2 pi n / (L - 1)). */
    HANN_SYMMETRIC,
    /** 0.5 - 0.5 cos(2 pi n / L). */
    HANN_PERIODIC,
    /** One everywhere. */
    RECTANGULAR;

    /** The window's values, in double precision. */
    double[] values(int length) {
        double[] window = new double[length];
        double symmetric = 2 * Math.PI / Math.max(1, length - 1);
        double periodic = 2 * Math.PI / length;
        for (int n = 0; n < length; n++) {
            switch (this) {
                case POVEY:
                    window[n] = Math.pow(0.5 - 0.5 * Math.cos(symmetric * n), 0.85);
                    break;
                case HAMMING:
                    window[n] = 0.54 - 0.46 * Math.cos(symmetric * n);
                    break;
                case HANN_SYMMETRIC:
                    window[n] = 0.5 - 0.5 * Math.cos(symmetric * n);
                    break;
                case HANN_PERIODIC:
                    window[n] = 0.5 - 0.5 * Math.cos(periodic * n);
                    break;
                default:
                    window[n] = 1;
            }
        }
        return window;
    }
}
