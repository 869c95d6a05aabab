package org.ossicle.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.Constant;
import org.ossicle.graph.Dim;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Shape;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

/** Gives symbolic dimensions of inputs their sizes, and inputs that never change their values. */
public final class BindInputs implements Pass {
    private final Map<String, Long> dims;
    private final Map<String, List<Long>> shapes;
    private final Map<String, Constant> constants;
    private final long otherDims;

    /**
     * @param dims sizes by the name of the symbolic dimension
     * @param shapes whole shapes by the name of the input
     * @param constants values by the name of the input; such inputs are no inputs afterwards
     * @param otherDims the size of symbolic dimensions not named, usually 1 for a batch; -1 to
     *     refuse them
     */
    public BindInputs(
            Map<String, Long> dims,
            Map<String, List<Long>> shapes,
            Map<String, ? extends Constant> constants,
            long otherDims) {
        this.dims = Map.copyOf(dims);
        this.shapes = Map.copyOf(shapes);
        this.constants = Map.copyOf(constants);
        this.otherDims = otherDims;
    }

    @Override
    public void run(Graph graph) {
        List<String> unknown = new ArrayList<>(constants.keySet());
        unknown.addAll(shapes.keySet());
        List<Value> left = new ArrayList<>();
        for (Value input : graph.inputs()) {
            Constant constant = constants.get(input.name());
            if (constant == null) {
                bindType(graph, input);
                left.add(input);
            } else {
                bindValue(graph, input, constant);
            }
            unknown.removeIf(input.name()::equals);
        }
        if (!unknown.isEmpty()) {
            throw new InvalidGraphException(
                    graph.name(),
                    "inputs out of " + graph.inputs().stream().map(Value::name).toList(),
                    unknown.toString(),
                    "bind inputs that the model has");
        }
        graph.inputs().clear();
        graph.inputs().addAll(left);
    }

    private void bindType(Graph graph, Value input) {
        if (input.type() == null) {
            throw new InvalidGraphException(
                    graph.name() + ": input " + input.name(),
                    "an element type and a number of dimensions",
                    "an input that declares neither",
                    "export the model with typed inputs");
        }
        Shape shape = input.type().shape().bind(dims);
        List<Long> given = shapes.get(input.name());
        if (given != null && !fits(shape, given)) {
            throw new InvalidGraphException(
                    graph.name() + ": input " + input.name(),
                    "a shape that fits " + shape,
                    given.toString(),
                    "bind the input to a shape the model takes");
        }
        List<Dim> bound = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            Dim dim = shape.dims().get(i);
            long size = given != null ? given.get(i) : dim.isKnown() ? dim.size() : otherDims;
            if (size < 0) {
                throw new InvalidGraphException(
                        graph.name() + ": input " + input.name(),
                        "a size for dimension '" + dim.symbol() + "'",
                        shape.toString(),
                        "bind the dimension");
            }
            bound.add(Dim.of(size));
        }
        input.setType(new TensorType(input.type().dtype(), new Shape(bound)));
    }

    private static boolean fits(Shape shape, List<Long> sizes) {
        boolean fits = shape.rank() == sizes.size();
        for (int i = 0; fits && i < sizes.size(); i++) {
            Dim dim = shape.dims().get(i);
            fits = sizes.get(i) >= 0 && (!dim.isKnown() || dim.size() == sizes.get(i));
        }
        return fits;
    }

    private void bindValue(Graph graph, Value input, Constant constant) {
        TensorType wanted = input.type();
        List<Long> sizes = Arrays.stream(constant.dims()).boxed().toList();
        boolean fits = wanted.dtype() == constant.dtype() && fits(wanted.shape(), sizes);
        if (!fits) {
            throw new InvalidGraphException(
                    graph.name() + ": input " + input.name(),
                    "a value of type " + wanted,
                    constant.type().toString(),
                    "bind a value of the input's type");
        }
        input.setConstant(constant);
    }
}
