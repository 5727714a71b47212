package dev.sagas.testkit.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.orchestrator.app.JournalEnd;
import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.testkit.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No state is rebuilt from a journal that cannot be read to its end. */
class OpenTransactionTest {
  @TempDir private Path directory;

  @Test
  void shouldNotTakeTheFirstOpenTransactionForTheEndOfTheJournal() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "open"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      // given
      admin.createTopics(List.of(new NewTopic("saga.journal", 1, (short) 1))).all().get();
      AuditConfig deployment =
          AuditConfig.of(
              Map.of(
                  "bootstrap.servers",
                  kafka.bootstrapServers(),
                  "schema.registry.url",
                  "http://localhost:1"));
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("saga.journal", new byte[1])).get();

      // then
      assertThatThrownBy(() -> JournalEnd.awaitReadable(deployment, 0, Duration.ofMillis(300)))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("read saga.journal-0 up to offset 1")
          .hasMessageContaining("in the way at 0");

      // and once it has ended
      producer.commitTransaction();
      assertThatCode(() -> JournalEnd.awaitReadable(deployment, 0, Duration.ofSeconds(20)))
          .doesNotThrowAnyException();
    }
  }
}
