package dev.sagas.outbox;

import static dev.sagas.outbox.OutboxBench.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the relay promises about order and several relays, on any database. */
interface OutboxOrderContract {
  OutboxBench bench();

  @Test
  default void shouldKeepTheOrderOfEachSagaWhenTwoRelaysWorkAtOnceUnderLoad() throws Exception {
    // given
    int writers = 4;
    int sagas = 10;
    int signals = 12;
    bench().relay();
    bench().relay();
    ExecutorService threads = Executors.newFixedThreadPool(writers);

    // when
    try {
      List<Future<?>> writing = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        String prefix = "saga-" + w + "-";
        writing.add(threads.submit(() -> write(prefix, sagas, signals)));
      }
      for (Future<?> each : writing) {
        each.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }

    // then
    soon().until(() -> bench().rows() == 0);
    List<Integer> inOrder = IntStream.range(0, signals).boxed().toList();
    for (int w = 0; w < writers; w++) {
      for (int s = 0; s < sagas; s++) {
        assertThat(bench().arrived("saga-" + w + "-" + s)).isEqualTo(inOrder);
      }
    }
    assertThat(bench().log().records()).hasSize(writers * sagas * signals);
  }

  /** Two signals in each transaction. */
  private Void write(String prefix, int sagas, int signals) throws SQLException {
    for (int i = 0; i < signals; i += 2) {
      for (int s = 0; s < sagas; s++) {
        String saga = prefix + s;
        int number = i;
        bench()
            .commit(
                connection -> {
                  bench().signal(connection, saga, number);
                  bench().signal(connection, saga, number + 1);
                });
      }
    }
    return null;
  }

  @Test
  default void shouldPassByASagaWithoutWaitingWhenAnotherRelayHoldsIt() throws Exception {
    // given
    bench()
        .commit(
            connection -> {
              bench().signal(connection, "held", 1);
              bench().signal(connection, "held", 2);
              bench().signal(connection, "free", 3);
              bench().signal(connection, "free", 4);
            });

    // when: as another relay does that sends the first row just now
    try (Connection other = bench().dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.executeQuery(
          "SELECT seq FROM saga_outbox WHERE seq = (SELECT MIN(seq) FROM saga_outbox) FOR UPDATE");
      bench().relay();

      // then
      soon().until(() -> bench().arrived("free"), List.of(3, 4)::equals);
      soon().until(() -> bench().rows() == 2);
      assertThat(bench().arrived("held")).isEmpty();
      other.rollback();
      other.setAutoCommit(true);
    }

    // then
    soon().until(() -> bench().rows() == 0);
    assertThat(bench().arrived("held")).containsExactly(1, 2);
  }

  @Test
  default void shouldSendAtOnceWhenItIsWokenUp() throws Exception {
    // given
    OutboxRelay relay =
        bench()
            .relay(
                OutboxRelay.on(bench().dataSource()).pollInterval(Duration.ofHours(1)),
                new RecordingProducer(bench().log()));
    bench().commit(connection -> bench().signal(connection, "order-1", 1));
    relay.wakeUp();
    soon().until(() -> bench().rows() == 0);

    // when
    bench().commit(connection -> bench().signal(connection, "order-1", 2));
    relay.wakeUp();

    // then
    soon().until(() -> bench().arrived("order-1"), List.of(1, 2)::equals);
    assertThat(relay.isRunning()).isTrue();
  }

  @Test
  default void shouldLoseNothingWhenTheRelayIsClosedAndAnotherStarts() throws Exception {
    // given
    int signals = 60;
    OutboxRelay first = bench().relay();
    bench()
        .commit(
            connection -> {
              for (int i = 0; i < signals; i++) {
                bench().signal(connection, "order-1", i);
              }
            });
    soon().until(() -> bench().arrived("order-1").size() > 3);

    // when
    first.close();
    int left = bench().rows();
    bench().relay();

    // then
    assertThat(first.isRunning()).isFalse();
    assertThat(left).isGreaterThan(0);
    soon().until(() -> bench().rows() == 0);
    assertThat(bench().arrived("order-1")).isEqualTo(IntStream.range(0, signals).boxed().toList());
  }
}
