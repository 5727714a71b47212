package dev.sagas.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** These tests run on the versions of Spring Boot and of its Kafka clients that the guide names. */
class SupportedVersionsTest {
  private static final String SPRING_BOOT = System.getProperty("tested.spring-boot.version");
  private static final String KAFKA = System.getProperty("tested.kafka.version");

  @Test
  void shouldRunOnTheVersionsOfThisBuild() {
    assertThat(SpringBootVersion.getVersion()).isEqualTo(SPRING_BOOT);
    assertThat(AppInfoParser.getVersion()).isEqualTo(KAFKA);
  }

  @Test
  void shouldRunOnVersionsThatTheGuideNames() throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "guides", "spring-boot.md")))
        .containsPattern(
            "\\b%s\\s+with\\s+(Kafka\\s+clients\\s+)?%s\\b"
                .formatted(SPRING_BOOT.replace(".", "\\."), KAFKA.replace(".", "\\.")));
  }
}
