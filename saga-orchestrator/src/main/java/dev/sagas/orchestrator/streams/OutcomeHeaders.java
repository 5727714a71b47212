package dev.sagas.orchestrator.streams;

import dev.sagas.engine.wire.OutboundRecord;
import java.util.Map;

/** Adds headers to outcomes. Asked on stream threads: must be quick. */
@FunctionalInterface
public interface OutcomeHeaders {
  /** Outcomes have the protocol's headers only. */
  OutcomeHeaders NONE = record -> Map.of();

  /**
   * The headers to add, in the order in which they are written.
   *
   * @param record to be sent; it need not be an outcome
   * @return empty if the record stays as it is
   */
  Map<String, String> of(OutboundRecord record);
}
