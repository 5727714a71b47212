package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka's clients may not flood the log, whatever the level. */
class RepeatFilterTest {
  private static final String ADMIN = "org.apache.kafka.clients.admin.KafkaAdminClient";
  private static final String NETWORK = "org.apache.kafka.clients.NetworkClient";

  private final AtomicLong nanos = new AtomicLong();
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  @BeforeEach
  void connect() {
    context.addTurboFilter(new RepeatFilter(nanos::get));
    appender.start();
    Logger root = context.getLogger("ROOT");
    root.setLevel(Level.INFO);
    root.addAppender(appender);
  }

  private List<String> lines() {
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void shouldLetALinePassTenTimesAndCountTheRest() {
    // when: a thousand times the same, then ten seconds of silence
    for (int i = 0; i < 1_000; i++) {
      context.getLogger(NETWORK).info("Node -1 disconnected.");
    }
    nanos.addAndGet(RepeatFilter.WINDOW.toNanos() + 1);
    context.getLogger(NETWORK).info("Node -1 disconnected.");

    // then
    assertThat(lines()).hasSize(RepeatFilter.BURST + 2);
    assertThat(lines().get(RepeatFilter.BURST))
        .isEqualTo("990 more lines like the next one were suppressed: Node -1 disconnected.");
    assertThat(lines().get(RepeatFilter.BURST + 1)).isEqualTo("Node -1 disconnected.");
  }

  @Test
  void shouldBoundEachLineByItself() {
    for (int i = 0; i < 50; i++) {
      context.getLogger(NETWORK).info("Node {} disconnected.", 1);
      context.getLogger(NETWORK).info("Node {} disconnected.", 2);
      context.getLogger(ADMIN).warn("The metadata request with correlation id {} failed", i);
    }

    assertThat(lines()).hasSize(3 * RepeatFilter.BURST);
  }

  @Test
  void shouldLetWhatIsSaidOnceOfEachPartitionPass() {
    for (int i = 0; i < 200; i++) {
      context.getLogger(NETWORK).info("Seeking to offset 0 of partition saga.journal-{}", i);
    }

    assertThat(lines()).hasSize(200);
  }

  @Test
  void shouldNotTouchOurOwnLog() {
    for (int i = 0; i < 50; i++) {
      context.getLogger("dev.sagas.orchestrator.streams").info("Took over a partition");
    }

    assertThat(lines()).hasSize(50);
  }

  @Test
  void shouldNotCountWhatTheLevelLeavesOutAnyway() {
    for (int i = 0; i < 50; i++) {
      context.getLogger(NETWORK).debug("Node {} disconnected.", 1);
    }
    context.getLogger(NETWORK).info("Node {} disconnected.", 1);

    assertThat(lines()).containsExactly("Node 1 disconnected.");
  }

  @Test
  void shouldBeSetUpWhereTheCommandsLog() throws Exception {
    String settings =
        Files.readString(
            Path.of("src/main/resources/dev/sagas/orchestrator/logback.xml"),
            StandardCharsets.UTF_8);

    assertThat(settings).contains("<turboFilter class=\"" + RepeatFilter.class.getName() + "\"/>");
  }
}
