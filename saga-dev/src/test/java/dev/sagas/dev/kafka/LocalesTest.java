package dev.sagas.dev.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker on a machine whose locale has other digits, or another upper case of i. */
class LocalesTest {
  private final Locale before = Locale.getDefault();

  @TempDir private Path dataDir;

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar", "ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva", "fa-IR"})
  void shouldHaveTheSamePropertiesInEveryLocale(String language) {
    // given
    EmbeddedKafkaConfig config = EmbeddedKafkaConfig.in(dataDir).withPort(9092);
    Locale.setDefault(Locale.ROOT);
    Map<String, String> expected = BrokerProperties.ofController(config, 9093);

    // when
    Locale.setDefault(Locale.forLanguageTag(language));

    // then
    assertThat(BrokerProperties.ofController(config, 9093)).isEqualTo(expected);
    assertThat(BrokerProperties.of(config).get("listeners"))
        .matches("CLIENT://127\\.0\\.0\\.1:9092,CONTROLLER://127\\.0\\.0\\.1:[0-9]+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR"})
  void shouldKeepRecordsWhenTheProcessHasAnotherLocale(String language) throws Exception {
    // given
    Locale other = Locale.forLanguageTag(language);
    Locale.setDefault(other);

    // when
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir)) {
      Records records = new Records(kafka.bootstrapServers(), "kept");
      records.createTopic();
      records.write(0, 10);
      kafka.restart();
      records.write(10, 20);

      // then
      assertThat(records.read(20)).isEqualTo(Records.expected(20));
      assertThat(dataDir).isDirectoryRecursivelyContaining("glob:**/00000000000000000000.log");
    }
    assertThat(Locale.getDefault()).isEqualTo(other);
  }

  @Test
  void shouldComeBackWhenTheLastOfSeveralBrokersStops() {
    Locale turkish = Locale.forLanguageTag("tr-TR");
    Locale.setDefault(turkish);

    BrokerLocale.enter();
    BrokerLocale.enter();
    BrokerLocale.leave();
    assertThat(Locale.getDefault()).isEqualTo(Locale.ROOT);
    BrokerLocale.leave();
    assertThat(Locale.getDefault()).isEqualTo(turkish);
  }

  @Test
  void shouldLeaveTheLocaleAloneThatSomebodySetMeanwhile() {
    BrokerLocale.enter();
    Locale.setDefault(Locale.JAPAN);
    BrokerLocale.leave();

    assertThat(Locale.getDefault()).isEqualTo(Locale.JAPAN);
  }
}
