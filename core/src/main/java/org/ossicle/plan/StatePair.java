package org.ossicle.plan;

/**
 * A state that a run reads from one slot and writes to another. After each run the two slots
 * exchange their buffers, so the next run reads what this one wrote.
 *
 * @param name the name of the state's input in the model
 * @param inputTensor the tensor that is read; it covers its slot from byte 0
 * @param outputTensor the tensor that is written; it covers its slot from byte 0 and has the type
 *     of the input tensor. The same tensor as {@code inputTensor} if the state never changes
 */
public record StatePair(String name, int inputTensor, int outputTensor) {}
