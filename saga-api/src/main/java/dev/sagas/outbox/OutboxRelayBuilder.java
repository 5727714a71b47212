package dev.sagas.outbox;

import dev.sagas.client.ClientConnections;
import dev.sagas.protocol.ClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Describes a relay; see {@link OutboxRelay#on}. Not thread-safe. */
public final class OutboxRelayBuilder {
  /** The default of the most rows of a transaction. */
  public static final int DEFAULT_BATCH_ROWS = 500;

  /** The default of how often an empty outbox is polled. */
  public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelayBuilder.class);
  private static final int MAX_BATCH_ROWS = 10_000;
  private static final Duration MAX_POLL_INTERVAL = Duration.ofHours(1);
  private static final int REQUEST_TIMEOUT_MS = 10_000;
  private static final int DELIVERY_TIMEOUT_MS = 30_000;
  private static final int MAX_BLOCK_MS = 10_000;

  private final DataSource dataSource;
  private final Map<String, Object> settings = new HashMap<>();
  private OutboxTable table = new OutboxTable(SagaOutbox.DEFAULT_TABLE);
  private int batchRows = DEFAULT_BATCH_ROWS;
  private Duration pollInterval = DEFAULT_POLL_INTERVAL;

  OutboxRelayBuilder(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Adds settings of the Kafka producer, {@code bootstrap.servers} at least, with or without the
   * prefix {@code producer.}. Acknowledgement, idempotence and partitioner are those that the
   * protocol requires.
   */
  public OutboxRelayBuilder kafka(Map<String, ?> more) {
    settings.putAll(more);
    return this;
  }

  /**
   * Reads another table than {@value SagaOutbox#DEFAULT_TABLE}.
   *
   * @throws IllegalArgumentException if the name is not a plain SQL identifier
   */
  public OutboxRelayBuilder table(String name) {
    table = new OutboxTable(name);
    return this;
  }

  /**
   * The most rows of a transaction; {@value #DEFAULT_BATCH_ROWS} by default.
   *
   * @throws IllegalArgumentException if it is not from 1 to 10 000
   */
  public OutboxRelayBuilder batchRows(int rows) {
    if (rows < 1 || rows > MAX_BATCH_ROWS) {
      throw new IllegalArgumentException(
          "Expected 1 to " + MAX_BATCH_ROWS + " rows, but got " + rows);
    }
    batchRows = rows;
    return this;
  }

  /**
   * How often an empty outbox is polled; 200 ms by default. While there are rows, there is no
   * pause.
   *
   * @throws IllegalArgumentException if it is not from 1 ms to 1 hour
   */
  public OutboxRelayBuilder pollInterval(Duration interval) {
    if (interval.toMillis() < 1 || interval.compareTo(MAX_POLL_INTERVAL) > 0) {
      throw new IllegalArgumentException(
          "Expected a poll interval from 1 ms to 1 hour, but got " + interval);
    }
    pollInterval = interval;
    return this;
  }

  /**
   * Starts a relay; waits neither for the database nor for Kafka.
   *
   * @throws org.apache.kafka.common.KafkaException if the settings do not fit
   */
  public OutboxRelay start() {
    Map<String, Object> producing = producing();
    return start(() -> ClientConnections.producer(producing));
  }

  OutboxRelay start(Supplier<Producer<byte[], byte[]>> producers) {
    Wakeup wakeup = new Wakeup();
    LOG.info("The outbox's relay sends the rows of {}", table);
    RelayRound round = new RelayRound(dataSource, table, batchRows, wakeup);
    return new OutboxRelay(new RelayLoop(round, producers, wakeup, pollInterval), wakeup);
  }

  /** Shorter time-outs than Kafka's, because a transaction is open in the meantime. */
  Map<String, Object> producing() {
    Map<String, Object> producing = ClientSettings.forProducers(settings);
    producing.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    if (!producing.containsKey(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)
        && !producing.containsKey(ProducerConfig.LINGER_MS_CONFIG)) {
      producing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
      producing.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
    }
    return producing;
  }
}
