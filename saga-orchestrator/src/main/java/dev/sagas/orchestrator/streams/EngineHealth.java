package dev.sagas.orchestrator.streams;

import dev.sagas.engine.wire.Outages;
import dev.sagas.protocol.BoundedText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * Whether the engine processes inputs, and whether it can be expected to.
 *
 * <ul>
 *   <li>Not ready: not RUNNING, or a stream thread failed and its successor does not run, or has
 *       not run for long enough: 10 s, or twice the time between the last two failures, so that
 *       slow ones count as well. Kafka Streams says RUNNING while the successor waits for the
 *       session of the dead thread to end.
 *   <li>Not alive: ended; a series of such failures, 20 within a minute or for longer than a
 *       minute; or not running for 10 minutes in which nothing was restored.
 *   <li>An outage of the registry or the brokers never makes it not alive: a restart would not end
 *       the outage, and what waits continues by itself.
 *   <li>Thread-safe.
 * </ul>
 */
final class EngineHealth {
  static final Duration CALM = Duration.ofSeconds(10);
  static final Duration WINDOW = Duration.ofMinutes(1);
  static final int MAX_FAILURES = 20;
  static final Duration LONGEST_GAP = Duration.ofMinutes(5);
  static final Duration STUCK = Duration.ofMinutes(10);

  private static final int MAX_MESSAGE_CHARS = 300;

  private final LongSupplier nowMs;
  private final Deque<Long> failures = new ArrayDeque<>();
  private KafkaStreams.State state = KafkaStreams.State.CREATED;
  private long stateSinceMs;
  private long progressAtMs;
  private long seriesSinceMs;
  private long calmAfterMs;
  private boolean awaitsSuccessor;
  private long successorSinceMs;
  private @Nullable Throwable lastFailure;

  /**
   * A new engine's.
   *
   * @param nowMs a clock that never goes back
   */
  EngineHealth(LongSupplier nowMs) {
    this.nowMs = nowMs;
    this.stateSinceMs = nowMs.getAsLong();
    this.progressAtMs = stateSinceMs;
  }

  synchronized void changed(KafkaStreams.State next) {
    boolean wasRunning = isRunning();
    state = next;
    if (next == KafkaStreams.State.RUNNING && awaitsSuccessor) {
      awaitsSuccessor = false;
      successorSinceMs = nowMs.getAsLong();
    }
    // From one state that is not RUNNING to another is no progress.
    if (wasRunning || next == KafkaStreams.State.RUNNING) {
      stateSinceMs = nowMs.getAsLong();
    }
  }

  private boolean isRunning() {
    return state == KafkaStreams.State.RUNNING && !awaitsSuccessor;
  }

  /** Something was restored. */
  synchronized void progressed() {
    progressAtMs = nowMs.getAsLong();
  }

  /** A stream thread failed, and is replaced. */
  synchronized void failed(Throwable failure) {
    long now = nowMs.getAsLong();
    if (!isInTrouble()) {
      seriesSinceMs = now;
    }
    long gap = failures.isEmpty() ? Long.MAX_VALUE : now - failures.getLast();
    calmAfterMs =
        gap > LONGEST_GAP.toMillis() ? CALM.toMillis() : Math.max(CALM.toMillis(), 2 * gap);
    if (isRunning()) {
      stateSinceMs = now;
    }
    awaitsSuccessor = true;
    failures.addLast(now);
    if (failures.size() > MAX_FAILURES) {
      failures.removeFirst();
    }
    lastFailure = failure;
  }

  /** Why inputs are not processed; empty if they are. */
  synchronized Optional<String> whyNotReady() {
    if (isInTrouble()) {
      return Optional.of(trouble());
    }
    return isRunning()
        ? Optional.empty()
        : Optional.of("%s for %s".formatted(state, text(since(stateSinceMs))));
  }

  /** Why it should be started again; empty if it need not. */
  synchronized Optional<String> whyNotAlive() {
    if (state == KafkaStreams.State.ERROR || state == KafkaStreams.State.NOT_RUNNING) {
      return Optional.of(state + (lastFailure == null ? "" : ", " + trouble()));
    }
    if (isInTrouble() && isCrashLoop() && !isOutage()) {
      return Optional.of(trouble());
    }
    long still = since(Math.max(stateSinceMs, progressAtMs));
    return !isRunning() && still > STUCK.toMillis()
        ? Optional.of("%s for %s without progress".formatted(stateText(), text(still)))
        : Optional.empty();
  }

  private String stateText() {
    return awaitsSuccessor ? "Without the successor of a stream thread" : state.toString();
  }

  private boolean isInTrouble() {
    return awaitsSuccessor || (!failures.isEmpty() && since(successorSinceMs) <= calmAfterMs);
  }

  private boolean isCrashLoop() {
    return failures.getLast() - seriesSinceMs > WINDOW.toMillis()
        || (failures.size() == MAX_FAILURES && since(failures.getFirst()) <= WINDOW.toMillis());
  }

  private boolean isOutage() {
    for (Throwable cause = lastFailure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
    }
    return lastFailure != null && Outages.of(lastFailure).isPresent();
  }

  private String trouble() {
    return "A stream thread failed %s ago, the first of a series %s ago, with %s"
        .formatted(text(since(failures.getLast())), text(since(seriesSinceMs)), reason());
  }

  /** The root cause; the message only where it cannot hold a record's content. */
  private String reason() {
    Throwable root = lastFailure;
    if (root == null) {
      return "no exception";
    }
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String name = root.getClass().getName();
    boolean quotable =
        name.startsWith("org.apache.kafka.common.errors.")
            || name.startsWith("dev.sagas.")
            || name.startsWith("java.net.");
    String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return root.getClass().getSimpleName()
        + (quotable ? ": " + BoundedText.ofChars(message, MAX_MESSAGE_CHARS) : "");
  }

  private long since(long thenMs) {
    return nowMs.getAsLong() - thenMs;
  }

  private static String text(long ms) {
    return String.format(Locale.ROOT, "%d s", ms / 1000);
  }
}
