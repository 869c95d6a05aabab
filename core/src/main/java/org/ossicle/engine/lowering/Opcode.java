package org.ossicle.engine.lowering;

/** The instructions of native code; {@code core/docs/plan-format.md} says what each does. */
enum Opcode {
    COPY(1),
    FILL(2),
    UNARY(3),
    BINARY(4),
    WHERE(5),
    CAST(6),
    REDUCE(7),
    SOFTMAX(8),
    MATMUL(9),
    MATMUL_INTEGER(10),
    QUANTIZED_MATMUL(11),
    DYNAMIC_QUANTIZE(12),
    QUANTIZE(13),
    DEQUANTIZE(14),
    CONV(15),
    CONV_INTEGER(16),
    GATHER(17),
    GATHER_ELEMENTS(18),
    GATHER_ND(19),
    SCATTER_ND(20),
    SCATTER_ELEMENTS(21),
    CUMSUM(22),
    ARG(23),
    PAD(24),
    LSTM(25),
    GRU(26),
    LAYER_NORM(27),
    TOPK(28),
    POOL(29),
    RANGE(30),
    SWOOSH(31),
    BIAS_NORM(33);

    final int number;

    Opcode(int number) {
        this.number = number;
    }
}
