package org.ossicle.decode;

/**
 * One word and the tokens that spell it. Two words share a token where one piece holds several CJK
 * characters.
 *
 * @param text the word, without spaces
 * @param firstToken index of its first token
 * @param endToken index after its last token
 */
public record WordSpan(String text, int firstToken, int endToken) {}
