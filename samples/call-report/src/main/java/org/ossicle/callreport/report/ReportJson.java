package org.ossicle.callreport.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.ossicle.callreport.analysis.Spans;

/** How records become JSON: numbers with three decimals, stretches of time as lists. */
public final class ReportJson {
    private static final int DECIMALS = 3;

    /** One object, readable by people too. */
    public static final ObjectMapper PRETTY = mapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** One object without spaces. */
    public static final ObjectMapper COMPACT = mapper();

    private ReportJson() {}

    private static ObjectMapper mapper() {
        SimpleModule module =
                new SimpleModule()
                        .addSerializer(Double.class, new Rounded<>(Double.class))
                        .addSerializer(double.class, new Rounded<>(Double.class))
                        .addSerializer(Float.class, new Rounded<>(Float.class))
                        .addSerializer(float.class, new Rounded<>(Float.class))
                        .addSerializer(new SpansAsList());
        return JsonMapper.builder()
                .addModule(module)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    private static final class Rounded<N extends Number> extends StdSerializer<N> {
        Rounded(Class<N> type) {
            super(type);
        }

        @Override
        public void serialize(N value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            BigDecimal exact = BigDecimal.valueOf(value.doubleValue());
            json.writeNumber(exact.setScale(DECIMALS, RoundingMode.HALF_UP));
        }
    }

    private static final class SpansAsList extends StdSerializer<Spans> {
        SpansAsList() {
            super(Spans.class);
        }

        @Override
        public void serialize(Spans value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            provider.defaultSerializeValue(value.list(), json);
        }
    }
}
