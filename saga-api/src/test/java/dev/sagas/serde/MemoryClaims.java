package dev.sagas.serde;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Large values in memory; away for the next calls, on demand. */
public final class MemoryClaims implements ClaimCheck {
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final int minBytes;

  /** Values of more bytes than this are large. */
  public MemoryClaims(int minBytes) {
    this.minBytes = minBytes;
  }

  /** Makes the next calls fail. */
  public void failNext(int calls) {
    failures.set(calls);
  }

  /** How many calls are still to fail. */
  public int failuresLeft() {
    return failures.get();
  }

  /** Takes out all that is stored. */
  public void lose() {
    contents.clear();
  }

  private void answer() {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new ClaimUnavailableException("The store is away");
    }
  }

  @Override
  public byte[] checkIn(byte[] value) {
    if (value.length <= minBytes) {
      return value;
    }
    answer();
    Claim claim = Claim.of(value);
    contents.put(claim.sha256(), Arrays.copyOfRange(value, WireFormat.HEADER_BYTES, value.length));
    return claim.encoded();
  }

  @Override
  public byte[] checkOut(Claim claim) {
    answer();
    byte[] avro = contents.get(claim.sha256());
    if (avro == null) {
      throw new ClaimLostException("Expected " + claim + ", but there is none");
    }
    return claim.inline(avro);
  }

  @Override
  public void close() {
    // It is kept for the next reader.
  }
}
