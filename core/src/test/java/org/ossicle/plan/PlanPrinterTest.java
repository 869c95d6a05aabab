package org.ossicle.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.graph.GraphBuilder;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.UnaryKind;

class PlanPrinterTest {
    @Test
    void showsBoundaryStepsArenaAndSummary() {
        GraphBuilder graph = new GraphBuilder();
        Value x = graph.input("x", 2, 3);
        Value h = graph.input("h", 2, 3);
        Value sum = graph.add(BinaryKind.ADD, x, h);
        Value turned = graph.add(new Transpose(List.of(1L, 0L)), graph.add(UnaryKind.EXP, sum));
        graph.output(graph.add(new Softmax(0, false, false), turned), sum);
        Plan plan =
                PlanBuilder.build(
                        "m.onnx",
                        graph.build(),
                        List.of("y", "next"),
                        List.of(new StateBinding("h", "next")));
        assertEquals(
                """
                plan m.onnx
                  input  x float32[2,3]i0
                  output y float32[3,2]o1
                  state  h float32[2,3]s2 -> float32[2,3]s3
                    0  float32[2,3]s3 = Binary[kind=ADD] float32[2,3]i0, float32[2,3]s2  # Add_0
                    1  float32[2,3][1, 2]@0 = Unary[kind=EXP, alpha=0.0, beta=0.0] float32[2,3]s3\
                  # Exp_1
                    2  float32[3,2]o1 = Softmax[axis=0, log=false, flattened=false]\
                 float32[3,2]@0  # Softmax_3
                arena of 64 bytes
                          0 + 24        steps 1..1 Exp_1
                          0 + 24        steps 2..2 Transpose_2
                3 steps {Add=1, Exp=1, Softmax=1}
                bytes: weights 0, scratch 64, state 24, a stream in all 160
                """,
                PlanPrinter.print(plan));
    }
}
