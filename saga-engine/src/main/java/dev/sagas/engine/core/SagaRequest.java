package dev.sagas.engine.core;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What the saga was asked for.
 *
 * @param payloadDigest of the request's value bytes: tells a duplicate from a conflict (R1)
 * @param dataType full name of the data record
 * @param deadlineAtMs when the saga is given up, epoch ms
 */
public record SagaRequest(
    Digest payloadDigest, String dataType, OptionalLong deadlineAtMs, Map<String, String> labels) {
  public SagaRequest {
    labels = Map.copyOf(labels);
  }

  /** The same request with its deadline shifted; unchanged if there is none. */
  SagaRequest postponed(long byMs) {
    OptionalLong shifted =
        deadlineAtMs.isPresent()
            ? OptionalLong.of(deadlineAtMs.getAsLong() + byMs)
            : OptionalLong.empty();
    return new SagaRequest(payloadDigest, dataType, shifted, labels);
  }
}
