package dev.sagas.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.chaos.run.ChaosReport.Injected;
import dev.sagas.dev.checker.Verdict;
import dev.sagas.dev.checker.VerdictKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChaosTextTest {
  private static final Injected KILLED =
      new Injected("kill:orchestrator", "orchestrator-2", 6_000, 2_100, 4_500);
  private static final Verdict LOST = new Verdict(VerdictKind.LOST, "c-1-7", "Expected an outcome");

  @Test
  void shouldNameEveryViolationInTable() {
    // when
    String table = ChaosText.table(report(List.of(), List.of(LOST)));

    // then
    assertThat(table)
        .contains("kill:orchestrator  orchestrator-2")
        .contains("started 10, completed 9")
        .contains("VIOLATION LOST c-1-7: Expected an outcome")
        .endsWith("NOT CLEAN");
  }

  @Test
  void shouldSayThatNothingWasFound() {
    // then
    assertThat(ChaosText.table(report(List.of(), List.of()))).endsWith("no violation");
  }

  @Test
  void shouldGiveTheSameAsJson() throws Exception {
    // when
    JsonNode json = new ObjectMapper().readTree(ChaosText.json(report(List.of(), List.of(LOST))));

    // then
    assertThat(json.at("/clean").booleanValue()).isFalse();
    assertThat(json.at("/faults/0/pauseMs").longValue()).isEqualTo(4_500);
    assertThat(json.at("/sagas/completed").longValue()).isEqualTo(9);
    assertThat(json.at("/violations/0/kind").textValue()).isEqualTo("LOST");
  }

  @Test
  void shouldKeepLogsOfProcessThatEndedByItself() {
    // given
    List<String> restarted = List.of("orchestrator-1");

    // then
    assertThat(report(restarted, List.of()).finding()).isEqualTo(RunFinding.WORTH_A_LOOK);
    assertThat(report(restarted, List.of(LOST)).finding()).isEqualTo(RunFinding.VIOLATION);
    assertThat(report(List.of(), List.of()).finding()).isEqualTo(RunFinding.NOTHING);
  }

  private static ChaosReport report(List<String> restarted, List<Verdict> verdicts) {
    return new ChaosReport(
        1,
        60,
        List.of(KILLED),
        new TreeMap<>(Map.of("started", 10L, "completed", 9L)).descendingMap(),
        Map.of("p50", 1L),
        Map.of(),
        restarted,
        List.of(),
        verdicts);
  }
}
