package dev.sagas.dev.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction that has not ended is not taken for the end of a topic. */
class OpenTransactionTest {
  private static final String JOURNAL = "saga.journal";

  @TempDir private Path directory;
  private EmbeddedKafka kafka;
  private KafkaProducer<byte[], byte[]> open;

  @BeforeEach
  void begin() throws Exception {
    kafka = EmbeddedKafka.start(directory);
    try (Admin admin = Admin.create(client())) {
      admin.createTopics(List.of(new NewTopic(JOURNAL, 1, (short) 1))).all().get();
    }
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      producer.send(new ProducerRecord<>(JOURNAL, new byte[] {1})).get();
    }
    open = producer(Map.of("transactional.id", "open"));
    open.initTransactions();
    open.beginTransaction();
    open.send(new ProducerRecord<>(JOURNAL, new byte[] {2})).get();
  }

  @AfterEach
  void stop() {
    open.close();
    kafka.close();
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(client());
    config.putAll(more);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private TopicReader reader() {
    TopicReader reader = TopicReader.connect(client(), Duration.ofMillis(500));
    reader.add(reader.partitions(List.of(JOURNAL)));
    return reader;
  }

  @Test
  void shouldReadOnOnlyWhenTheTransactionHasEnded() {
    try (TopicReader reader = reader()) {
      // given
      List<Byte> read = new ArrayList<>();

      // then
      assertThatThrownBy(() -> reader.readToEnd(record -> read.add(record.value()[0])))
          .isInstanceOf(DeploymentException.class)
          .hasMessageContaining("Expected to read saga.journal-0 up to offset 2")
          .hasMessageContaining("an open transaction blocks the reader at 1");
      assertThat(read).containsExactly((byte) 1);

      // when
      open.commitTransaction();
      reader.readToEnd(record -> read.add(record.value()[0]));

      // then
      assertThat(read).containsExactly((byte) 1, (byte) 2);
    }
  }

  @Test
  void shouldGiveWhatCanBeReadWhenAskedTo() {
    try (TopicReader reader = reader()) {
      // when
      List<Byte> read = new ArrayList<>();
      reader.readAsFarAsPossible(record -> read.add(record.value()[0]));

      // then
      assertThat(read).containsExactly((byte) 1);
    }
  }
}
