package dev.sagas.outbox;

import static dev.sagas.outbox.OutboxBench.soon;
import static dev.sagas.outbox.RecordingProducer.header;
import static dev.sagas.outbox.RecordingProducer.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.client.SagaStart;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.RegistryUnavailableException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** What the outbox promises about its rows, on any database. */
interface OutboxWriteContract {
  ApprovalDecision DATA = new ApprovalDecision(true, "1", null);

  OutboxBench bench();

  @Test
  default void shouldSendTheRequestThatTheClientWouldSendWhenTheTransactionCommits()
      throws Exception {
    // given
    SagaStart start =
        SagaStart.of("order", "order-1", DATA)
            .withVersion(2)
            .withLabel("region", "eu")
            .withLabel("channel", "web")
            .wantAnswer();
    AtomicReference<String> id = new AtomicReference<>();
    bench().relay();

    // when
    bench().commit(connection -> id.set(bench().outbox().start(connection, start)));

    // then
    soon().until(() -> bench().rows() == 0);
    ProducerRecord<byte[], byte[]> sent = bench().log().records().get(0);
    assertThat(sent.topic()).isEqualTo("shop.saga.requests");
    assertThat(sent.partition()).isNull();
    assertThat(key(sent)).isEqualTo("order-1");
    assertThat(headers(sent))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "saga-id", "order-1",
                "saga-type", "order",
                "saga-version", "2",
                "saga-labels", "channel=web,region=eu",
                "saga-reply-to", "shop.saga.answers",
                "saga-request-id", id.get()));
    assertThat(bench().codec().decode(sent.topic(), sent.value(), ApprovalDecision.class))
        .isEqualTo(DATA);
    assertThat(bench().log().records()).hasSize(1);
  }

  @Test
  default void shouldSendTheSignalThatTheClientWouldSendWhenTheTransactionCommits()
      throws Exception {
    // given
    bench().relay();

    // when
    bench().commit(connection -> bench().signal(connection, "order-1", 7));

    // then
    soon().until(() -> bench().rows() == 0);
    ProducerRecord<byte[], byte[]> sent = bench().log().records().get(0);
    assertThat(sent.topic()).isEqualTo("shop.saga.signals");
    assertThat(key(sent)).isEqualTo("order-1");
    assertThat(headers(sent))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("saga-id", "order-1", "saga-signal", "approval"));
    assertThat(bench().number(sent)).isEqualTo(7);
  }

  @Test
  default void shouldSendNothingWhenTheTransactionRollsBack() throws Exception {
    // given
    bench().relay();

    // when
    bench()
        .rollBack(
            connection -> {
              order(connection, "order-1");
              bench().outbox().start(connection, "order", "order-1", DATA);
              bench().signal(connection, "order-1", 1);
            });
    bench().commit(connection -> bench().signal(connection, "order-2", 2));

    // then
    soon().until(() -> !bench().log().records().isEmpty() && bench().rows() == 0);
    assertThat(bench().log().records()).hasSize(1);
    assertThat(bench().arrived("order-2")).containsExactly(2);
    assertThat(orders()).isZero();
  }

  @Test
  default void shouldLeaveTheTransactionAsItWasWhenTheRegistryIsAway() throws Exception {
    // given
    bench().outbox().register(ApprovalDecision.class);
    bench().takeRegistryAway();

    // when
    bench()
        .commit(
            connection -> {
              order(connection, "order-1");
              assertThatThrownBy(
                      () ->
                          bench()
                              .outbox()
                              .start(
                                  connection,
                                  "order",
                                  "order-1",
                                  new StepFailure("CODE", "secret", Map.of())))
                  .isInstanceOf(RegistryUnavailableException.class)
                  .hasMessageNotContaining("secret");
              bench().outbox().start(connection, "order", "order-2", DATA);
            });

    // then
    assertThat(orders()).isEqualTo(1);
    assertThat(bench().rows()).isEqualTo(1);
    assertThat(bench().count("aggregateid = 'order-2'")).isEqualTo(1);
  }

  @Test
  default void shouldRefuseWhenTheConnectionHasNoTransaction() throws Exception {
    try (Connection connection = bench().dataSource().getConnection()) {
      assertThatThrownBy(() -> bench().outbox().start(connection, "order", "order-1", DATA))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("auto-commit");
      assertThatThrownBy(
              () ->
                  bench()
                      .outbox()
                      .signal(connection, new SagaId("order-1"), new SignalName("go"), DATA))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(bench().rows()).isZero();
  }

  @Test
  default void shouldHaveTheColumnsThatDebeziumsRouterReadsWhenARowIsWritten() throws Exception {
    // given
    bench().commit(connection -> bench().outbox().start(connection, "order", "order-1", DATA));

    // when, then
    try (Connection connection = bench().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM saga_outbox")) {
      assertThat(row.next()).isTrue();
      assertThat(types(row))
          .containsEntry("id", Types.VARCHAR)
          .containsEntry("aggregatetype", Types.VARCHAR)
          .containsEntry("aggregateid", Types.VARCHAR)
          .containsEntry("type", Types.VARCHAR)
          .containsAllEntriesOf(Map.of("saga_type", Types.VARCHAR, "saga_version", Types.VARCHAR))
          .containsAllEntriesOf(
              Map.of("saga_labels", Types.VARCHAR, "saga_reply_to", Types.VARCHAR))
          .containsAllEntriesOf(
              Map.of("saga_request_id", Types.VARCHAR, "saga_signal", Types.VARCHAR));
      assertThat(types(row).get("payload"))
          .isIn(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY);
      assertThat(row.getString("id")).isEqualTo(row.getString("saga_request_id")).hasSize(36);
      assertThat(row.getString("aggregatetype")).isEqualTo("shop.saga.requests");
      assertThat(row.getString("aggregateid")).isEqualTo("order-1");
      assertThat(row.getString("type")).isEqualTo("dev.sagas.schema.ApprovalDecision");
      ByteBuffer payload = ByteBuffer.wrap(row.getBytes("payload"));
      assertThat(payload.get()).isZero();
      assertThat(payload.getInt())
          .isEqualTo(bench().codec().schemaId("shop.saga.requests", DATA.getSchema()));
    }
  }

  @Test
  default void shouldUseAnotherTableWhenOneIsNamed() throws Exception {
    // given
    try (Connection connection = bench().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE saga_outbox RENAME TO other_outbox");
    }
    bench()
        .relay(
            OutboxRelay.on(bench().dataSource()).table("other_outbox"),
            new RecordingProducer(bench().log()));

    // when
    try (SagaOutbox other = SagaOutbox.open(bench().settings(), "other_outbox")) {
      bench().commit(connection -> other.start(connection, "order", "order-1", DATA));
    }

    // then
    soon().until(() -> bench().log().records().size() == 1);
    assertThat(header(bench().log().records().get(0), "saga-type")).isEqualTo("order");
    assertThatThrownBy(() -> SagaOutbox.open(bench().settings(), "a; DROP TABLE b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OutboxRelay.on(bench().dataSource()).table("a b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header each : record.headers()) {
      headers.put(each.key(), header(record, each.key()));
    }
    return headers;
  }

  private static Map<String, Integer> types(ResultSet row) throws SQLException {
    Map<String, Integer> types = new HashMap<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      types.put(
          row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT),
          row.getMetaData().getColumnType(i));
    }
    return types;
  }

  private int orders() throws SQLException {
    try (Connection connection = bench().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
      count.next();
      return count.getInt(1);
    }
  }

  private static void order(Connection connection, String id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO orders VALUES ('" + id + "')");
    }
  }
}
