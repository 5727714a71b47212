package dev.sagas.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChaosDatabaseTest {
  @Test
  void shouldKeepTheParametersInTheUrlOfAParticipant() {
    assertThat(
            ChaosDatabase.urlOf(
                "jdbc:postgresql://localhost:1/postgres?user=postgres", "chaos-cars"))
        .isEqualTo("jdbc:postgresql://localhost:1/chaos_cars?user=postgres");
  }

  @Test
  void shouldRefuseTheUrlOfAnotherDatabase() {
    assertThatThrownBy(
            () -> ChaosDatabase.urlOf("jdbc:postgresql://localhost:1/shop", "chaos-cars"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
