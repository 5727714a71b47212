package dev.sagas.claims;

import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimLostException;
import dev.sagas.serde.ClaimUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stores and loads what claims stand for.
 *
 * <ul>
 *   <li>A content is written once, however often it is stored. Who stores it writes the
 *       <i>lease</i> of the day, then the content unless it is there, and then looks whether it is
 *       <i>condemned</i>. Who collects condemns first, and only then looks for young leases. So at
 *       least one of the two sees the other, unless collecting has ended before the writer looks:
 *       therefore the writer looks last whether a content that was there still is.
 *   <li>What this process has stored today is not stored again.
 * </ul>
 */
final class ClaimStore implements AutoCloseable {
  private static final int MAX_REMEMBERED = 100_000;

  private static final Duration PROBE_INTERVAL = Duration.ofMillis(500);

  private final MarkedStore marked;
  private final ObjectStore store;
  private final ContentCipher cipher;
  private final Clock clock;
  private final StoreCalls calls;
  private final Map<String, LocalDate> storedOn = new ConcurrentHashMap<>();

  /**
   * Over this store, which it closes.
   *
   * @param timeout how long one call of the store may take
   */
  ClaimStore(MarkedStore marked, ContentCipher cipher, Clock clock, Duration timeout) {
    this.marked = marked;
    this.store = marked.objects();
    this.cipher = cipher;
    this.clock = clock;
    this.calls =
        new StoreCalls(
            store.toString(), timeout, new StoreCalls.Probe(marked::probe, PROBE_INTERVAL));
  }

  /** Makes a content durable. */
  void put(Claim claim, byte[] avro) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    String sha256 = claim.sha256();
    if (today.equals(storedOn.get(sha256))) {
      return;
    }
    if (!stored(claim, avro, today)) {
      throw new ClaimUnavailableException(
          "Expected to store %s in %s, but it is being collected; it can be stored again soon"
              .formatted(claim, store));
    }
    if (storedOn.size() >= MAX_REMEMBERED) {
      storedOn.clear();
    }
    storedOn.put(sha256, today);
  }

  /** False if it is being, or may have been, collected meanwhile. The order matters. */
  private boolean stored(Claim claim, byte[] avro, LocalDate today) {
    String key = ClaimKeys.content(claim);
    ObjectContent content = ObjectContent.of(cipher.sealed(claim.sha256(), avro));
    ObjectContent nothing = ObjectContent.of(new byte[0]);
    boolean unusedIfLeased =
        calls.call(
            claim,
            () -> {
              marked.beforeWriting();
              return store.putIfAbsent(ClaimKeys.lease(claim.sha256(), today), nothing);
            });
    boolean isNew = calls.call(claim, () -> store.putIfAbsent(key, content));
    return !calls.call(claim, () -> exists(ClaimKeys.condemned(claim.sha256())))
        && (isNew || calls.call(claim, () -> exists(key)));
  }

  private boolean exists(String key) {
    return MarkedStore.exists(store, key);
  }

  /** Loads a content. */
  byte[] get(Claim claim) {
    Optional<byte[]> sealed = calls.call(claim, () -> read(claim));
    return cipher.open(
        claim,
        sealed.orElseThrow(
            () ->
                new ClaimLostException(
                    "Expected %s in %s, but there is none".formatted(claim, store))));
  }

  private Optional<byte[]> read(Claim claim) {
    Optional<InputStream> content = store.get(ClaimKeys.content(claim));
    if (content.isEmpty()) {
      // Who only asks whether the store answers asks for nothing, perhaps of one still unused.
      marked.beforeMissing(claim.bytes() > 0);
      return Optional.empty();
    }
    // One byte more than it may have, to see whether there is more.
    long most = claim.bytes() + ContentCipher.MAX_OVERHEAD + 1;
    try (InputStream in = content.get()) {
      return Optional.of(in.readNBytes((int) Math.min(most, Integer.MAX_VALUE)));
    } catch (IOException e) {
      throw new ObjectStoreException("Expected to read %s in %s".formatted(claim, store), e);
    }
  }

  boolean isAway() {
    return calls.isAway();
  }

  @Override
  public void close() {
    calls.close();
    store.close();
  }

  @Override
  public String toString() {
    return store.toString();
  }
}
