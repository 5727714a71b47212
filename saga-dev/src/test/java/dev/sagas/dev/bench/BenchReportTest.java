package dev.sagas.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class BenchReportTest {
  private final BenchReport measured = Reports.report();
  private final BenchReport report =
      measured.withTargets(Targets.of(measured, "saga-orchestrator"));

  @Test
  void shouldCompareWithTheTargetsWhenTheClosedLoopWasMeasured() {
    // 3 s for 40 000 sagas of the product, 10 s for 200 000 of the bound
    assertThat(report.targets())
        .extracting(Target::measure, Target::result, Target::isMet)
        .containsExactly(
            row("CPU of the bound / of the product, 4000 in flight", "0.67", true),
            row("sagas/s, 4000 in flight / bound, 1 thread", "0.20", false),
            row("orchestrator's CPU, µs a saga, 4000 in flight", "50", true),
            row("sagas/s, 256 in flight / 4000 in flight", "0.50", false),
            row("records a saga, saga.journal", "4.00", true),
            row("records a saga, saga-orchestrator-checkpoints-changelog", "5.00", false),
            row("records a saga, saga-orchestrator-timers-changelog", "3.00", false),
            row("journal and checkpoint bytes a saga on disk", "2150", true));
  }

  private static Tuple row(String measure, String result, boolean met) {
    return tuple(measure, result, met);
  }

  @Test
  void shouldShowMedianAndSpreadWhenWrittenAsATable() {
    // when
    List<String> lines = BenchTable.lines(report);

    // then
    assertThat(lines)
        .contains("machine: 2 cores & <more>", "audit: 60000 sagas, 0 violations")
        .anyMatch(
            line ->
                line.matches(
                    "256 in flight +2000 \\[1000\\.\\.3000] +12\\.5 \\[12\\.5\\.\\.12\\.5] .*"))
        .anyMatch(line -> line.matches("256 in flight +all +150 \\[100\\.\\.300].*"))
        .anyMatch(line -> line.matches(" +orchestrator +100 \\[67\\.\\.200] +400 .*"))
        .anyMatch(line -> line.matches("bound, 1 thread +20000 \\[20000\\.\\.20000] +- +- +- +-"))
        .anyMatch(line -> line.matches("saga\\.journal +4\\.00 +1600 +1100"))
        .anyMatch(line -> line.matches("checkpoints +4\\.00 +0\\.50 +0\\.00 +0\\.00"))
        .anyMatch(line -> line.matches(".*4000 in flight / bound.* 0\\.20 +at least 0\\.25 +no"));
  }

  @Test
  void shouldHaveEveryWindowWhenWrittenAsJson() throws Exception {
    // when
    JsonNode json = new ObjectMapper().readTree(BenchJson.of(report));

    // then
    JsonNode first = json.at("/product/0");
    assertThat(json.at("/profile").asText()).isEqualTo("throughput");
    assertThat(first.at("/sagasPerSecond/median").asDouble()).isEqualTo(2_000);
    assertThat(first.at("/sagasPerSecond/most").asDouble()).isEqualTo(3_000);
    assertThat(first.at("/cpuMicrosPerSagaBy/orchestrator/median").asDouble()).isEqualTo(100);
    assertThat(first.at("/residentMb/clients/median").asDouble()).isEqualTo(200);
    assertThat(first.at("/p99Ms/median").asDouble()).isEqualTo(90.25);
    assertThat(first.at("/windows")).hasSize(3);
    assertThat(first.at("/windows/0/sagas").asLong()).isEqualTo(10_000);
    assertThat(json.at("/bound/0/p99Ms").isMissingNode()).isTrue();
    assertThat(json.at("/topics/0/recordsPerSaga").asDouble()).isEqualTo(4);
    assertThat(json.at("/stores/0/writtenPerSaga").asDouble()).isEqualTo(4);
    assertThat(json.at("/targets/1/met").asBoolean()).isFalse();
    assertThat(json.at("/audit/violations").asLong()).isZero();
  }

  @Test
  void shouldNeedNothingFromElsewhereWhenWrittenAsAPage() throws Exception {
    // when
    String page = BenchPage.of(report);

    // then: well-formed, no link, no script, and text that is escaped
    assertThat(page).doesNotContain("http", "<script", "<link", "src=", "@import", "<more>");
    assertThat(page).contains("2 cores &amp; &lt;more&gt;", "256 in flight", "bound, 1 thread");
    List<String> pictures =
        Pattern.compile("(?s)<svg.*?</svg>")
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(pictures).hasSize(4);
    for (String picture : pictures) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(picture)));
    }
    assertThat(pictures.get(0)).contains("<title>256 in flight: 2000 [1000..3000]</title>");
    assertThat(pictures.get(1)).contains("<title>256 in flight, orchestrator: 100</title>");
  }

  @Test
  void shouldBeThereInAllFormsWhenWrittenToADirectory(@TempDir Path directory) throws Exception {
    // when
    BenchOutput.writeAll(report, directory.resolve("new"));

    // then
    assertThat(directory.resolve("new/throughput.txt")).content().contains("saga.journal");
    assertThat(directory.resolve("new/throughput.json")).content().startsWith("{");
    assertThat(directory.resolve("new/throughput.html")).content().startsWith("<!DOCTYPE html>");
  }
}
