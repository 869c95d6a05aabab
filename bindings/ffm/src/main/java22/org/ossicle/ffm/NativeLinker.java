package org.ossicle.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.ossicle.error.EngineException;
import org.ossicle.loader.NativeInterface;
import org.ossicle.loader.NativeLibraryFile;

/**
 * Links the functions of the library, in groups: {@link LibraryFunctions}, {@link PlanFunctions}
 * and {@link StateFunctions} repeat the C signatures, with addresses as 64-bit numbers. They are
 * records, because the JVM trusts the components of a record to stay as they are and so inlines the
 * calls; each is linked when it is first used, because a new signature takes a JVM that has just
 * started some milliseconds.
 *
 * <p>All are linked ordinarily, never as critical: a thread inside native code does not hold up the
 * garbage collector.
 */
final class NativeLinker {
    /** The linker of the one library of this process, which stays open. */
    static final NativeLinker INSTANCE = new NativeLinker(NativeLibraryFile.locate());

    private final NativeLibraryFile library;
    private final SymbolLookup symbols;

    private NativeLinker(NativeLibraryFile library) {
        this.library = library;
        if (ADDRESS.byteSize() != Long.BYTES) {
            throw new EngineException(
                    "engine native-ffm",
                    "a machine with 64-bit addresses",
                    "addresses of " + ADDRESS.byteSize() + " bytes",
                    "use the JNA engine, which fits any machine");
        }
        this.symbols = SymbolLookup.libraryLookup(library.file(), Arena.global());
    }

    int abiVersion() {
        try {
            return (int) function("abi_version", JAVA_INT).invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("a native call threw " + e, e);
        }
    }

    MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return bind(name, FunctionDescriptor.of(result, arguments));
    }

    MethodHandle procedure(String name, MemoryLayout... arguments) {
        return bind(name, FunctionDescriptor.ofVoid(arguments));
    }

    private MethodHandle bind(String name, FunctionDescriptor signature) {
        MemorySegment symbol = symbols.find("ossicle_" + name).orElse(null);
        if (symbol == null) {
            throw NativeInterface.mismatch(library, "a function ossicle_" + name, "none");
        }
        return Linker.nativeLinker().downcallHandle(symbol, signature);
    }
}
