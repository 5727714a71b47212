package dev.sagas.serde;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** Collects bytes in an array; used by one thread, and therefore without locks. */
final class GrowingBytes extends OutputStream {
  private static final int INITIAL_BYTES = 512;

  private byte[] bytes;
  private int size;

  /** Begins with that many zero bytes. */
  GrowingBytes(int room) {
    this.bytes = new byte[room + INITIAL_BYTES];
    this.size = room;
  }

  @Override
  public void write(int b) {
    makeRoom(1);
    bytes[size] = (byte) b;
    size++;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    makeRoom(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  private void makeRoom(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
