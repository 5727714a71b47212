package dev.sagas.export.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sagas.export.jdbc.EndedRuns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExportRetentionTest {
  private static final long NOW_MS = Duration.ofDays(1_000).toMillis();

  @Test
  void shouldKeepTypesForTheirOwnTimeAndTheOthersForTheirs() {
    ExportRetention retention = ExportRetention.parse(List.of("90d", "order=400d", "trip = 12h"));

    assertThat(retention.expired(NOW_MS))
        .containsExactlyInAnyOrder(
            new EndedRuns(Optional.of("order"), Set.of(), Duration.ofDays(600).toMillis()),
            new EndedRuns(Optional.of("trip"), Set.of(), NOW_MS - Duration.ofHours(12).toMillis()),
            new EndedRuns(
                Optional.empty(), Set.of("order", "trip"), Duration.ofDays(910).toMillis()));
  }

  @Test
  void shouldKeepForEverWhatHasNoTime() {
    assertThat(ExportRetention.FOR_EVER.expired(NOW_MS)).isEmpty();
    assertThat(ExportRetention.parse(List.of())).isEqualTo(ExportRetention.FOR_EVER);
    assertThat(ExportRetention.parse(List.of("order=1d")).expired(NOW_MS)).hasSize(1);
  }

  @Test
  void shouldRefuseWhatIsNoRetention() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExportRetention.parse(List.of("order")))
        .withMessageContaining("a duration such as");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExportRetention.parse(List.of("a=1d", "a=2d")))
        .withMessageContaining("a=2d");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExportRetention.parse(List.of("1d", "2d")))
        .withMessageContaining("2d");
  }
}
