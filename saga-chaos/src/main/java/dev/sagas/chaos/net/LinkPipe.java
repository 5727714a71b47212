package dev.sagas.chaos.net;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * One direction of a connection. Bytes wait here until they are due; when the limit is reached,
 * reading stops, and TCP slows the sender down.
 */
final class LinkPipe {
  private static final int MAX_WAITING_BYTES = 256 * 1024;

  /** Counted for each chunk in addition to its bytes, so that many small chunks are bounded too. */
  private static final int CHUNK_BYTES = 64;

  private static final long SLICES_PER_SECOND = 20;
  private static final long NEVER = Long.MAX_VALUE;

  private final SocketChannel source;
  private final SocketChannel sink;
  private final ArrayDeque<Chunk> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private long nextSendNanos;
  private boolean sourceEnded;
  private boolean sinkEnded;
  private boolean sinkFull;

  LinkPipe(SocketChannel source, SocketChannel sink, long nowNanos) {
    this.source = source;
    this.sink = sink;
    this.nextSendNanos = nowNanos;
  }

  private record Chunk(ByteBuffer bytes, long readNanos) {}

  /** Whether more can be taken from the source. */
  boolean wantsToRead(LinkFlow flow) {
    return !sourceEnded && waitingBytes < MAX_WAITING_BYTES && !flow.holds();
  }

  /** Whether the sink has to accept more before anything else can happen. */
  boolean wantsToWrite(LinkFlow flow) {
    return sinkFull && flow.passes();
  }

  /** Whether the source has ended and the sink knows it. */
  boolean isDone() {
    return sinkEnded;
  }

  /**
   * Takes what the source has.
   *
   * @return the number of bytes
   */
  int read(LinkFlow flow, ByteBuffer buffer, long nowNanos) throws IOException {
    if (!wantsToRead(flow)) {
      return 0;
    }
    buffer.clear();
    int read = source.read(buffer);
    if (read < 0) {
      sourceEnded = true;
    } else if (read > 0 && !flow.discards()) {
      buffer.flip();
      ByteBuffer bytes = ByteBuffer.allocate(read).put(buffer).flip();
      waiting.add(new Chunk(bytes, nowNanos));
      waitingBytes += read + CHUNK_BYTES;
    }
    return Math.max(0, read);
  }

  /**
   * Forwards what is due.
   *
   * @return how long until there is more to forward by time alone
   */
  long forward(LinkFlow flow, long nowNanos) throws IOException {
    sinkFull = false;
    if (!flow.passes()) {
      return NEVER;
    }
    while (!waiting.isEmpty() && !sinkFull) {
      long dueNanos = waiting.element().readNanos() + MILLISECONDS.toNanos(flow.delayMs());
      long untilNanos = Math.max(dueNanos - nowNanos, limited(flow) ? nextSendNanos - nowNanos : 0);
      if (untilNanos > 0) {
        return untilNanos;
      }
      send(waiting.element(), flow, nowNanos);
    }
    if (waiting.isEmpty() && sourceEnded && !sinkEnded) {
      sink.shutdownOutput();
      sinkEnded = true;
    }
    return NEVER;
  }

  private void send(Chunk chunk, LinkFlow flow, long nowNanos) throws IOException {
    ByteBuffer bytes = chunk.bytes();
    int most = (int) Math.min(bytes.remaining(), slice(flow));
    int written = sink.write(bytes.slice().limit(most));
    bytes.position(bytes.position() + written);
    sinkFull = written < most;
    if (limited(flow)) {
      long sinceNanos = Math.max(nextSendNanos, nowNanos);
      nextSendNanos = sinceNanos + SECONDS.toNanos(written) / flow.bytesPerSecond();
    }
    if (!bytes.hasRemaining()) {
      waiting.remove();
      waitingBytes -= bytes.capacity() + CHUNK_BYTES;
    }
  }

  private static boolean limited(LinkFlow flow) {
    return flow.bytesPerSecond() < Long.MAX_VALUE;
  }

  private static long slice(LinkFlow flow) {
    return Math.max(1, flow.bytesPerSecond() / SLICES_PER_SECOND);
  }
}
