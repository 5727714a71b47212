package dev.sagas.operate.action;

import dev.sagas.engine.core.Bytes;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A saga that is to be started.
 *
 * @param version the newest that is deployed if empty
 * @param data in wire format
 * @param requestedBy who starts it, journaled as stated
 */
public record StartOrder(
    SagaId saga,
    SagaType type,
    OptionalInt version,
    Bytes data,
    Map<String, String> labels,
    String requestedBy) {
  public StartOrder {
    labels = Map.copyOf(labels);
  }
}
