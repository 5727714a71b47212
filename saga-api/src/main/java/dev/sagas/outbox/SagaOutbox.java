package dev.sagas.outbox;

import dev.sagas.client.SagaRecords;
import dev.sagas.client.SagaStart;
import dev.sagas.outbox.OutboxTable.NewRow;
import dev.sagas.protocol.ClientSettings;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Starts and signals sagas in the caller's own database transaction: the request is a row of the
 * outbox, which an {@link OutboxRelay} or Debezium sends after the commit.
 *
 * <ul>
 *   <li>Nothing is sent if the transaction rolls back. What was committed is sent at least once,
 *       and for one saga in the order in which it was committed.
 *   <li>Works on PostgreSQL, MySQL, MariaDB and H2. Needs its table: {@code
 *       dev/sagas/outbox/postgresql.sql}, {@code mysql.sql} or {@code h2.sql} on the class path,
 *       usable as a migration.
 *   <li>The record is encoded when the row is written. The registry is called then if a schema is
 *       new to this outbox: call {@link #register} beforehand to keep that out of transactions.
 *   <li>If the registry must be called and does not answer, the call throws {@link
 *       dev.sagas.serde.RegistryUnavailableException} before it uses the connection: the caller's
 *       transaction is unchanged, and the caller decides what to do with it.
 *   <li>Never commits, rolls back or closes the connection; {@code CommandContext.connection()} of
 *       a participant's handler can be used.
 *   <li>Thread-safe; one outbox serves a whole process.
 * </ul>
 */
public final class SagaOutbox implements AutoCloseable {
  /** The default name of the table. */
  public static final String DEFAULT_TABLE = "saga_outbox";

  private final AvroCodec codec;
  private final SagaRecords records;
  private final OutboxTable table;
  private final Clock clock = Clock.systemUTC();

  private SagaOutbox(Map<String, ?> settings, String table) {
    this.table = new OutboxTable(table);
    this.codec = AvroCodec.create(settings, SubjectStrategy.RECORD_NAME);
    this.records = new SagaRecords(codec, ClientSettings.topics(settings));
  }

  /**
   * An outbox in the table {@value #DEFAULT_TABLE}; makes no calls yet.
   *
   * @param settings those of the registry, {@code schema.registry.url} at least, and {@code
   *     saga.topic.prefix} if the topics have one; settings of Kafka are not needed, and ignored
   * @throws org.apache.kafka.common.KafkaException if the settings do not fit
   */
  public static SagaOutbox open(Map<String, ?> settings) {
    return open(settings, DEFAULT_TABLE);
  }

  /**
   * The same in another table, {@code name} or {@code schema.name}.
   *
   * @throws IllegalArgumentException if the name is not a plain SQL identifier
   */
  public static SagaOutbox open(Map<String, ?> settings, String table) {
    return new SagaOutbox(Map.copyOf(settings), table);
  }

  /**
   * Registers the schemas of records that will be written, when the service starts.
   *
   * @throws dev.sagas.serde.RegistryUnavailableException if the registry does not answer
   * @throws dev.sagas.serde.IncompatibleSchemaException if the registry refuses a schema
   */
  @SafeVarargs
  public final SagaOutbox register(Class<? extends SpecificRecord>... types) {
    for (Class<? extends SpecificRecord> type : types) {
      records.register(type);
    }
    return this;
  }

  /**
   * Requests a saga when the connection's transaction commits.
   *
   * <ul>
   *   <li>Starting twice is harmless: while the orchestrator knows a saga id, it runs it only once.
   *   <li>With {@link SagaStart#wantAnswer()} the answer is written to the topic for answers, with
   *       the request id that this method returns.
   * </ul>
   *
   * @return the id of the request, which is also that of the row
   * @throws IllegalStateException if the connection is in auto-commit mode: there is no transaction
   * @throws org.apache.kafka.common.errors.SerializationException if the data cannot be encoded
   * @throws SQLException if the row cannot be written
   */
  public String start(Connection connection, SagaStart start) throws SQLException {
    requireTransaction(connection);
    String id = UUID.randomUUID().toString();
    insert(connection, id, start.data(), records.start(start, id));
    return id;
  }

  /** The same for the newest version, without labels and without an answer. */
  public String start(Connection connection, String type, String sagaId, SpecificRecord data)
      throws SQLException {
    return start(connection, SagaStart.of(type, sagaId, data));
  }

  /**
   * Signals a saga when the connection's transaction commits.
   *
   * <p>The signal may be sent more than once, and signals have no id by which the orchestrator
   * could recognise a repetition: if several steps of a saga wait for the same name, a repeated
   * signal may be taken for the next one.
   *
   * @return the row's id
   * @throws IllegalStateException if the connection is in auto-commit mode: there is no transaction
   * @throws org.apache.kafka.common.errors.SerializationException if the signal cannot be encoded
   * @throws SQLException if the row cannot be written
   */
  public String signal(Connection connection, SagaId sagaId, SignalName name, SpecificRecord signal)
      throws SQLException {
    requireTransaction(connection);
    String id = UUID.randomUUID().toString();
    insert(connection, id, signal, records.signal(sagaId, name, signal));
    return id;
  }

  /** Closes the connection to the registry; rows that were written are not affected. */
  @Override
  public void close() {
    codec.close();
  }

  private void insert(
      Connection connection, String id, SpecificRecord value, ProducerRecord<byte[], byte[]> record)
      throws SQLException {
    for (Header header : record.headers()) {
      if (!HeaderColumn.isKept(header.key())) {
        throw new IllegalStateException(
            "Expected a column for header " + header.key() + ", but there is none");
      }
    }
    table.insert(
        connection, new NewRow(id, value.getSchema().getFullName(), record, clock.millis()));
  }

  private static void requireTransaction(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "Expected a connection with a transaction, but it is in auto-commit mode");
    }
  }
}
