package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundListTest {
  @Test
  void shouldReadBounds() {
    assertThat(BoundList.parse("bounds", List.of("order = 500", "*=0")))
        .isEqualTo(Map.of("order", 500, "*", 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order",
        "order=",
        "=5",
        "order=-1",
        "order=many",
        "order=9999999999",
        "order=1=2",
        "a b=1"
      })
  void shouldRefuseWhatIsNoBound(String entry) {
    assertThatThrownBy(() -> BoundList.parse("bounds", List.of(entry)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bounds");
  }

  @Test
  void shouldRefuseABoundThatIsThereTwice() {
    assertThatThrownBy(() -> BoundList.parse("bounds", List.of("order=1", "order=2")))
        .hasMessageContaining("order=2");
  }

  @Test
  void shouldRefuseAWrongBoundWithTheConfiguration() {
    assertThatThrownBy(
            () ->
                new OrchestratorConfig(
                    Map.of(
                        OrchestratorConfig.BOOTSTRAP_SERVERS,
                        "localhost:9092",
                        OrchestratorConfig.SCHEMA_REGISTRY_URL,
                        "http://localhost:8081",
                        OrchestratorConfig.IN_FLIGHT_SAGAS,
                        "order")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("max.sagas.in.flight");
  }
}
