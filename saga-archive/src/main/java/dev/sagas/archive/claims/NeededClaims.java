package dev.sagas.archive.claims;

import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimScanner;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The claims that were found in records, each with one place.
 *
 * <ul>
 *   <li>Memory: about 400 bytes for each object.
 * </ul>
 */
final class NeededClaims {
  private final Map<String, ClaimUse> bySha256 = new HashMap<>();

  /** Adds the claims in a record. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() != null) {
      ClaimScanner.scan(record.value(), claim -> add(claim, record));
    }
  }

  private void add(Claim claim, ConsumerRecord<byte[], byte[]> record) {
    bySha256.computeIfAbsent(claim.sha256(), sha256 -> ClaimUse.of(claim, record));
  }

  /** Whether a record has a claim to that content. */
  boolean contains(String sha256) {
    return bySha256.containsKey(sha256);
  }

  /** How many contents. */
  int size() {
    return bySha256.size();
  }

  /** All of them, in no order. */
  Collection<ClaimUse> all() {
    return List.copyOf(bySha256.values());
  }
}
