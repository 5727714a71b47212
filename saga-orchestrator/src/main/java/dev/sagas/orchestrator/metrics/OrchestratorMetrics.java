package dev.sagas.orchestrator.metrics;

import dev.sagas.index.live.LiveIndex;
import dev.sagas.orchestrator.claims.ClaimFigures;
import dev.sagas.orchestrator.streams.CommitListener;
import dev.sagas.orchestrator.streams.SagaEngine;
import dev.sagas.orchestrator.streams.Takeovers;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All metrics of one orchestrator instance, as Prometheus scrapes them.
 *
 * <ul>
 *   <li>Its own ones are in {@link EngineMeter}; besides, those of Kafka Streams and its clients,
 *       of the JVM, and of the disk that holds the state.
 * </ul>
 */
public final class OrchestratorMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrchestratorMetrics.class);

  private static final Set<String> ENDING = Set.of("PENDING_SHUTDOWN", "DEAD");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Clock clock;
  private final Meters meters = new Meters(registry);
  private final EngineMetrics engine;
  private final List<Runnable> refreshes = new CopyOnWriteArrayList<>();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /**
   * Metrics of an instance that is about to start.
   *
   * @param clock the one that stamps transitions
   */
  public OrchestratorMetrics(Clock clock) {
    this.clock = clock;
    this.engine = new EngineMetrics(registry, clock);
  }

  /** Must be notified of what is committed. */
  public CommitListener commits() {
    return engine;
  }

  /** Follows restorations, and hands them on to {@code next}. */
  public Takeovers following(Takeovers next) {
    RestoreProgress progress = new RestoreProgress(next, clock, meters, engine::partitions);
    refreshes.add(progress::refresh);
    return progress;
  }

  /** From now on shows what the live sagas wait for. */
  public void live(LiveIndex index) {
    refreshes.add(new LiveGauges(meters, index, clock)::refresh);
  }

  /** Times how long it takes until what is committed is shown, in ns. */
  public LongConsumer visible() {
    Timer timer = meters.quick(EngineMeter.COMMIT_VISIBLE);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * From now on asks the brokers how these groups are doing.
   *
   * @param client properties of Kafka's clients
   */
  public void participants(Map<String, Object> client, List<WatchedGroup> groups) {
    ParticipantGroups watching = ParticipantGroups.watch(client, groups, meters);
    refreshes.add(watching::refresh);
    parts.push(watching);
  }

  /** From now on shows what an engine, its clients, the JVM and the disk say of themselves. */
  public void running(SagaEngine started, Path stateDir) {
    meters.gauge(EngineMeter.THREADS, () -> aliveThreads(started.streams()));
    KafkaClientMetrics kafka = EngineClientMetrics.of(started.streams()::metrics);
    bind(kafka, kafka);
    JvmGcMetrics collections = new JvmGcMetrics();
    bind(collections, collections);
    List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new DiskSpaceMetrics(stateDir.toFile()))
        .forEach(binder -> binder.bindTo(registry));
  }

  private static long aliveThreads(KafkaStreams streams) {
    return streams.state().isRunningOrRebalancing()
        ? streams.metadataForLocalThreads().stream()
            .filter(thread -> !ENDING.contains(thread.threadState()))
            .count()
        : 0;
  }

  private void bind(MeterBinder binder, AutoCloseable whatItHolds) {
    binder.bindTo(registry);
    parts.push(whatItHolds);
  }

  /** From now on shows why inputs are not processed, and why the instance should be restarted. */
  public void health(
      Supplier<Optional<String>> whyNotReady, Supplier<Optional<String>> whyNotAlive) {
    meters.gauge(EngineMeter.READY, () -> whyNotReady.get().isEmpty() ? 1 : 0);
    meters.gauge(EngineMeter.ALIVE, () -> whyNotAlive.get().isEmpty() ? 1 : 0);
  }

  /**
   * From now on shows how an export is doing.
   *
   * @param behind offsets that are not exported; empty if unknown
   */
  public void exporting(BooleanSupplier works, Supplier<OptionalLong> behind) {
    meters.gauge(EngineMeter.EXPORT_WORKS, () -> works.getAsBoolean() ? 1 : 0);
    meters.gauge(
        EngineMeter.EXPORT_BEHIND,
        () -> {
          OptionalLong known = behind.get();
          return known.isPresent() ? known.getAsLong() : Double.NaN;
        });
  }

  /** From now on shows what is loaded and stored of large values, and what waits for them. */
  public void claims(ClaimFigures figures) {
    meters.gauge(EngineMeter.CLAIMS_WAITING, figures::waitingInputs);
    meters.count(EngineMeter.CLAIMS_LOADED, figures::loadedBytes);
    meters.count(EngineMeter.CLAIMS_STORED, figures::storedBytes);
    meters.count(EngineMeter.CLAIMS_FAILURES, figures::failures);
  }

  /** All metrics as they are now, in Prometheus' text format 0.0.4. */
  public String scrape() {
    synchronized (refreshes) {
      refreshes.forEach(Runnable::run);
    }
    return registry.scrape();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("A part of the metrics was not closed", e);
      }
    }
    registry.close();
  }
}
