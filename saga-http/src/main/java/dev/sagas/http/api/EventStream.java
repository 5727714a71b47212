package dev.sagas.http.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What one listener is still to be sent, as server-sent events.
 *
 * <ul>
 *   <li>{@link #offer} never blocks: a listener that is {@value #MAX_WAITING} events behind is
 *       dropped, and its last event says so.
 *   <li>Counts are sent at most once a second, and only if something has changed.
 *   <li>A comment is sent after {@value #HEARTBEAT_MS} ms without an event, so that a listener that
 *       is gone is noticed. After {@value #MAX_LIFE_MS} ms the stream ends: who listens again is
 *       authenticated again.
 * </ul>
 */
final class EventStream {
  static final int MAX_WAITING = 1_000;
  static final long HEARTBEAT_MS = 10_000;
  static final long MAX_LIFE_MS = 15 * 60_000;

  private static final long COUNTS_MS = 1_000;

  /** Ends the wait for the next event; it is not sent. */
  private static final Event WAKE_UP = new Event("end", () -> "");

  private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final LongSupplier clockMs;
  private final Supplier<String> counts;

  private volatile boolean changed = true;
  private volatile boolean behind;
  private volatile boolean ended;
  private long writtenMs;
  private long countedMs;

  /**
   * An event.
   *
   * @param data JSON in one line; asked for when it is sent
   */
  record Event(String name, Supplier<String> data) {}

  /**
   * A stream.
   *
   * @param clockMs the time in ms
   * @param counts the counts now, as JSON in one line; empty text if they are not wanted
   */
  EventStream(LongSupplier clockMs, Supplier<String> counts) {
    this.clockMs = clockMs;
    this.counts = counts;
  }

  /** Something changed that the counts may show. */
  void touch() {
    changed = true;
  }

  /** Adds an event. */
  void offer(Event event) {
    if (!waiting.offer(event)) {
      behind = true;
    }
  }

  /** Sends nothing more. */
  void end() {
    ended = true;
    boolean unused = waiting.offer(WAKE_UP);
  }

  /**
   * Sends events until the stream ends.
   *
   * @param everySecond run at least once a second, on the same thread
   */
  void writeTo(OutputStream out, Runnable everySecond) throws IOException {
    long untilMs = clockMs.getAsLong() + MAX_LIFE_MS;
    write(out, ": listening\n\n");
    while (!ended && clockMs.getAsLong() < untilMs) {
      everySecond.run();
      Optional<Event> next = next();
      if (behind) {
        write(
            out,
            text(
                "dropped",
                "{\"reason\":\"More than " + MAX_WAITING + " events were waiting to be read\"}"));
        out.flush();
        return;
      }
      if (next.isPresent() && !ended) {
        write(out, text(next.get().name(), next.get().data().get()));
      }
      beat(out);
    }
  }

  private Optional<Event> next() {
    try {
      return Optional.ofNullable(waiting.poll(COUNTS_MS / 2, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = true;
      return Optional.empty();
    }
  }

  private void beat(OutputStream out) throws IOException {
    long nowMs = clockMs.getAsLong();
    if (changed && nowMs - countedMs >= COUNTS_MS) {
      changed = false;
      countedMs = nowMs;
      String now = counts.get();
      if (!now.isEmpty()) {
        write(out, text("counts", now));
      }
    }
    if (nowMs - writtenMs >= HEARTBEAT_MS) {
      write(out, ": still here\n\n");
    }
  }

  private static String text(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }

  private void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    if (waiting.isEmpty()) {
      out.flush();
    }
    writtenMs = clockMs.getAsLong();
  }
}
