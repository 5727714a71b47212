package dev.sagas.orchestrator.app;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.internal.DaemonThreads;
import dev.sagas.orchestrator.streams.EngineQueries;
import dev.sagas.orchestrator.streams.Restorations;
import dev.sagas.schema.RecoveryRecord;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.CodecOutages;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records which partition this instance took over, and how long that took.
 *
 * <ul>
 *   <li>On its own thread, after the partition is ready: recovery never waits for it.
 *   <li>Not part of any transaction: a record may be missing if the instance stops at once, or
 *       occur twice. The partition's number is its key.
 * </ul>
 */
final class RecoveryLog implements Restorations.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecoveryLog.class);
  private static final Duration COUNT_AFTER = Duration.ofMillis(200);
  private static final int MAX_COUNTS = 50;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final String instance;
  private final AvroCodec codec;
  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("recovery-log"));

  private volatile IntFunction<OptionalLong> liveSagas = partition -> OptionalLong.empty();
  private volatile IntFunction<Map<String, Long>> undeployed = partition -> Map.of();

  /**
   * A log of this instance, named by its group instance id or else by its host and process.
   *
   * @param codec with the topic-name strategy; the record's schema must be registered
   */
  RecoveryLog(OrchestratorConfig orchestrator, AvroCodec codec) {
    this.instance =
        orchestrator.optional(OrchestratorConfig.GROUP_INSTANCE_ID).orElseGet(RecoveryLog::process);
    this.codec = codec;
    this.topic = orchestrator.topics().recoveries();
    Map<String, Object> config = new HashMap<>(orchestrator.clientConfig());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static String process() {
    String pid = Long.toString(ProcessHandle.current().pid());
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + pid;
    } catch (UnknownHostException e) {
      return pid;
    }
  }

  /**
   * From now on counts live sagas, and logs versions that they are on and that are not deployed
   * (R19).
   */
  void askOf(EngineQueries queries, Predicate<SagaIdentity> isDeployed) {
    liveSagas = queries::liveSagas;
    undeployed = partition -> queries.sagasOfOtherVersions(partition, isDeployed);
  }

  @Override
  public void ready(int partition, long records, long beganMs, long readyMs) {
    RecoveryRecord recovery = new RecoveryRecord();
    recovery.setInstance(instance);
    recovery.setPartition(partition);
    recovery.setAt(Instant.ofEpochMilli(readyMs));
    recovery.setRecordsRestored(records);
    recovery.setDurationMs(readyMs - beganMs);
    later(recovery, MAX_COUNTS);
  }

  private void later(RecoveryRecord recovery, int countsLeft) {
    Future<?> unused =
        thread.schedule(
            () -> count(recovery, countsLeft), COUNT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void count(RecoveryRecord recovery, int countsLeft) {
    OptionalLong live = liveSagas.apply(recovery.getPartition());
    if (live.isEmpty() && countsLeft > 0) {
      later(recovery, countsLeft - 1);
      return;
    }
    recovery.setLiveSagas(live.orElse(-1));
    LOG.info(
        "Took over partition {}: {} live sagas, {} records restored in {} ms",
        recovery.getPartition(),
        recovery.getLiveSagas(),
        recovery.getRecordsRestored(),
        recovery.getDurationMs());
    recovery.setMissingVersions(undeployed.apply(recovery.getPartition()));
    recovery
        .getMissingVersions()
        .forEach(
            (version, sagas) ->
                LOG.warn(
                    "{} live sagas of partition {} are on {}, which is not deployed: until it "
                        + "is, or they are migrated, their signals are kept and nothing else happens",
                    sagas,
                    recovery.getPartition(),
                    version));
    try {
      byte[] key = Integer.toString(recovery.getPartition()).getBytes(StandardCharsets.UTF_8);
      Future<?> unused =
          producer.send(
              new ProducerRecord<>(topic, key, codec.encode(topic, recovery)),
              (written, problem) -> {
                if (problem != null) {
                  LOG.warn("The recovery of {} was not recorded", recovery, problem);
                }
              });
    } catch (KafkaException e) {
      CodecOutages.warn(LOG, "The recovery of " + recovery + " was not recorded", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    producer.close(CLOSE_TIMEOUT);
  }
}
