package dev.sagas.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.chaos.cluster.OrchestratorGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecoveryReportTest {
  private static final List<Long> PAUSES =
      LongStream.rangeClosed(1, 200).map(number -> 201 - number).boxed().toList();

  @Test
  void shouldGivePercentilesOfEachFault() {
    // when
    String table = report(200).table();

    // then
    assertThat(table)
        .startsWith(
            "3 orchestrators, standbys 1, static members no, waiting sagas 0, {a=b}, brokers {c=d}")
        .containsPattern("SIGTERM, restarted at once +200 +100 +198 +200")
        .containsPattern("participant: kill -9, restarted after 1 s +1 +7 +7 +7");
  }

  @Test
  void shouldGiveTheSameAsJson() throws Exception {
    // when
    JsonNode json = new ObjectMapper().readTree(report(200).json());

    // then
    assertThat(json.at("/staticMembers").booleanValue()).isFalse();
    assertThat(json.at("/properties/a").textValue()).isEqualTo("b");
    assertThat(json.at("/brokers/c").textValue()).isEqualTo("d");
    assertThat(json.at("/faults/0/fault").textValue()).isEqualTo("terminate");
    assertThat(json.at("/faults/0/p99Ms").longValue()).isEqualTo(198);
    assertThat(json.at("/faults/1/pausesMs/0").longValue()).isEqualTo(7);
  }

  @Test
  void shouldBeCleanWhenAllSagasHaveEnded() {
    // then
    assertThat(report(200).isClean()).isTrue();
    assertThat(report(199).isClean()).isFalse();
  }

  private static RecoveryReport report(long ended) {
    return new RecoveryReport(
        new RecoverySettings(
            200,
            List.of(RecoveryFault.TERMINATE, RecoveryFault.PARTICIPANT),
            new OrchestratorGroup(3, 1, false),
            18,
            0,
            Map.of("a", "b"),
            Map.of("c", "d"),
            Path.of("unused")),
        List.of(
            new RecoveryReport.Pauses(RecoveryFault.TERMINATE, PAUSES),
            new RecoveryReport.Pauses(RecoveryFault.PARTICIPANT, List.of(7L))),
        200,
        ended);
  }
}
