package dev.sagas.outbox;

import static org.awaitility.Awaitility.await;

import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.RegistryUnavailableException;
import dev.sagas.serde.SubjectStrategy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;

/** An outbox on a database, a log that plays Kafka, and a registry that may be away. */
final class OutboxBench {
  static final TopicNames TOPICS = new TopicNames("shop.");

  private final DataSource dataSource;
  private final RecordingProducer.Log log = new RecordingProducer.Log();
  private final AtomicBoolean registryAway = new AtomicBoolean();
  private final RegistryClient registry = new InMemoryRegistryClient();
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private final AvroCodec codec;
  private final SagaOutbox outbox;

  OutboxBench(DataSource dataSource) {
    this.dataSource = dataSource;
    this.codec = AvroCodec.create(settings(), SubjectStrategy.RECORD_NAME);
    this.outbox = SagaOutbox.open(settings());
  }

  /** Work with a connection, within a transaction. */
  @FunctionalInterface
  interface Work {
    void run(Connection connection) throws SQLException;
  }

  static ConditionFactory soon() {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10));
  }

  Map<String, Object> settings() {
    return Map.of(
        "saga.topic.prefix", TOPICS.prefix(), RegistryClient.CLIENT_CONFIG, flakyRegistry());
  }

  /** What it has answered once it remembers, as every client of a registry does. */
  private RegistryClient flakyRegistry() {
    Set<Object> seen = ConcurrentHashMap.newKeySet();
    return (RegistryClient)
        Proxy.newProxyInstance(
            OutboxBench.class.getClassLoader(),
            new Class<?>[] {RegistryClient.class},
            (proxy, method, arguments) -> {
              boolean remembered = !seen.add(arguments[arguments.length - 1]);
              if (registryAway.get() && !remembered) {
                throw new RegistryUnavailableException("The registry is away");
              }
              try {
                return method.invoke(registry, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  SagaOutbox outbox() {
    return outbox;
  }

  DataSource dataSource() {
    return dataSource;
  }

  RecordingProducer.Log log() {
    return log;
  }

  void takeRegistryAway() {
    registryAway.set(true);
  }

  /** A relay that looks often, sending with this producer. */
  OutboxRelay relay(Producer<byte[], byte[]> producer) {
    return relay(
        OutboxRelay.on(dataSource).pollInterval(Duration.ofMillis(5)).batchRows(7), producer);
  }

  OutboxRelay relay(OutboxRelayBuilder builder, Producer<byte[], byte[]> producer) {
    OutboxRelay relay = builder.start(() -> producer);
    toClose.add(relay);
    return relay;
  }

  OutboxRelay relay() {
    return relay(new RecordingProducer(log));
  }

  void commit(Work work) throws SQLException {
    transaction(work, true);
  }

  void rollBack(Work work) throws SQLException {
    transaction(work, false);
  }

  private void transaction(Work work, boolean committed) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      work.run(connection);
      if (committed) {
        connection.commit();
      } else {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    }
  }

  /** A signal that tells its number. */
  void signal(Connection connection, String sagaId, int number) throws SQLException {
    outbox.signal(
        connection,
        new SagaId(sagaId),
        new SignalName("approval"),
        new ApprovalDecision(true, String.valueOf(number), null));
  }

  int number(ProducerRecord<byte[], byte[]> record) {
    return Integer.parseInt(
        codec.decode(record.topic(), record.value(), ApprovalDecision.class).getDecidedBy());
  }

  /** The numbers of the signals of a saga that have arrived, in order. */
  List<Integer> arrived(String sagaId) {
    return log.records().stream()
        .filter(record -> RecordingProducer.key(record).equals(sagaId))
        .map(this::number)
        .toList();
  }

  AvroCodec codec() {
    return codec;
  }

  int count(String condition) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT COUNT(*) FROM saga_outbox WHERE " + condition)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError("Expected to count rows", e);
    }
  }

  int rows() {
    return count("1 = 1");
  }

  void close() throws Exception {
    Collections.reverse(toClose);
    for (AutoCloseable each : toClose) {
      each.close();
    }
    log.close();
    outbox.close();
    codec.close();
  }
}
