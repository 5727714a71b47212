package dev.sagas.participant;

import dev.sagas.protocol.BoundedText;
import dev.sagas.protocol.SagaHeaders;

/**
 * Why a command was rejected or failed.
 *
 * <ul>
 *   <li>The message is truncated to {@link SagaHeaders#MAX_ERROR_MESSAGE_BYTES} between two
 *       characters; control characters become spaces, because databases and terminals refuse some
 *       of them.
 * </ul>
 */
record ReplyError(String code, String message) {
  ReplyError {
    ErrorCode.check(code);
    message =
        BoundedText.ofBytes(
            message.replaceAll("\\p{Cntrl}", " "), SagaHeaders.MAX_ERROR_MESSAGE_BYTES);
  }
}
