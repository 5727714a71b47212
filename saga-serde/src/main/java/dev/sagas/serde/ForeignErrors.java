package dev.sagas.serde;

import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Converts what other serializers throw, mainly Confluent's, to this package's exceptions.
 *
 * <ul>
 *   <li>An answer of the registry is Confluent's {@code RestClientException}, known by its name so
 *       that the class need not be there.
 *   <li>An {@link IOException} that Avro's decoder threw is about the bytes; any other is an
 *       outage.
 * </ul>
 */
final class ForeignErrors {
  private static final String REST_EXCEPTION =
      "io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException";
  private static final int MAX_CAUSES = 20;

  private ForeignErrors() {}

  static SerializationException whileEncoding(String topic, String schema, RuntimeException e) {
    String what = schema + " (topic " + topic + ")";
    Optional<SerializationException> outage = outage(what, e);
    if (e instanceof SerializationException own && isOurs(own)) {
      return own;
    }
    int status = registryStatus(e);
    if (status == 404) {
      return new SchemaNotRegisteredException(
          "Expected the schema of " + what + " to be registered, but it is not", e);
    }
    if (status == 409 || status == 422) {
      return new IncompatibleSchemaException(
          "Expected the registry to accept the schema of " + what + ", but it refused", e);
    }
    return outage.orElseGet(
        () -> new SerializationException("Expected " + what + " to be encoded, but it was not", e));
  }

  static SerializationException whileDecoding(String topic, int schemaId, RuntimeException e) {
    if (e instanceof SerializationException own && isOurs(own)) {
      return own;
    }
    String what = "(" + SagaAvroDeserializer.whence(topic, schemaId) + ")";
    if (registryStatus(e) == 404) {
      return new UnknownSchemaException(
          "Expected the registry to know the schema of a value, but it does not " + what, e);
    }
    return outage("a value " + what, e)
        .orElseGet(
            () ->
                new CorruptRecordException(
                    "Expected a value to be Avro, but it is not " + what, e));
  }

  private static boolean isOurs(SerializationException e) {
    return e.getClass().getPackage() == ForeignErrors.class.getPackage();
  }

  private static Optional<SerializationException> outage(String what, RuntimeException e) {
    boolean answeredBadly = registryStatus(e) > 0;
    if (!answeredBadly && !isNetworkTrouble(e)) {
      return Optional.empty();
    }
    return Optional.of(
        new RegistryUnavailableException("Expected the registry to answer about " + what, e));
  }

  /** The status of the registry's answer, or 0 if there was none. */
  private static int registryStatus(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause.getClass().getName().equals(REST_EXCEPTION)) {
        return statusOf(cause);
      }
      cause = cause.getCause();
    }
    return 0;
  }

  private static int statusOf(Throwable restException) {
    try {
      return (int) restException.getClass().getMethod("getStatus").invoke(restException);
    } catch (ReflectiveOperationException e) {
      return 500; // a class of this name without a status: all that is known is that it failed
    }
  }

  private static boolean isNetworkTrouble(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof IOException && !isThrownByAvro(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isThrownByAvro(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().startsWith("org.apache.avro.io.")) {
        return true;
      }
    }
    return false;
  }
}
