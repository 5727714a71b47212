package dev.sagas.export.run;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.export.jdbc.ExportDatabase;
import dev.sagas.export.jdbc.ExportException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An export in a thread of its own, beside something that is more important.
 *
 * <ul>
 *   <li>Whatever fails, it says so and tries again, with pauses of up to a minute; nothing is lost
 *       meanwhile, and nobody waits for it.
 *   <li>Several of them, in several processes, share the partitions of the journal.
 *   <li>Thread-safe.
 * </ul>
 */
public final class BackgroundExport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundExport.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final Supplier<Deployment> source;
  private final ExportDatabase.Address address;
  private final ExportSettings settings;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "saga-export");
  private volatile Optional<String> whyNot = Optional.of("it is starting");
  private volatile @Nullable JournalExport current;

  private BackgroundExport(
      Supplier<Deployment> source,
      ExportDatabase.Address address,
      ExportSettings settings,
      Clock clock) {
    this.source = source;
    this.address = address;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Starts it; returns at once, whether database and brokers answer or not.
   *
   * @param source asked whenever it begins, for the deployment and, if there is one, its archive;
   *     what it throws is a failure after which the export begins again
   */
  public static BackgroundExport start(
      Supplier<Deployment> source,
      ExportDatabase.Address address,
      ExportSettings settings,
      Clock clock) {
    BackgroundExport export = new BackgroundExport(source, address, settings, clock);
    export.thread.setDaemon(true);
    export.thread.start();
    return export;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!isStopped()) {
      long beganNanos = System.nanoTime();
      try {
        export();
      } catch (SQLException | RuntimeException e) {
        whyNot = Optional.of(String.valueOf(e.getMessage()));
        boolean wasWorking = System.nanoTime() - beganNanos > LONGEST_PAUSE.toNanos();
        pause =
            wasWorking
                ? FIRST_PAUSE
                : Collections.min(List.of(pause.multipliedBy(2), LONGEST_PAUSE));
        LOG.warn("The export failed, and begins again in {}", pause, e);
        await(pause);
      }
    }
  }

  private void export() throws SQLException {
    Deployment deployment = source.get();
    try (ExportDatabase database = ExportDatabase.open(address)) {
      database.requireSource(SourceCluster.idOf(deployment), deployment.topics().journal());
      try (JournalExport export = JournalExport.join(deployment, database, settings, clock)) {
        current = export;
        whyNot = Optional.empty();
        if (!isStopped()) {
          export.run(false, progress -> {});
        }
      } finally {
        current = null;
      }
    } catch (ExportException e) {
      throw e.getCause() instanceof SQLException missing
          ? new ExportException(e.getMessage() + ": " + missing.getMessage(), missing)
          : e;
    }
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private void await(Duration pause) {
    try {
      boolean unused = stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  /** Why nothing is exported at the moment; empty while it works. */
  public Optional<String> whyNot() {
    if (!thread.isAlive()) {
      return Optional.of("its thread has ended"); // closed, or by an error of the JVM
    }
    JournalExport running = current;
    return running == null ? whyNot : whyNot.or(running::whyWaiting);
  }

  /**
   * How many offsets of the journal's partitions that this one has are not exported, as of some
   * seconds ago; transaction markers count. Empty before that is known.
   */
  public OptionalLong offsetsBehind() {
    JournalExport running = current;
    return running == null ? OptionalLong.empty() : running.offsetsBehind();
  }

  /** Finishes the batch and hands over its partitions; waits for that for at most 10 s. */
  @Override
  public void close() {
    stop.countDown();
    JournalExport running = current;
    if (running != null) {
      running.stop();
    }
    try {
      thread.join(STOP_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("The export has not ended {} after it was stopped", STOP_LIMIT);
    }
  }
}
