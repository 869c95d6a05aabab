package org.ossicle.onnx;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operators that can be imported: the one table in which all are looked up. */
final class ConverterRegistry {
    /** The domain of the operators that ONNX Runtime adds. */
    static final String MICROSOFT = "com.microsoft";

    /**
     * The opset since which binary operators broadcast as they do today; what older models mean by
     * an operator is only known for those that never changed.
     */
    private static final int OLDEST_OPSET = 7;

    private static final ConverterRegistry ALL = new ConverterRegistry();

    private final Map<String, Entry> entries = new TreeMap<>();

    /**
     * An operator that can be imported.
     *
     * @param converter brings it to canonical form
     * @param oldestOpset the first version of its operator set that the converter understands
     */
    record Entry(Converter converter, int oldestOpset) {}

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
        AttentionConverters.register(this);
        SignalConverters.register(this);
        ArrangementConverters.register(this);
        ComposedConverters.register(this);
        MicrosoftConverters.register(this);
    }

    /** Adds an operator of ONNX's own domain. */
    void add(String opType, Converter converter) {
        put(opType, new Entry(converter, OLDEST_OPSET));
    }

    /** Adds an operator of ONNX's own domain that has been the same since the first opset. */
    void addTimeless(String opType, Converter converter) {
        put(opType, new Entry(converter, 1));
    }

    void add(String domain, String opType, Converter converter) {
        put(key(domain, opType), new Entry(converter, 1));
    }

    private void put(String key, Entry entry) {
        if (entries.put(key, entry) != null) {
            throw new IllegalStateException("two converters for " + key);
        }
    }

    /** The entry, or null if the operator is not supported. */
    static Entry find(String domain, String opType) {
        return ALL.entries.get(key(domain, opType));
    }

    static List<String> names() {
        return List.copyOf(ALL.entries.keySet());
    }

    private static String key(String domain, String opType) {
        return domain.isEmpty() ? opType : domain + "." + opType;
    }
}
