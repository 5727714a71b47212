package dev.sagas.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class KeyPartitionTest {
  private static final long SEED = System.nanoTime();

  @Test
  void shouldBeThePartitionOfKafkasClientWhenKeyIsRandom() {
    Random random = new Random(SEED);
    for (int run = 0; run < 10_000; run++) {
      // given
      byte[] key = new byte[random.nextInt(40)];
      random.nextBytes(key);
      int partitions = 1 + random.nextInt(64);

      // then
      assertThat(KeyPartition.of(key, partitions))
          .as("seed %s, run %s", SEED, run)
          .isEqualTo(Utils.toPositive(Utils.murmur2(key)) % partitions);
    }
  }

  @Test
  void shouldHashTheUtf8BytesOfTheSagaIdWhenItIsASagas() {
    byte[] key = "order-1".getBytes(StandardCharsets.UTF_8);

    assertThat(KeyPartition.of(new SagaId("order-1"), 12)).isEqualTo(KeyPartition.of(key, 12));
  }

  @Test
  void shouldSayWhatWasExpectedWhenTopicHasNoPartition() {
    assertThatThrownBy(() -> KeyPartition.of(new byte[0], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected at least one partition, but got 0");
  }
}
