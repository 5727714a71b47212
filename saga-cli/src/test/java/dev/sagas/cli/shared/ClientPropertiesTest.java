package dev.sagas.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientPropertiesTest {
  @Test
  void shouldTakeTheStoreOfLargeValuesFromTheEnvironmentAndStoreNothingInIt() {
    assertThat(
            ClientProperties.claims(
                Map.of(
                    "SAGA_CLAIM_CHECK_URL", "s3://Sagas/a",
                    "SAGA_CLAIM_CHECK_MIN_BYTES", "1024",
                    "SAGA_CLAIM_CHECK_KEY_FILE", "",
                    "SAGA_TOPIC_PREFIX", "shop.")))
        .containsOnly(
            Map.entry("claim.check.url", "s3://Sagas/a"),
            Map.entry("claim.check.min.bytes", "1024"),
            Map.entry("claim.check.read.only", "true"));
  }
}
