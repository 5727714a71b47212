package dev.sagas.orchestrator.streams;

import dev.sagas.engine.wire.Outages;
import dev.sagas.orchestrator.rocksdb.StoreMemory;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running topology.
 *
 * <ul>
 *   <li>A thread that fails, such as during an outage of the registry or the brokers, is replaced
 *       after a pause: its transaction is aborted and its input read again, so that nothing is
 *       lost. {@link FailureResponse} has the exceptions.
 * </ul>
 */
public final class SagaEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SagaEngine.class);
  private static final Duration PAUSE_BEFORE_REPLACEMENT = Duration.ofSeconds(1);

  /** As after a signal that aborts a process. */
  private static final int EXIT_AFTER_HALT = 134;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final EngineQueries queries;
  private final CloseOptions whenClosed;
  private final StoreMemory memory;
  private final AbandonedTransactions abandoned;
  private final EngineHealth health =
      new EngineHealth(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  private final WatchedRestore restore;
  private final CountDownLatch running = new CountDownLatch(1);

  private SagaEngine(
      KafkaStreams streams, EngineParts parts, StoreMemory memory, StreamsSettings settings) {
    this.streams = streams;
    this.memory = memory;
    this.abandoned =
        AbandonedTransactions.watch(
            Admin.create(settings.clientConfig()),
            settings.applicationId(),
            settings.sessionTimeout(),
            () -> streams.state() == KafkaStreams.State.REBALANCING);
    this.queries = new EngineQueries(streams, parts.partitions());
    this.restore = new WatchedRestore(parts.watches().takeovers(), health::progressed);
    this.whenClosed =
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(
                settings.leavesGroup()
                    ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                    : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
  }

  /**
   * Starts the topology without watching its positions; see {@link #start(EngineParts,
   * StreamsSettings, WatchedPositions)}.
   */
  public static SagaEngine start(EngineParts parts, StreamsSettings settings) {
    return start(parts, settings, new InputPositions());
  }

  /**
   * Starts the topology; returns before it is {@linkplain #awaitRunning running}.
   *
   * @param positions which of the group's positions cannot be true; is not closed with the engine
   */
  public static SagaEngine start(
      EngineParts parts, StreamsSettings settings, WatchedPositions positions) {
    return start(parts, settings, positions.positions());
  }

  private static SagaEngine start(
      EngineParts parts, StreamsSettings settings, InputPositions positions) {
    PollListener listener =
        records -> {
          parts.watches().drain().polled(records.count());
          parts.watches().horizon().polled(records);
        };
    StoreMemory memory = new StoreMemory(settings.state());
    Properties properties = settings.properties(listener);
    memory.bound(properties);
    KafkaStreams streams =
        new KafkaStreams(
            EngineTopology.build(parts),
            properties,
            new EngineClients(positions, parts.watches().commits()));
    SagaEngine engine = new SagaEngine(streams, parts, memory, settings);
    streams.setStateListener(engine::changed);
    streams.setUncaughtExceptionHandler(
        failure -> {
          if (parts.watches().failures().failed(failure)) {
            parts.topics().limits().lookAgain();
          }
          engine.health.failed(failure);
          return respond(failure, () -> Runtime.getRuntime().halt(EXIT_AFTER_HALT));
        });
    streams.setGlobalStateRestoreListener(engine.restore);
    streams.start();
    return engine;
  }

  private void changed(KafkaStreams.State next, KafkaStreams.State before) {
    LOG.info("The engine is {} (was {})", next, before);
    health.changed(next);
    if (next == KafkaStreams.State.RUNNING) {
      running.countDown();
    }
  }

  /**
   * Does what the class of failure needs.
   *
   * @param halt ends the process
   */
  static StreamThreadExceptionResponse respond(Throwable failure, Runnable halt) {
    // Logged here, once: by default the thread prints its stack again when it ends.
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, logged) -> LOG.debug("{} ended", thread.getName(), logged));
    return switch (FailureResponse.to(failure)) {
      case REPLACE_THREAD -> replaceThread(failure);
      case SHUT_DOWN -> {
        LOG.error("A stream thread failed; the engine ends until it is started again", failure);
        yield StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      case HALT -> {
        LOG.error("A stream thread failed; the process ends at once", failure);
        halt.run();
        yield StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    };
  }

  private static StreamThreadExceptionResponse replaceThread(Throwable failure) {
    Optional<String> outage = Outages.of(failure);
    if (outage.isPresent()) {
      LOG.warn("{}; the input is read again in {}", outage.get(), PAUSE_BEFORE_REPLACEMENT);
      LOG.debug("An outage of the registry ended a stream thread", failure);
    } else {
      LOG.error(
          "A stream thread failed; its input will be read again in {}",
          PAUSE_BEFORE_REPLACEMENT,
          failure);
    }
    LockSupport.parkNanos(PAUSE_BEFORE_REPLACEMENT.toNanos());
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Waits until every partition given to this instance is restored; false if it takes longer. */
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    return running.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Reads the stores. */
  public EngineQueries queries() {
    return queries;
  }

  /**
   * Why inputs are not processed, and how far a restore is; empty if they are. Shows no content of
   * a record.
   */
  public Optional<String> whyNotReady() {
    return health
        .whyNotReady()
        .map(reason -> restore.text().map(text -> reason + "; " + text).orElse(reason));
  }

  /** Why this engine should be started again; empty if it need not. */
  public Optional<String> whyNotAlive() {
    return health.whyNotAlive();
  }

  /** For reading what it says of itself: its threads and its metrics. */
  public KafkaStreams streams() {
    return streams;
  }

  /** True if it has ended: it holds nothing any more. */
  public boolean hasEnded() {
    return streams.state().hasCompletedShutdown();
  }

  /**
   * Finishes what is being processed, commits and hands its partitions over at once; an instance
   * with a {@code group.instance.id} keeps them for its return. Bounded to 30 s.
   */
  @Override
  public void close() {
    if (!streams.close(whenClosed)) {
      LOG.warn(
          "The engine did not stop within {}; what was not committed is read again", CLOSE_TIMEOUT);
    }
    abandoned.close();
    memory.close();
  }
}
