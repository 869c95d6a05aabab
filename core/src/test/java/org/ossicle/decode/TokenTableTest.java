package org.ossicle.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;

class TokenTableTest {
    private static TokenTable table(String... lines) {
        return parse(String.join("\n", lines).getBytes(UTF_8));
    }

    private static TokenTable parse(byte[] file) {
        return TokenTable.read(ByteBuffer.wrap(file), "tokens.txt", SymbolEncoding.PLAIN);
    }

    @Test
    void readsTheSameTableFromPathStreamAndBuffer(@TempDir Path folder) throws IOException {
        byte[] file = "<blk> 0\n\u2581HE 1\nLLO 2\n".getBytes(UTF_8);
        Path path = Files.write(folder.resolve("tokens.txt"), file);
        InputStream stream = new ByteArrayInputStream(file);
        ByteBuffer direct = ByteBuffer.allocateDirect(file.length + 2).put(0, (byte) 'x');
        direct.position(1).put(file).flip().position(1);
        for (TokenTable table :
                new TokenTable[] {
                    TokenTable.read(path),
                    TokenTable.read(stream, "s", SymbolEncoding.PLAIN),
                    TokenTable.read(direct, "b", SymbolEncoding.PLAIN)
                }) {
            assertEquals(3, table.size());
            assertEquals("\u2581HE", table.piece(1));
            assertEquals(2, table.id("LLO"));
            assertEquals(TokenTable.NONE, table.id("HE"));
        }
        assertEquals(1, direct.position(), "the buffer's position must not move");
    }

    @Test
    void acceptsCrlfTrailingBlanksEmptyLinesAndByteOrderMark() {
        TokenTable table = table("\uFEFF<blk>  0\r", "", "a\t1 \t\r", "  b 2", "\r", "");
        assertEquals(3, table.size());
        assertEquals("<blk>", table.piece(0));
        assertEquals("a", table.piece(1));
        assertEquals("b", table.piece(2));
    }

    @Test
    void takesIdsInAnyOrderAndTheLaterOfTwoLines() {
        TokenTable table = table("c 2", "a 0", "old 1", "new 1", "a 3");
        assertEquals("new", table.piece(1));
        assertEquals(3, table.id("a"), "of two ids for one symbol the later wins");
        assertEquals("a", table.piece(0));
        assertEquals(4, table.size());
    }

    @Test
    void givesALineWithOnlyAnIntegerToTheSpace() {
        TokenTable table = table("<blk> 0", "  1 ", "7 2");
        assertEquals(" ", table.piece(1));
        assertEquals("7", table.piece(2));
        assertArrayEquals(new byte[] {' '}, table.text(1));
    }

    @Test
    void keepsBlanksOutsideAsciiAsSymbols() {
        TokenTable table = table("\u3000 0", "\u00A0 1", "\u2028 2");
        assertEquals("\u3000", table.piece(0));
        assertEquals("\u00A0", table.piece(1));
        assertEquals("\u2028", table.piece(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a 0|b -1; tokens.txt:2; -1",
                "a 0|b; tokens.txt:2; 'b'",
                "a 0|b 1 2; tokens.txt:2; 'b 1 2'",
                "a 0|b 99999999999; tokens.txt:2; 99999999999",
                "a 0|b 1.5; tokens.txt:2; 1.5",
                "a 0|b 3|c 1; tokens.txt:2; id 2",
                "a 0|b 2147483647; tokens.txt:2; id 1",
                "|; tokens.txt:1; no line",
            })
    void namesFileAndLineOfWhatItCannotRead(String file, String where, String found) {
        ModelFormatException e =
                assertThrows(ModelFormatException.class, () -> table(file.split("\\|")));
        assertEquals(where, e.where());
        assertTrue(e.found().contains(found), e.getMessage());
    }

    @Test
    void refusesSymbolsThatAreNotUtf8() {
        byte[] file = {'a', ' ', '0', '\n', (byte) 0xE4, (byte) 0xBD, ' ', '1'};
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> parse(file));
        assertEquals("tokens.txt:2", e.where());
    }

    @Test
    void saysWhichFileIsMissing(@TempDir Path folder) {
        Path missing = folder.resolve("tokens.txt");
        ModelFileException e =
                assertThrows(ModelFileException.class, () -> TokenTable.read(missing));
        assertEquals(missing.toString(), e.where());
    }

    @Test
    void decodesBase64SymbolsThatSplitACharacter() {
        byte[] ni = "\u4F60".getBytes(UTF_8);
        String head = Base64.getEncoder().encodeToString(new byte[] {ni[0], ni[1]});
        String tail = Base64.getEncoder().encodeToString(new byte[] {ni[2]});
        String word = Base64.getEncoder().encodeToString(" yes".getBytes(UTF_8));
        byte[] file = (head + " 0\n" + tail + " 1\n" + word + " 2\n").getBytes(UTF_8);
        TokenTable table =
                TokenTable.read(ByteBuffer.wrap(file), "tokens.txt", SymbolEncoding.BASE64);
        Detokenizer text = new Detokenizer(table);
        text.append(0);
        assertEquals("", text.text());
        text.append(1);
        text.append(2);
        assertEquals("\u4F60 yes", text.text());

        byte[] broken = "YQ== 0\n*** 1\n".getBytes(UTF_8);
        ModelFormatException e =
                assertThrows(
                        ModelFormatException.class,
                        () -> TokenTable.read(ByteBuffer.wrap(broken), "t", SymbolEncoding.BASE64));
        assertEquals("t:2", e.where());
    }

    @Test
    void findsTheBlankInTheOrderOfTheKnownNames() {
        assertEquals(1, table("a 0", "<blk> 1", "<blank> 2").ctcBlankId());
        assertEquals(2, table("a 0", "<blank> 1", "<eps> 2").ctcBlankId());
        assertEquals(0, table("<blank> 0", "a 1").ctcBlankId());
        assertThrows(ModelFormatException.class, () -> table("a 0", "b 1").ctcBlankId());
    }

    @Test
    void tellsMarksFromText() {
        TokenTable table = table("<unk> 0", "<en-US> 1", "<0x41> 2", "< 3", "a>b 4", "<> 5");
        assertEquals(0, table.unknownId());
        assertTrue(table.isControl(0));
        assertTrue(table.isControl(1));
        for (int id = 2; id < table.size(); id++) {
            assertFalse(table.isControl(id), table.piece(id));
        }
        assertEquals(TokenTable.NONE, table("a 0").unknownId());
    }

    @Test
    void checksThatEveryScoreHasAToken() {
        TokenTable table = table("a 0", "b 1", "#0 2");
        table.requireCovers(2);
        table.requireCovers(3);
        ModelFormatException e =
                assertThrows(ModelFormatException.class, () -> table.requireCovers(4));
        assertTrue(e.getMessage().contains("4") && e.getMessage().contains("3"), e.getMessage());
    }

    @Test
    void detectsHowPiecesJoin() {
        assertEquals(PieceStyle.SENTENCE_PIECE, table("\u2581a 0", "b@@ 1").style());
        assertEquals(PieceStyle.SENTENCE_PIECE, table("a 0", "@@ 1", "\u4F60 2").style());
        assertEquals(PieceStyle.GLUED, table("<blank> 0", "hel@@ 1", "lo 2").style());
        assertEquals(PieceStyle.BYTE_LEVEL, table("<blk> 0", "\u2581\u018B\u0163 1").style());
        assertEquals(
                PieceStyle.SENTENCE_PIECE,
                table("\u2581\u01B0\u01A1 0", "\u1EBF 1").style(),
                "Vietnamese letters of the alphabet's range do not make a byte-level vocabulary");
        assertEquals(PieceStyle.SENTENCE_PIECE, table("\u0142 0", "a 1").style());
    }

    @Test
    void canBeReadInAnotherStyle() {
        TokenTable detected = table("a@@ 0", "b 1");
        TokenTable plain = detected.withStyle(PieceStyle.SENTENCE_PIECE);
        assertArrayEquals("a".getBytes(UTF_8), detected.text(0));
        assertArrayEquals("a@@".getBytes(UTF_8), plain.text(0));
        assertSame(detected, detected.withStyle(PieceStyle.GLUED));
    }

    @Test
    void readsThePublishedTable() {
        String shared = System.getProperty("ossicle.shared", "");
        Path file = Path.of(shared, "models", "zipformer2-en-3.3M", "tokens.txt");
        Assumptions.assumeTrue(Files.exists(file), "no published model at " + file);
        TokenTable table = TokenTable.read(file);
        assertEquals(500, table.size());
        assertEquals(0, table.ctcBlankId());
        assertEquals(2, table.unknownId());
        assertEquals("\u2581THE", table.piece(5));
        assertEquals(PieceStyle.SENTENCE_PIECE, table.style());
    }
}
