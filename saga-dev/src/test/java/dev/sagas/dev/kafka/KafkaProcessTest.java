package dev.sagas.dev.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaProcessTest {
  @TempDir private Path dataDir;

  @Test
  void shouldKeepAcknowledgedRecordsWhenKilled() throws Exception {
    // given
    try (KafkaProcess kafka = KafkaProcess.start(dataDir)) {
      Records records = new Records(kafka.bootstrapServers(), "kept");
      records.createTopic();
      records.write(0, 5_000);

      // when
      kafka.kill();
      assertThat(kafka.isRunning()).isFalse();
      kafka.restart();

      // then
      records.write(5_000, 5_010);
      assertThat(records.read(5_010)).isEqualTo(Records.expected(5_010));
    }
  }

  @Test
  void shouldStartAtOnceWhenKilledWithinItsSession() throws Exception {
    // given: a session far longer than a start may take
    EmbeddedKafkaConfig config =
        EmbeddedKafkaConfig.in(dataDir).withProperty("broker.session.timeout.ms", "3600000");
    try (KafkaProcess kafka = KafkaProcess.start(config)) {
      Records records = new Records(kafka.bootstrapServers(), "kept");
      records.createTopic();
      records.write(0, 10);
      kafka.kill();

      // when
      kafka.restart();

      // then
      assertThat(records.read(10)).isEqualTo(Records.expected(10));
    }
  }

  @Test
  void shouldStayQuietWhenStartedAndStoppedInGoodOrder() throws Exception {
    // given
    try (KafkaProcess kafka = KafkaProcess.start(dataDir)) {
      assertThat(kafka.isRunning()).isTrue();

      // when
      kafka.stop();

      // then
      assertThat(kafka.isRunning()).isFalse();
      assertThat(Files.readString(dataDir.resolve("broker.log"))).isEmpty();
    }
  }

  /** Without it the broker would log like the program that started it, or everything. */
  @Test
  void shouldHaveLoggingOfItsOwn() {
    assertThat(KafkaProcess.class.getClassLoader().getResource(KafkaProcess.LOGGING)).isNotNull();
  }

  @Test
  void shouldShowItsLogWhenItCannotStart() {
    // given
    EmbeddedKafkaConfig config =
        EmbeddedKafkaConfig.in(dataDir).withProperty("num.io.threads", "none");

    // when, then
    assertThatThrownBy(() -> KafkaProcess.start(config))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("num.io.threads");
  }
}
