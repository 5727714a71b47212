package dev.sagas.claims;

import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Claims for a rehearsal, which must store nothing: those that it makes can be read for a while,
 * the others are in the store.
 */
final class RehearsedClaims implements ClaimCheck {
  /** A decision reads what it has just made. */
  private static final int MAX_KEPT = 8;

  private final ObjectClaims store;
  private final Map<Claim, byte[]> made = new LinkedHashMap<>();

  RehearsedClaims(ObjectClaims store) {
    this.store = store;
  }

  @Override
  public byte[] checkIn(byte[] value) {
    if (!store.isLarge(value)) {
      return value;
    }
    Claim claim = store.claim(value);
    synchronized (made) {
      made.put(claim, value);
      if (made.size() > MAX_KEPT) {
        made.remove(made.keySet().iterator().next());
      }
    }
    return claim.encoded();
  }

  @Override
  public byte[] checkOut(Claim claim) {
    Optional<byte[]> own;
    synchronized (made) {
      own = Optional.ofNullable(made.get(claim));
    }
    return own.orElseGet(() -> store.checkOut(claim));
  }

  @Override
  public void close() {
    store.close();
  }
}
