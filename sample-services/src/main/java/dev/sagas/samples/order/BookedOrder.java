package dev.sagas.samples.order;

import java.util.Map;

/**
 * An order in the orders service.
 *
 * @param pieces ordered of each product
 */
record BookedOrder(
    Status status, String customerId, long totalCents, String currency, Map<String, Long> pieces) {
  enum Status {
    PENDING,
    APPROVED,
    CANCELLED
  }

  /** The pieces of its one parcel. */
  Map<String, Long> parcel() {
    return Map.of("parcel", pieces.values().stream().mapToLong(Long::longValue).sum());
  }
}
