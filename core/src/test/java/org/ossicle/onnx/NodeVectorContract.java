package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ossicle.engine.Engine;

/**
 * The operator test cases of ONNX through importer, passes, plan and an engine; each binding runs
 * them over its own engine. A case that needs what the library or the engine does not have is
 * skipped, naming it.
 */
public abstract class NodeVectorContract {
    /** Of the cases that the importer takes, the least part that an engine must compute. */
    private static final double LEAST_PART = 0.9;

    private Engine engine;

    /** Opens the engine under test. */
    protected abstract Engine open();

    @BeforeEach
    void openEngine() {
        engine = open();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private static List<NodeVector> cases() {
        Path folder = NodeVectorArchive.find();
        assumeTrue(
                folder != null,
                "no operator test cases: set -Dossicle.vectors to their folder or .tar.gz");
        return NodeVectorArchive.cases(folder).stream().map(NodeVector::new).toList();
    }

    @TestFactory
    Stream<DynamicTest> computes() {
        return cases().stream()
                .map(
                        vector ->
                                dynamicTest(
                                        vector.name(),
                                        vector.folder().toUri(),
                                        () -> run(vector).report()));
    }

    private NodeVector.Outcome run(NodeVector vector) {
        return vector.run(new NodeVectorEngineExecutor(engine));
    }

    /** Skipping is for the odd case, not for whole operators. */
    @Test
    void skipsFewOfTheCasesThatTheImporterTakes() {
        List<NodeVector> imported = cases().stream().filter(NodeVector::isImported).toList();
        long computed = imported.stream().filter(vector -> run(vector).passed()).count();
        assertTrue(
                computed >= LEAST_PART * imported.size(),
                () -> engine.name() + " computes " + computed + " of " + imported.size());
    }
}
