package dev.sagas.participant;

/** A row of the fence as an instance keeps it: encoded, because that is a fraction of the size. */
final class StoredRow {
  private final byte[] value;
  private final long expiresAtMs;

  /**
   * @param value taken over, must not be changed
   */
  StoredRow(byte[] value, long expiresAtMs) {
    this.value = value;
    this.expiresAtMs = expiresAtMs;
  }

  /** Not a copy: must not be changed. */
  byte[] value() {
    return value;
  }

  boolean isExpired(long nowMs) {
    return expiresAtMs < nowMs;
  }
}
