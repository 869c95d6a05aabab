package org.ossicle.onnx;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Dim;
import org.ossicle.graph.Shape;

/** Decodes {@code ValueInfoProto}: the name and type of an input or output. */
final class TypeDecoder {
    private static final int MAX_RANK = 64;

    private final WireReader in;
    private String name = "";
    private DType dtype;
    private List<Dim> dims;
    private String obstacle;

    private TypeDecoder(WireReader in) {
        this.in = in;
    }

    /** Decodes the message that {@code in} has entered. */
    static OnnxValueInfo decode(WireReader in) {
        return new TypeDecoder(in).valueInfo();
    }

    private OnnxValueInfo valueInfo() {
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.string();
                case 2 -> type();
                default -> in.skip();
            }
        }
        Shape shape = dims == null ? null : new Shape(named(dims));
        return new OnnxValueInfo(name, obstacle == null ? dtype : null, shape, obstacle);
    }

    private void type() {
        long outer = in.enter();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> tensor();
                case 4 -> obstacle = other("a sequence");
                case 5 -> obstacle = other("a map");
                case 7 -> obstacle = other("an opaque type");
                case 8 -> obstacle = other("a sparse tensor");
                case 9 -> obstacle = other("an optional");
                default -> in.skip();
            }
        }
        in.leave(outer);
    }

    private String other(String what) {
        in.skip();
        return what;
    }

    private void tensor() {
        long outer = in.enter();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> {
                    int code = (int) in.integer();
                    dtype = ElementTypes.numeric(code);
                    if (dtype == null && code != 0) {
                        obstacle = "a tensor of " + ElementTypes.name(code);
                    }
                }
                case 2 -> {
                    dims = new ArrayList<>();
                    shape();
                }
                default -> in.skip();
            }
        }
        in.leave(outer);
    }

    private void shape() {
        long shape = in.enter();
        while (in.next()) {
            if (in.field() != 1) {
                in.skip();
                continue;
            }
            if (dims.size() == MAX_RANK) {
                throw in.damaged(in.position(), "at most " + MAX_RANK + " dimensions", "more");
            }
            long outer = in.enter();
            dims.add(dim());
            in.leave(outer);
        }
        in.leave(shape);
    }

    /** A dimension; the symbol "" stands for one with neither size nor name. */
    private Dim dim() {
        Dim dim = Dim.symbol("");
        while (in.next()) {
            switch (in.field()) {
                case 1 -> {
                    long size = in.integer();
                    if (size < -1) {
                        throw new ModelFormatException(
                                in.source().name() + ", value '" + name + "'",
                                "sizes of at least 0",
                                size + "",
                                "export the model again");
                    }
                    dim = size == -1 ? Dim.symbol("") : Dim.of(size);
                }
                case 2 -> dim = Dim.symbol(in.string());
                default -> in.skip();
            }
        }
        return dim;
    }

    private List<Dim> named(List<Dim> raw) {
        List<Dim> named = new ArrayList<>(raw.size());
        for (Dim dim : raw) {
            boolean nameless = !dim.isKnown() && dim.symbol().isEmpty();
            named.add(nameless ? Dim.symbol(name + "_dim" + named.size()) : dim);
        }
        return named;
    }
}
