package dev.sagas.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.serde.CapturedLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

/** What the log says of groups that cannot be examined. */
class ParticipantGroupsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);

  private ParticipantGroups groups(CountDownLatch never) {
    return new ParticipantGroups(
            Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1")),
            group -> {
              if (asked.incrementAndGet() == 1) {
                return new GroupQuery.Group(1, 0);
              }
              try {
                never.await();
                throw new KafkaException("the brokers do not say");
              } catch (InterruptedException e) {
                throw new InterruptException(e);
              } finally {
                ended.countDown();
              }
            },
            List.of(new WatchedGroup("shop", "shop-group", "shop.commands")),
            new Meters(new SimpleMeterRegistry()))
        .every(Duration.ofMillis(1));
  }

  @Test
  void shouldNotWarnOfAnExaminationThatIsInterruptedByClosing() throws Exception {
    try (CapturedLog log = CapturedLog.of(ParticipantGroups.class)) {
      // given
      ParticipantGroups groups = groups(new CountDownLatch(1));
      await().atMost(PATIENCE).until(() -> asked.get() == 2);

      // when
      groups.close();
      ended.await();
      assertThat(groups.awaitEnd(PATIENCE)).isTrue();

      // then
      assertThat(log.events()).isEmpty();
    }
  }

  @Test
  void shouldWarnOnceOfAGroupAboutWhichTheBrokersDoNotAnswer() {
    try (CapturedLog log = CapturedLog.of(ParticipantGroups.class)) {
      // when
      ParticipantGroups groups = groups(new CountDownLatch(0));
      await().atMost(PATIENCE).until(() -> asked.get() > 3);
      groups.close();

      // then
      assertThat(log.events())
          .singleElement()
          .satisfies(
              event ->
                  assertThat(event.getFormattedMessage())
                      .contains("shop-group cannot be examined: the brokers do not say"));
    }
  }
}
