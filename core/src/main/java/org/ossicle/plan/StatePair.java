package org.ossicle.plan;

/**
 * A state: what a run leaves for the next one. It takes one of three forms.
 *
 * <ul>
 *   <li>Two slots. After each run they exchange their buffers, so the next run reads what this one
 *       wrote. Both tensors are dense and cover their slots.
 *   <li>One slot and two tensors of equal strides, the output further on in it than the input.
 *       After each run the slot moves so that the input is where the output was: its buffer is
 *       larger than what a run sees of it.
 *   <li>One tensor. The state never changes.
 * </ul>
 *
 * @param name the name of the state's input in the model
 * @param inputTensor the tensor that is read; it begins at byte 0 of its slot
 * @param outputTensor the tensor that is written, of the type of the input tensor
 */
public record StatePair(String name, int inputTensor, int outputTensor) {}
