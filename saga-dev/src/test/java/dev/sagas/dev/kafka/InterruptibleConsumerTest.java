package dev.sagas.dev.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sagas.engine.deployment.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A consumer that is closed by a thread that was interrupted, with a fetch session open. */
class InterruptibleConsumerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path dataDir;

  @Test
  void shouldCloseWithoutAnErrorAndLeaveTheThreadInterrupted() throws Exception {
    Logger clients = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir)) {
      // given
      Records records = new Records(kafka.bootstrapServers(), "read");
      records.createTopic();
      records.write(0, 1);
      KafkaConsumer<byte[], byte[]> consumer =
          TopicReader.consumer(
              Map.of("bootstrap.servers", kafka.bootstrapServers(), "fetch.max.wait.ms", 1_000));
      List<TopicPartition> partitions = List.of(new TopicPartition("read", 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .pollInSameThread()
          .atMost(PATIENCE)
          .until(() -> consumer.poll(Duration.ofSeconds(1)).count() > 0);
      clients.addAppender(log);

      // when
      Thread.currentThread().interrupt();
      consumer.close();

      // then
      assertThat(Thread.interrupted()).isTrue();
      assertThat(log.list)
          .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
          .isEmpty();
    } finally {
      clients.detachAppender(log);
    }
  }
}
