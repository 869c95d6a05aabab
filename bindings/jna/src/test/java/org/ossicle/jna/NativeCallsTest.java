package org.ossicle.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NativeCallsTest {
    @Test
    void namesFunctionsAsTheHeaderDoes() {
        assertEquals("ossicle_state_run", NativeCalls.functionName("stateRun"));
        assertEquals("ossicle_cpu_feature_name", NativeCalls.functionName("cpuFeatureName"));
        assertEquals("ossicle_version", NativeCalls.functionName("version"));
    }

    /** JNA converts anything else on the way, which costs time and garbage. */
    @Test
    void takesAddressesAndNumbersOnly() {
        List<Class<?>> plain = List.of(int.class, long.class, com.sun.jna.Pointer.class);
        for (Method method : NativeCalls.class.getDeclaredMethods()) {
            if (Modifier.isNative(method.getModifiers())) {
                assertTrue(
                        plain.containsAll(Arrays.asList(method.getParameterTypes())),
                        method.toString());
            }
        }
    }

    @Test
    void tellsAboutTheLibrary() {
        Map<String, String> facts = new JnaEngineProvider().open().facts();
        assertEquals(NativeCalls.LIBRARY.file().toString(), facts.get("library"));
        assertTrue(facts.get("library version").matches("\\d+\\.\\d+\\.\\d+"), facts.toString());
        assertTrue(Long.parseLong(facts.get("native bytes in use")) >= 0);
    }
}
