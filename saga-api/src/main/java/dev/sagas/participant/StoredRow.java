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

  /** A row that nobody can read: it is kept, so that its command is not taken for a new one. */
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
