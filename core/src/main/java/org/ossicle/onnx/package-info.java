/**
 * Reading ONNX models: {@link org.ossicle.onnx.OnnxReader} turns a file or buffer into records, and
 * {@link org.ossicle.onnx.OnnxImporter} turns those into a graph of canonical operators. Weights
 * are never copied on the way; both refuse damaged models with typed exceptions.
 */
package org.ossicle.onnx;
