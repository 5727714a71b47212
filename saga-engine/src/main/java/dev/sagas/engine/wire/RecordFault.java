package dev.sagas.engine.wire;

import dev.sagas.serde.CorruptRecordException;
import dev.sagas.serde.UnknownSchemaException;

/** Distinguishes a fault of one record from an outage of the registry. */
public final class RecordFault {
  private RecordFault() {}

  /** True if bytes could not be read for what they are, and will not be readable later. */
  public static boolean isOne(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CorruptRecordException || cause instanceof UnknownSchemaException) {
        return true;
      }
    }
    return false;
  }
}
