package dev.sagas.dev.outbox;

import dev.sagas.client.SagaRecords;
import dev.sagas.client.SagaStart;
import dev.sagas.outbox.SagaOutbox;
import dev.sagas.protocol.ClientSettings;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** Writes to an outbox and tells which records the client would have sent instead. */
final class OutboxWriter implements AutoCloseable {
  private static final SignalName CAR_READY = new SignalName("car-ready");

  private final DataSource dataSource;
  private final SagaOutbox outbox;
  private final AvroCodec codec;
  private final SagaRecords records;

  OutboxWriter(DataSource dataSource, Map<String, Object> settings) {
    this.dataSource = dataSource;
    this.outbox = SagaOutbox.open(settings);
    this.codec = AvroCodec.create(settings, SubjectStrategy.RECORD_NAME);
    this.records = new SagaRecords(codec, ClientSettings.topics(settings));
  }

  /** What is done within a transaction. */
  interface Work {
    void in(Connection connection) throws SQLException;
  }

  void commit(Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      work.in(connection);
      connection.commit();
    }
  }

  void rollBack(Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      work.in(connection);
      connection.rollback();
    }
  }

  SentRecord start(Connection connection, SagaStart start) throws SQLException {
    String id = outbox.start(connection, start);
    return SentRecord.of(records.start(start, id)).withId(id);
  }

  SentRecord signal(Connection connection, String saga, String car) throws SQLException {
    SagaId sagaId = new SagaId(saga);
    CarBooked ready = new CarBooked(saga, car);
    String id = outbox.signal(connection, sagaId, CAR_READY, ready);
    return SentRecord.of(records.signal(sagaId, CAR_READY, ready)).withId(id);
  }

  /** In a transaction of its own. */
  SentRecord signal(String saga, String car) throws SQLException {
    SentRecord[] written = new SentRecord[1];
    commit(connection -> written[0] = signal(connection, saga, car));
    return written[0];
  }

  @Override
  public void close() {
    outbox.close();
    codec.close();
  }
}
