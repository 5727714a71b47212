package dev.sagas.participant;

import dev.sagas.protocol.SagaHeaders;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Why a command was rejected or failed.
 *
 * <ul>
 *   <li>The message is cut to {@link SagaHeaders#MAX_ERROR_MESSAGE_BYTES} between two characters;
 *       control characters become spaces, because databases and terminals refuse some of them.
 * </ul>
 */
record ReplyError(String code, String message) {
  ReplyError {
    ErrorCode.check(code);
    message = cut(message.replaceAll("\\p{Cntrl}", " "));
  }

  private static String cut(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(SagaHeaders.MAX_ERROR_MESSAGE_BYTES);
    CharBuffer rest = CharBuffer.wrap(text);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .encode(rest, bytes, true);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }
}
