package dev.sagas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * Something that a record cannot be encoded or decoded without does not answer: an outage, which
 * says nothing about the record. The call should be repeated later.
 */
public abstract sealed class CodecOutageException extends SerializationException
    permits RegistryUnavailableException, ClaimUnavailableException, ClaimNeededException {
  CodecOutageException(String message) {
    super(message);
  }

  CodecOutageException(String message, Throwable cause) {
    super(message, cause);
  }
}
