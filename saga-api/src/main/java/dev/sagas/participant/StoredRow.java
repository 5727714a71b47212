package dev.sagas.participant;

/** A row of the fence in memory: encoded, because that is much smaller. */
final class StoredRow {
  private final byte[] value;
  private final long expiresAtMs;

  /**
   * @param value not copied, must not be changed
   */
  StoredRow(byte[] value, long expiresAtMs) {
    this.value = value;
    this.expiresAtMs = expiresAtMs;
  }

  /** An unreadable row: it is kept, so that its command is not taken for a new one. */
  static StoredRow unreadable(byte[] value) {
    return new StoredRow(value, Long.MAX_VALUE);
  }

  /** Not a copy: must not be changed. */
  byte[] value() {
    return value;
  }

  boolean isExpired(long nowMs) {
    return expiresAtMs < nowMs;
  }
}
