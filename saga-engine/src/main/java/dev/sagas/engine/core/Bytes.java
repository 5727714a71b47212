package dev.sagas.engine.core;

import java.util.Arrays;

/**
 * A sequence of bytes as a value.
 *
 * <ul>
 *   <li>Wraps the array without copying it: a caller that hands an array in or takes it out must
 *       not change it.
 * </ul>
 */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** The given bytes. */
  public static Bytes of(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array);
  }

  /** The bytes themselves; must not be changed. */
  public byte[] array() {
    return array;
  }

  /** How many there are. */
  public int size() {
    return array.length;
  }

  /** True if there are none. */
  public boolean isEmpty() {
    return array.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /** The number of bytes only: payloads do not belong in messages. */
  @Override
  public String toString() {
    return array.length + " bytes";
  }
}
