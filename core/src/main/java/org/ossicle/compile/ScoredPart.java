package org.ossicle.compile;

/** Which part of a model that scores rows a plan is for. */
public enum ScoredPart {
    /** All of it. */
    WHOLE,

    /** What it does with one input {@linkplain org.ossicle.pass.KeepProjection alone}. */
    PROJECTION,

    /** What it does with the {@linkplain org.ossicle.pass.DropProjections results of those}. */
    JOINT
}
