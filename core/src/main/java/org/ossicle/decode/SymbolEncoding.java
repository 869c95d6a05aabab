package org.ossicle.decode;

/** How the symbols of a token file are written. */
public enum SymbolEncoding {
    /** The symbol itself, in UTF-8. */
    PLAIN,

    /** The bytes of the symbol in base64; they need not be valid UTF-8 on their own. */
    BASE64
}
