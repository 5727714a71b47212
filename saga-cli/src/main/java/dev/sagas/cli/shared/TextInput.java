package dev.sagas.cli.shared;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text in UTF-8 that is passed to a command: in a file, or on standard input for {@code -}. */
public final class TextInput {
  private TextInput() {}

  /**
   * Reads all of it.
   *
   * @throws IOException if it has more bytes, is not UTF-8, or cannot be read
   */
  public static String read(String file, int maxBytes) throws IOException {
    byte[] bytes;
    try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      bytes = in.readNBytes(maxBytes + 1);
    }
    String from = file.equals("-") ? "standard input" : file;
    if (bytes.length > maxBytes) {
      throw new IOException("Expected at most " + maxBytes + " bytes in " + from);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("Expected " + from + " to be UTF-8, but it is not", e);
    }
  }
}
