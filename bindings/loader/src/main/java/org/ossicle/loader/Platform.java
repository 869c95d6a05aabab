package org.ossicle.loader;

import java.util.Locale;

/**
 * The kind of machine a native library is built for.
 *
 * @param name operating system and processor, such as {@code linux-x86_64}
 * @param libraryFile the file name of the library there
 */
public record Platform(String name, String libraryFile) {

    /** The machine this JVM runs on. */
    public static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /**
     * The platform for what a JVM says of its machine.
     *
     * @param osName the system property {@code os.name}
     * @param osArch the system property {@code os.arch}
     */
    public static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch =
                switch (osArch.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64", "x64" -> "x86_64";
                    case "aarch64", "arm64" -> "aarch64";
                    case "arm", "armv7l", "armhf" -> "armhf";
                    default -> osArch.toLowerCase(Locale.ROOT);
                };
        if (os.startsWith("mac")) {
            return new Platform("macos-" + arch, "libossicle.dylib");
        }
        if (os.startsWith("windows")) {
            return new Platform("windows-" + arch, "ossicle.dll");
        }
        return new Platform(os.replace(' ', '_') + "-" + arch, "libossicle.so");
    }

    /** Where the library of this platform lies in its jar. */
    public String resource() {
        return "org/ossicle/native/" + name + "/" + libraryFile;
    }
}
