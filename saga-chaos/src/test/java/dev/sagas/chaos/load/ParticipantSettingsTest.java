package dev.sagas.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParticipantSettingsTest {
  private static ChaosParticipant.Settings settings(
      Optional<String> instance, Optional<Path> readyFile) {
    return new ChaosParticipant.Settings(
        "chaos-cars",
        instance,
        Map.of("bootstrap.servers", "one:1,two:2", "schema.registry.url", "http://three:3"),
        "jdbc:postgresql://localhost:5432/chaos_cars?user=postgres",
        "postgres",
        7,
        readyFile);
  }

  @Test
  void shouldReadTheArgumentsThatItWrites() {
    // given
    ChaosParticipant.Settings all = settings(Optional.of("cars-1"), Optional.of(Path.of("ready")));
    ChaosParticipant.Settings few = settings(Optional.empty(), Optional.empty());

    // then
    assertThat(read(all)).isEqualTo(all);
    assertThat(read(few)).isEqualTo(few);
  }

  @Test
  void shouldReadTheArgumentsOfSeveral() {
    // given
    List<ChaosParticipant.Settings> all =
        List.of(
            settings(Optional.of("cars-1"), Optional.empty()),
            settings(Optional.empty(), Optional.of(Path.of("ready"))));

    // then
    assertThat(ChaosServices.parse(ChaosServices.arguments(all).toArray(String[]::new)))
        .isEqualTo(all);
  }

  private static ChaosParticipant.Settings read(ChaosParticipant.Settings written) {
    return ChaosParticipant.Settings.parse(written.toArguments().toArray(String[]::new));
  }

  @Test
  void shouldNameTheArgumentThatIsMissing() {
    assertThatThrownBy(() -> ChaosParticipant.Settings.parse("name=chaos-cars"))
        .hasMessage("Expected the argument database=..., but got none");
    assertThatThrownBy(() -> ChaosParticipant.Settings.parse("nothing"))
        .hasMessage("Expected name=value, but got nothing");
  }
}
