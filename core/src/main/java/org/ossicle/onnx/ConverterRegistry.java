package org.ossicle.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operators that can be imported: the one table in which all are looked up. Relatives share a
 * converter, which tells them apart by a switch: an object or lambda for each would take a JVM that
 * has just started longer than the import of a small model.
 */
final class ConverterRegistry {
    /** The domain of the operators that ONNX Runtime adds. */
    static final String MICROSOFT = "com.microsoft";

    /**
     * The opset since which binary operators broadcast as they do today; what older models mean by
     * an operator is only known for those that never changed.
     */
    private static final int OLDEST_OPSET = 7;

    private static final ConverterRegistry ALL = new ConverterRegistry();

    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * An operator that can be imported.
     *
     * @param converter brings it and its relatives to canonical form
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

    /** Adds operators of ONNX's own domain. */
    void add(Converter converter, String... opTypes) {
        for (String opType : opTypes) {
            put(opType, new Entry(converter, OLDEST_OPSET));
        }
    }

    /** Adds operators of ONNX's own domain that have been the same since the first opset. */
    void addTimeless(Converter converter, String... opTypes) {
        for (String opType : opTypes) {
            put(opType, new Entry(converter, 1));
        }
    }

    /** Adds operators of {@link #MICROSOFT}'s domain. */
    void addMicrosoft(Converter converter, String... opTypes) {
        for (String opType : opTypes) {
            put(key(MICROSOFT, opType), new Entry(converter, 1));
        }
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
        List<String> names = new ArrayList<>(ALL.entries.keySet());
        Collections.sort(names);
        return Collections.unmodifiableList(names);
    }

    /** What a converter throws that was registered for an operator that it does not know. */
    static IllegalStateException unknown(String opType) {
        return new IllegalStateException("no converter knows " + opType);
    }

    private static String key(String domain, String opType) {
        return domain.isEmpty() ? opType : domain + "." + opType;
    }
}
