package dev.sagas.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.chaos.soak.ResourceKind;
import dev.sagas.chaos.soak.SlopeVerdict;
import dev.sagas.chaos.soak.SlopeVerdict.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoakTextTest {
  private static final SlopeVerdict FLAT =
      new SlopeVerdict("orchestrator-1", ResourceKind.MEMORY, Result.FLAT, 300, 4, 2, 40, 90);
  private static final SlopeVerdict GROWS =
      new SlopeVerdict("orchestrator-2", ResourceKind.THREADS, Result.GROWS, 60, 40, 20, 8, 90);
  private static final SlopeVerdict BY_DESIGN =
      new SlopeVerdict("broker-1", ResourceKind.DISK, Result.BY_DESIGN, 90, 180, 90, 24, 90);

  @Test
  void shouldNameWhatGrowsAndBeNotClean() {
    // when
    String table = SoakText.table(report(List.of(FLAT, GROWS)));

    // then
    assertThat(table)
        .containsPattern("orchestrator-1 +memory +300.0 +4.0 +2.0 +40.0 +90 +flat")
        .containsPattern("orchestrator-2 +threads +60.0 +40.0 +20.0 +8.0 +90 +GROWS")
        .endsWith("NOT CLEAN");
  }

  @Test
  void shouldSayWhatASagaLeavesOnDisk() throws Exception {
    // given: 18 000 sagas and 180 MB an hour
    SoakReport report = report(List.of(FLAT, BY_DESIGN));

    // when
    JsonNode json = new ObjectMapper().readTree(SoakText.json(report));

    // then
    assertThat(SoakText.table(report))
        .contains("10.2 KB a saga")
        .endsWith("nothing grows, no violation");
    assertThat(json.at("/clean").booleanValue()).isTrue();
    assertThat(json.at("/run/sagas/started").longValue()).isEqualTo(3_000);
    assertThat(json.at("/resources/0/result").textValue()).isEqualTo("flat");
    assertThat(json.at("/resources/1/kbPerSaga").doubleValue()).isEqualTo(10.24);
  }

  private static SoakReport report(List<SlopeVerdict> resources) {
    return new SoakReport(
        new ChaosReport(
            1,
            600,
            List.of(),
            Map.of("started", 3_000L),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of()),
        resources);
  }
}
