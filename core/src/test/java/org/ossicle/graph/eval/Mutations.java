package org.ossicle.graph.eval;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.Op;
import org.ossicle.graph.op.ResizeRule;

/** Small damage to operators and tensors, drawn at random. */
final class Mutations {
    private static final long[] EXTREMES = {
        Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, 1L << 40, 1L << 20
    };

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** The example with one or two things changed. */
    OperatorExamples.Example mutate(OperatorExamples.Example example) {
        Op op = example.op();
        Tensor[] inputs = example.inputs().clone();
        for (int i = random.nextInt(2); i >= 0; i--) {
            int target = random.nextInt(2 * inputs.length + 1);
            if (target >= 2 * inputs.length) {
                op = (Op) mutateRecord(op);
            } else if (target >= inputs.length) {
                inputs = mutateList(inputs);
            } else if (inputs[target] != null) {
                inputs[target] = mutateValue(inputs[target]);
            }
        }
        return new OperatorExamples.Example(op, 1 + random.nextInt(3), inputs);
    }

    /** Sizes of which one is absurd. */
    long[] stretch(long[] dims) {
        long[] sizes = dims.length == 0 ? new long[1] : dims.clone();
        sizes[random.nextInt(sizes.length)] = 1L << 20 + random.nextInt(40);
        return sizes;
    }

    private Tensor[] mutateList(Tensor[] inputs) {
        int i = random.nextInt(inputs.length);
        Tensor[] result = inputs.clone();
        switch (random.nextInt(4)) {
            case 0 -> result[i] = i == 0 ? result[i] : null;
            case 1 -> result = Arrays.copyOf(inputs, Math.max(1, i));
            case 2 -> result[i] = inputs[random.nextInt(inputs.length)];
            default -> result[i] = inputs[i] == null ? null : reshape(inputs[i]);
        }
        return result;
    }

    /** Another shape, with other elements or other element types. */
    private Tensor reshape(Tensor tensor) {
        long[] dims = tensor.dims();
        DType type = tensor.dtype();
        switch (random.nextInt(4)) {
            case 0 -> dims = Arrays.copyOf(dims, Math.max(0, dims.length - 1));
            case 1 -> {
                dims = Arrays.copyOf(dims, dims.length + 1);
                dims[dims.length - 1] = random.nextInt(3);
            }
            case 2 -> type = dtype();
            default -> {
                if (dims.length > 0) {
                    dims[random.nextInt(dims.length)] = random.nextInt(6);
                }
            }
        }
        return OperatorExamples.tensor(type, dims);
    }

    private DType dtype() {
        DType type = DType.values()[random.nextInt(DType.values().length)];
        return type == DType.STRING ? DType.FLOAT64 : type;
    }

    private Tensor mutateValue(Tensor tensor) {
        Tensor copy = Tensor.zeros(tensor.dtype(), tensor.dims());
        copy.data().put(tensor.data());
        if (copy.elements() > 0) {
            int i = random.nextInt(copy.elements());
            if (copy.dtype().isFloat() && random.nextInt(3) == 0) {
                copy.setDouble(i, random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY);
            } else {
                copy.setLong(i, number());
            }
        }
        return copy;
    }

    private long number() {
        return random.nextInt(3) == 0
                ? EXTREMES[random.nextInt(EXTREMES.length)]
                : random.nextInt(12) - 5;
    }

    private Record mutateRecord(Object source) {
        Class<?> type = source.getClass();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        int target = components.length == 0 ? -1 : random.nextInt(components.length);
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Object value = components[i].getAccessor().invoke(source);
                values[i] = i == target ? mutateComponent(types[i], value) : value;
            }
            return (Record) type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                return (Record) source;
            }
            throw new AssertionError("cannot make a " + type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private Object mutateComponent(Class<?> type, Object value) {
        if (type == long.class) {
            return number();
        } else if (type == float.class) {
            return (float) number() / 2;
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == DType.class) {
            return dtype();
        } else if (value instanceof Op
                || value instanceof ConvAttributes
                || value instanceof ResizeRule) {
            return mutateRecord(value);
        } else if (type == String.class) {
            StringBuilder text = new StringBuilder((String) value);
            text.setCharAt(random.nextInt(text.length()), "ij.,->k$ ".charAt(random.nextInt(9)));
            return text.toString();
        } else if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        } else if (value instanceof List<?> list
                && list.stream().allMatch(Long.class::isInstance)) {
            List<Object> changed = new ArrayList<>(list);
            changed.add(random.nextInt(changed.size() + 1), number());
            if (random.nextInt(3) > 0) {
                changed.remove(random.nextInt(changed.size()));
            }
            return changed;
        }
        return value;
    }
}
