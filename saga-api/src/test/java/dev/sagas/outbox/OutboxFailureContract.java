package dev.sagas.outbox;

import static dev.sagas.outbox.OutboxBench.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.outbox.FailingDatabase.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What the relay promises when something fails, on any database. */
interface OutboxFailureContract {
  OutboxBench bench();

  @Test
  default void shouldSendTheSameAgainWhenItFailsBetweenSendingAndDeleting() throws Exception {
    // given
    FailingDatabase database = new FailingDatabase(bench().dataSource());
    database.failNext(Failure.COMMIT, 1);
    bench()
        .commit(
            connection -> {
              bench().outbox().start(connection, "order", "order-1", OutboxWriteContract.DATA);
              bench().signal(connection, "order-1", 2);
            });

    // when
    bench().relay(OutboxRelay.on(database.dataSource()), new RecordingProducer(bench().log()));

    // then
    soon().until(() -> bench().rows() == 0);
    List<ProducerRecord<byte[], byte[]>> sent = bench().log().records();
    assertThat(sent).hasSize(3);
    assertThat(sent.get(1).topic()).isEqualTo(sent.get(0).topic());
    assertThat(sent.get(1).value()).isEqualTo(sent.get(0).value());
    assertThat(sent.get(1).headers()).isEqualTo(sent.get(0).headers());
    assertThat(sent.get(2).topic()).isEqualTo("shop.saga.signals");
  }

  @Test
  default void shouldGoOnWhenTheDatabaseWasAway() throws Exception {
    // given
    FailingDatabase database = new FailingDatabase(bench().dataSource());
    database.failNext(Failure.CONNECT, 3);
    bench().commit(connection -> bench().signal(connection, "order-1", 1));

    // when
    bench().relay(OutboxRelay.on(database.dataSource()), new RecordingProducer(bench().log()));

    // then
    soon().until(() -> bench().rows() == 0);
    assertThat(database.failuresLeft()).isZero();
    assertThat(bench().arrived("order-1")).containsExactly(1);
  }

  @Test
  default void shouldKeepTheOrderWhenKafkaDoesNotAnswerNowAndThen() throws Exception {
    // given
    AtomicInteger sends = new AtomicInteger();
    Function<ProducerRecord<byte[], byte[]>, Optional<RuntimeException>> everyThird =
        record ->
            sends.incrementAndGet() % 3 == 0
                ? Optional.of(new TimeoutException("Kafka is away"))
                : Optional.empty();
    int signals = 8;
    bench()
        .commit(
            connection -> {
              for (int i = 0; i < signals; i++) {
                for (String saga : List.of("a", "b", "c", "d")) {
                  bench().signal(connection, saga, i);
                }
              }
            });

    // when
    bench().relay(new RecordingProducer(bench().log(), everyThird));

    // then
    soon().until(() -> bench().rows() == 0);
    for (String saga : List.of("a", "b", "c", "d")) {
      assertThat(bench().arrived(saga)).isEqualTo(IntStream.range(0, signals).boxed().toList());
    }
  }

  @Test
  default void shouldTakeAnotherProducerWhenTheOneItHasCannotGoOn() throws Exception {
    // given
    AtomicInteger made = new AtomicInteger();
    AtomicBoolean firstClosed = new AtomicBoolean();
    bench().commit(connection -> bench().signal(connection, "order-1", 1));

    // when
    try (OutboxRelay relay =
        OutboxRelay.on(bench().dataSource())
            .start(
                () ->
                    made.incrementAndGet() == 1
                        ? new RecordingProducer(
                            bench().log(),
                            record ->
                                Optional.of(new ClusterAuthorizationException("Not allowed"))) {
                          @Override
                          public void close(Duration timeout) {
                            firstClosed.set(true);
                          }
                        }
                        : new RecordingProducer(bench().log()))) {
      soon().until(() -> bench().rows() == 0);

      // then
      assertThat(relay.isRunning()).isTrue();
    }
    assertThat(made).hasValue(2);
    assertThat(firstClosed).isTrue();
    assertThat(bench().arrived("order-1")).containsExactly(1);
  }

  @Test
  default void shouldSetARowAsideAndGoOnWhenItCanNeverBeSent() throws SQLException {
    // given
    Function<ProducerRecord<byte[], byte[]>, Optional<RuntimeException>> tooLarge =
        record ->
            bench().number(record) == 13
                ? Optional.of(new RecordTooLargeException("13 is too large"))
                : Optional.empty();
    bench()
        .commit(
            connection -> {
              bench().signal(connection, "order-1", 13);
              bench().signal(connection, "order-1", 14);
              bench().signal(connection, "order-2", 1);
            });

    // when
    bench().relay(new RecordingProducer(bench().log(), tooLarge));

    // then
    soon().until(() -> bench().rows() == 1 && bench().log().records().size() == 2);
    assertThat(bench().arrived("order-1")).containsExactly(14);
    assertThat(bench().arrived("order-2")).containsExactly(1);
    assertThat(
            bench()
                .count(
                    "aggregateid = 'order-1' AND set_aside_at > 0"
                        + " AND error = 'RecordTooLargeException: 13 is too large'"))
        .isEqualTo(1);
  }

  @Test
  default void shouldSendARowThatWasSetAsideWhenItIsPutBack() throws Exception {
    // given
    AtomicBoolean repaired = new AtomicBoolean();
    bench().commit(connection -> bench().signal(connection, "order-1", 1));
    bench()
        .relay(
            new RecordingProducer(
                bench().log(),
                record ->
                    repaired.get()
                        ? Optional.empty()
                        : Optional.of(new RecordTooLargeException("Too large"))));
    soon().until(() -> bench().count("set_aside_at IS NOT NULL") == 1);

    // when
    repaired.set(true);
    bench()
        .commit(
            connection -> {
              try (var statement = connection.createStatement()) {
                statement.execute("UPDATE saga_outbox SET set_aside_at = NULL, error = NULL");
              }
            });

    // then
    soon().until(() -> bench().rows() == 0);
    assertThat(bench().arrived("order-1")).containsExactly(1);
  }
}
