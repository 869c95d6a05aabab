package org.ossicle.model;

/**
 * How to load a model.
 *
 * @param mapWeights whether weight files may be mapped into memory; copied ones survive a file that
 *     is truncated while in use
 */
public record LoadSettings(boolean mapWeights) {}
