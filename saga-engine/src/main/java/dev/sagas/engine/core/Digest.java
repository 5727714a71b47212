package dev.sagas.engine.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest (FIPS 180-4). */
public record Digest(Bytes value) {
  /** Bytes of a digest. */
  public static final int SIZE = 32;

  /** The previous hash of the first transition of a run. */
  public static final Digest ZERO = new Digest(Bytes.of(new byte[SIZE]));

  /** Copied for each digest, which is cheaper than to look for the algorithm again. */
  private static final MessageDigest SHA_256 = sha256();

  public Digest {
    if (value.size() != SIZE) {
      throw new IllegalArgumentException(
          "Expected a digest of " + SIZE + " bytes, but got " + value.size());
    }
  }

  /** The digest with these bytes. */
  public static Digest of(byte[] digest) {
    return new Digest(Bytes.of(digest));
  }

  /** Computes the digest of {@code content}. */
  public static Digest sha256(byte[] content) {
    return sha256(content, 0, content.length);
  }

  /** Computes the digest of a part of {@code content}. */
  public static Digest sha256(byte[] content, int offset, int length) {
    MessageDigest sha = copy();
    sha.update(content, offset, length);
    return of(sha.digest());
  }

  private static MessageDigest copy() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      // Not every security provider has one that can be copied.
      return sha256();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The digest in 64 hex digits. */
  public String hex() {
    return HexFormat.of().formatHex(value.array());
  }

  @Override
  public String toString() {
    return hex().substring(0, 12);
  }
}
