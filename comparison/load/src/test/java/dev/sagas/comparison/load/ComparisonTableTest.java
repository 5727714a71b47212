package dev.sagas.comparison.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ComparisonTableTest {
  /** As {@code saga bench} writes it, with more than is read here. */
  private static final String OWN =
      """
      {"profile": "compensate", "facts": {"machine": "2 cores"}, "topics": [], "product": [
        {"series": "completed, 256 in flight",
         "sagasPerSecond": {"median": 3197.2, "least": 2820, "most": 3330},
         "cpuMicrosPerSaga": {"median": 424, "least": 407, "most": 485},
         "cpuMicrosPerSagaBy": {"orchestrator": {"median": 210, "least": 1, "most": 300}},
         "residentMb": {"orchestrator": {"median": 700, "least": 700, "most": 701}},
         "windows": [{"seconds": 10}]}]}
      """;

  @TempDir private Path directory;

  @Test
  void shouldHoldOthersToTheFirstWhenReportsAreRead() throws Exception {
    // given
    Path own = Files.writeString(directory.resolve("own.json"), OWN);
    Path other = directory.resolve("other.json");
    MedianOf rate = MedianOf.windows(DoubleStream.of(400, 420, 300));
    MedianOf cpu = MedianOf.windows(DoubleStream.of(4_000, 4_240, 4_480, 4_240));
    SeriesResult result =
        new SeriesResult(
            "completed, 256 in flight",
            rate,
            cpu,
            Map.of("server", cpu),
            Map.of("server", cpu),
            Optional.of(cpu),
            Optional.of(cpu),
            Optional.of(cpu),
            Optional.of(cpu));
    new ComparisonReport(Map.of("fsync", "on"), List.of(result)).write(other);
    StringWriter out = new StringWriter();

    // when
    int exitCode =
        new CommandLine(new ComparisonTable())
            .setOut(new PrintWriter(out))
            .execute("this=" + own, "other=" + other);

    // then
    assertThat(exitCode).isZero();
    assertThat(out.toString().lines())
        .contains(
            "other: {fsync=on}",
            "| this | completed, 256 in flight | 3 197 [2 820..3 330] | - | - | - |"
                + " 424 [407..485] | orchestrator 210 | orchestrator 700 | - |",
            "| other | completed, 256 in flight | 7.99 | 0.10 |");
  }
}
