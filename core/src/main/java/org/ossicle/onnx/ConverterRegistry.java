package org.ossicle.onnx;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operators that can be imported: the one table in which all are looked up. */
final class ConverterRegistry {
    /** The domain of the operators that ONNX Runtime adds. */
    static final String MICROSOFT = "com.microsoft";

    private static final ConverterRegistry ALL = new ConverterRegistry();

    private final Map<String, Converter> converters = new TreeMap<>();

    private ConverterRegistry() {
        UnaryConverters.register(this);
        BinaryConverters.register(this);
        ValueConverters.register(this);
        ShapeConverters.register(this);
        IndexConverters.register(this);
        ReduceConverters.register(this);
        MatrixConverters.register(this);
        WindowConverters.register(this);
        NormalizationConverters.register(this);
        QuantizationConverters.register(this);
        RecurrentConverters.register(this);
        MicrosoftConverters.register(this);
    }

    /** Adds an operator of ONNX's own domain. */
    void add(String opType, Converter converter) {
        add(OnnxHeader.DEFAULT_DOMAIN, opType, converter);
    }

    void add(String domain, String opType, Converter converter) {
        if (converters.put(key(domain, opType), converter) != null) {
            throw new IllegalStateException("two converters for " + key(domain, opType));
        }
    }

    /** The converter, or null if the operator is not supported. */
    static Converter find(String domain, String opType) {
        return ALL.converters.get(key(domain, opType));
    }

    static List<String> names() {
        return List.copyOf(ALL.converters.keySet());
    }

    private static String key(String domain, String opType) {
        return domain.isEmpty() ? opType : domain + "." + opType;
    }
}
