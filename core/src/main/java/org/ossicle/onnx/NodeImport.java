package org.ossicle.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.CastLike;

/**
 * One node while it is imported: what a {@link Converter} reads and how it answers.
 *
 * <p>Attributes that nobody read are refused afterwards, so that no option is ignored unseen.
 */
final class NodeImport {
    private final GraphImporter importer;
    private final OnnxNode source;
    private final List<Value> inputs;
    private final Map<String, OnnxAttribute> attributes;
    private final Set<String> unread;
    private boolean refused;

    NodeImport(GraphImporter importer, OnnxNode source, List<Value> inputs) {
        this.importer = importer;
        this.source = source;
        this.inputs = trimmed(inputs);
        if (source.attributes().isEmpty()) {
            this.attributes = Map.of();
            this.unread = Collections.emptySet();
            return;
        }
        this.attributes = new LinkedHashMap<>();
        for (OnnxAttribute attribute : source.attributes().values()) {
            bind(attribute);
        }
        this.unread = new HashSet<>(attributes.keySet());
    }

    /** Replaces a reference to an attribute of the function around the node by what it means. */
    private void bind(OnnxAttribute attribute) {
        if (attribute.reference() == null) {
            attributes.put(attribute.name(), attribute);
            return;
        }
        Map<String, OnnxAttribute> outer = importer.frame().attributes();
        if (outer == null) {
            throw broken("an attribute '" + attribute.name() + "' with a value", "a reference");
        }
        OnnxAttribute value = outer.get(attribute.reference());
        if (value != null) {
            attributes.put(attribute.name(), value.renamed(attribute.name()));
        }
    }

    private static List<Value> trimmed(List<Value> values) {
        int size = values.size();
        while (size > 0 && values.get(size - 1) == null) {
            size--;
        }
        return size == values.size() ? values : values.subList(0, size);
    }

    /** Emits the operator's canonical form and sees to it that all outputs have a meaning. */
    void convert() {
        ConverterRegistry.Entry entry = ConverterRegistry.find(source.domain(), source.opType());
        Long opset = importer.frame().opsets().get(source.domain());
        if (entry != null && opset == null) {
            throw broken("an import of the operator set '" + source.domain() + "'", "none");
        }
        if (entry == null) {
            importer.session().report().refuse(opName(), opset, label());
            refused = true;
        } else if (opset < entry.oldestOpset()) {
            String what = opName() + " older than opset " + entry.oldestOpset();
            importer.session().report().refuse(what, opset, label());
            refused = true;
        } else {
            entry.converter().convert(this);
            if (!refused && !unread.isEmpty()) {
                refuse("attribute " + unread);
            }
        }
        if (refused) {
            defineMissingOutputs();
        }
    }

    /** The operator's name in its domain. */
    String opType() {
        return source.opType();
    }

    /** The operator as messages name it. */
    private String opName() {
        boolean standard = source.domain().isEmpty();
        return standard ? source.opType() : source.domain() + "." + source.opType();
    }

    /** Where the node comes from, for messages. */
    String label() {
        String prefix = importer.frame().prefix();
        return prefix.isEmpty() ? source.label() : prefix + source.label();
    }

    /** The version of the node's operator set. */
    long opset() {
        return importer.frame().opsets().get(source.domain());
    }

    Map<String, OnnxAttribute> attributes() {
        return attributes;
    }

    /** Notes that the node asks for something that is not supported. */
    void refuse(String what) {
        refused = true;
        Long opset = importer.frame().opsets().get(source.domain());
        importer.session().report().refuse(opName() + " with " + what, opset, label());
    }

    ModelFormatException broken(String expected, String found) {
        String where = "node '" + label() + "' (" + opName() + ")";
        return importer.session().broken(where, expected, found);
    }

    int inputCount() {
        return inputs.size();
    }

    boolean has(int i) {
        return input(i) != null;
    }

    /** Input {@code i}, or null if it is omitted. */
    Value input(int i) {
        return i < inputs.size() ? inputs.get(i) : null;
    }

    /** Input {@code i}, which the operator cannot do without. */
    Value required(int i) {
        if (!has(i)) {
            throw broken("input " + i, inputs.size() + " inputs");
        }
        return input(i);
    }

    /** How many outputs the node lists, unwanted ones included. */
    int outputCount() {
        return source.outputs().size();
    }

    /** Whether somebody may want output {@code i}. */
    boolean wants(int i) {
        return i < source.outputs().size() && !source.outputs().get(i).isEmpty();
    }

    /** The value of an integer attribute. */
    long integer(String name, long otherwise) {
        Object value = value(name, OnnxAttribute.Kind.INT);
        return value == null ? otherwise : (Long) value;
    }

    boolean flag(String name, boolean otherwise) {
        return integer(name, otherwise ? 1 : 0) != 0;
    }

    float real(String name, float otherwise) {
        Object value = value(name, OnnxAttribute.Kind.FLOAT);
        return value == null ? otherwise : (Float) value;
    }

    String text(String name, String otherwise) {
        Object value = value(name, OnnxAttribute.Kind.STRING);
        return value == null ? otherwise : (String) value;
    }

    /** The value of a list of integers, or null if there is none. */
    long[] integers(String name) {
        return (long[]) value(name, OnnxAttribute.Kind.INTS);
    }

    /** As {@link #integers}, with nothing for none. */
    List<Long> integerList(String name) {
        long[] values = integers(name);
        if (values == null) {
            return List.of();
        }
        List<Long> list = new ArrayList<>(values.length);
        for (long value : values) {
            list.add(value);
        }
        return Collections.unmodifiableList(list);
    }

    float[] reals(String name) {
        Object value = value(name, OnnxAttribute.Kind.FLOATS);
        return value == null ? new float[0] : (float[]) value;
    }

    /** The value of a list of strings, or null if there is none. */
    @SuppressWarnings("unchecked")
    List<String> texts(String name) {
        return (List<String>) value(name, OnnxAttribute.Kind.STRINGS);
    }

    /** The value of a tensor attribute, or null if there is none. */
    OnnxTensor tensor(String name) {
        return (OnnxTensor) value(name, OnnxAttribute.Kind.TENSOR);
    }

    /** A graph inside this node. */
    Graph branch(String name) {
        OnnxGraph graph = (OnnxGraph) value(name, OnnxAttribute.Kind.GRAPH);
        if (graph == null) {
            throw broken("attribute '" + name + "'", "none");
        }
        return importer.importBranch(graph, "node '" + label() + "'");
    }

    boolean hasAttribute(String name) {
        return attributes.containsKey(name);
    }

    /** Says that attributes change nothing about what is computed here. */
    void ignore(String... names) {
        unread.removeAll(Arrays.asList(names));
    }

    private Object value(String name, OnnxAttribute.Kind kind) {
        OnnxAttribute attribute = attributes.get(name);
        unread.remove(name);
        if (attribute == null) {
            return null;
        }
        if (attribute.kind() != kind) {
            throw broken("attribute '" + name + "' of kind " + kind, attribute.kind().toString());
        }
        return attribute.value();
    }

    /** Makes the node one operator with all its inputs. */
    void emit(Operator op) {
        emit(op, inputs);
    }

    /** Makes the node one operator with the given inputs; null for an omitted one. */
    void emit(Operator op, Value... values) {
        emit(op, trimmed(Arrays.asList(values)));
    }

    private void emit(Operator op, List<Value> values) {
        List<Value> outputs = trimmed(defineOutputs());
        if (!outputs.isEmpty()) {
            importer.add(new Node(label(), op, values, outputs));
        }
    }

    /** A step on the way to the node's outputs. */
    Value step(Operator op, Value... values) {
        Value result = new Value(label() + "/" + op.name(), null);
        List<Value> used = trimmed(Arrays.asList(values));
        importer.add(new Node(label(), op, used, List.of(result)));
        return result;
    }

    /** Steps that give several values at once. */
    List<Value> steps(Operator op, int results, Value... values) {
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < results; i++) {
            outputs.add(new Value(label() + "/" + op.name() + i, null));
        }
        importer.add(new Node(label(), op, trimmed(Arrays.asList(values)), outputs));
        return outputs;
    }

    /** Makes output {@code i} the result of an operator of its own. */
    void emitOutput(int i, Operator op, Value... values) {
        Value output = newOutput(i);
        importer.add(new Node(label(), op, trimmed(Arrays.asList(values)), List.of(output)));
    }

    /** Makes the node's only output a constant. */
    void emitConstant(OnnxTensor tensor) {
        if (tensor.data() == null) {
            refuse(tensor.obstacle());
            return;
        }
        String name = source.outputs().get(0);
        String display = importer.frame().displayName(name);
        importer.define(name, Value.ofConstant(display, tensor.data()));
    }

    /** A small constant for use by this node. */
    Value constant(String what, Tensor tensor) {
        return Value.ofConstant(label() + "/" + what, tensor);
    }

    /** A list of integers as an input, which is how newer opsets have it. */
    Value listConstant(String what, long[] values) {
        return constant(what, Tensor.ofLongs(new long[] {values.length}, values));
    }

    /** A number of the element type of {@code x}. */
    Value scalarLike(float number, Value x) {
        Value scalar = constant("scalar", Tensor.ofFloats(new long[0], number));
        boolean isFloat = x.type() != null && x.type().dtype() == DType.FLOAT32;
        return isFloat ? scalar : step(new CastLike(), scalar, x);
    }

    private List<Value> defineOutputs() {
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < source.outputs().size(); i++) {
            outputs.add(wants(i) ? newOutput(i) : null);
        }
        return outputs;
    }

    /** Gives names a meaning after a refusal, so that the nodes behind can be looked at too. */
    private void defineMissingOutputs() {
        for (int i = 0; i < source.outputs().size(); i++) {
            if (wants(i) && !importer.isDefined(source.outputs().get(i))) {
                newOutput(i);
            }
        }
    }

    private Value newOutput(int i) {
        String name = source.outputs().get(i);
        Value output = new Value(importer.frame().displayName(name), null);
        importer.define(name, output);
        return output;
    }
}
