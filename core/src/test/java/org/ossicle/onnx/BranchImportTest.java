package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.ossicle.onnx.ModelBuilder.BOOL;
import static org.ossicle.onnx.ModelBuilder.FLOAT;
import static org.ossicle.onnx.ModelBuilder.attrGraph;
import static org.ossicle.onnx.ModelBuilder.floats;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.error.ModelFormatException;
import org.ossicle.error.UnsupportedOperatorException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.op.If;

class BranchImportTest {
    private static ModelBuilder model() {
        return new ModelBuilder(16).input("c", BOOL).input("x", FLOAT, 2).output("y", FLOAT, 2);
    }

    private static ModelBuilder branch(String output) {
        return new ModelBuilder(16).output(output, FLOAT, 2);
    }

    private static ModelBuilder choose(ModelBuilder model, ModelBuilder then, ModelBuilder other) {
        return model.node(
                "If",
                "c",
                "y",
                attrGraph("then_branch", then.graph()),
                attrGraph("else_branch", other.graph()));
    }

    @Test
    void branchesCaptureByIdentity() {
        Graph graph =
                OnnxImporterTest.importGraph(
                        choose(
                                model().node("Abs", "x", "a"),
                                branch("r").node("Neg", "a", "r"),
                                branch("a")));
        If choice = (If) graph.nodes().get(1).op();
        assertSame(graph.nodes().get(0).output(0), choice.thenBranch().nodes().get(0).input(0));
        assertSame(graph.nodes().get(0).output(0), choice.elseBranch().outputs().get(0));
        assertEquals(List.of(graph.inputs().get(0)), graph.nodes().get(1).inputs());
    }

    @Test
    void branchesMayUseTheSameNamesAndHideOuterOnes() {
        ModelBuilder then = branch("r").node("Exp", "x", "a").node("Neg", "a", "r");
        ModelBuilder other = branch("r").node("Neg", "x", "r");
        Graph graph =
                OnnxImporterTest.importGraph(
                        choose(model().node("Abs", "x", "a").node("Abs", "a", "b"), then, other));
        Graph branch = ((If) graph.nodes().get(2).op()).thenBranch();
        assertSame(branch.nodes().get(0).output(0), branch.nodes().get(1).input(0));
    }

    @Test
    void aNodeWaitsForWhatItsBranchesUse() {
        ModelBuilder model = model();
        choose(model, branch("r").node("Neg", "late", "r"), branch("x"));
        Graph graph = OnnxImporterTest.importGraph(model.node("Abs", "x", "late"));
        assertEquals("If", graph.nodes().get(1).op().name());
    }

    @Test
    void branchesHaveConstantsOfTheirOwn() {
        ModelBuilder then =
                branch("r").initializer(floats("w", new long[] {2}, 1, 2)).node("Add", "x,w", "r");
        Graph graph = OnnxImporterTest.importGraph(choose(model(), then, branch("x")));
        If choice = (If) graph.nodes().get(0).op();
        assertEquals(true, choice.thenBranch().nodes().get(0).input(1).isConstant());
    }

    @Test
    void unsupportedOperatorsInBranchesAreToldToo() {
        OnnxModel model =
                choose(
                                model(),
                                branch("r").node("Loop", "x", "r"),
                                branch("r").node("Scan", "x", "r"))
                        .read();
        UnsupportedOperatorException e =
                assertThrows(
                        UnsupportedOperatorException.class, () -> OnnxImporter.importGraph(model));
        assertEquals(List.of("Loop, opset 16 (n_Loop)", "Scan, opset 16 (n_Scan)"), e.operators());
    }

    @Test
    void refusesBranchesThatDoNotFit() {
        assertFormat(
                "1 outputs from each branch",
                choose(model(), branch("x").output("c", BOOL), branch("x")));
        assertFormat(
                "branches without inputs",
                choose(model(), branch("x").input("q", FLOAT, 1), branch("x")));
        assertFormat("a value called 'q'", choose(model(), branch("q"), branch("x")));
        assertFormat(
                "attribute 'else_branch'",
                model().node("If", "c", "y", attrGraph("then_branch", branch("x").graph())));
        ModelBuilder inner = branch("r").node("Abs", "x", "r");
        assertFormat("a value called 'r'", choose(model(), inner, branch("x")).output("r", FLOAT));
    }

    private static void assertFormat(String expected, ModelBuilder builder) {
        OnnxModel model = builder.read();
        ModelFormatException e =
                assertThrows(ModelFormatException.class, () -> OnnxImporter.importGraph(model));
        assertEquals(expected, e.expected(), e.getMessage());
    }
}
