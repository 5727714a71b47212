package dev.sagas.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("crash")
class DemoCrashTest {
  @TempDir private Path directory;

  @Test
  void shouldEndEveryOrderOnceWhenKilledInTheMiddleAndStartedAgain() throws Exception {
    // given
    try (DemoProcess first = DemoProcess.start(directory, "first", "--sagas", "300")) {
      await()
          .atMost(Duration.ofMinutes(4))
          .until(() -> first.progress().contains(" of 300 sagas have ended"));

      // when
      assertThat(first.isRunning()).isTrue();
      first.kill();
    }

    // then
    try (DemoProcess second = DemoProcess.start(directory, "second", "--sagas", "300")) {
      assertThat(second.awaitExitCode()).as(second.progress()).isZero();
      JsonNode report = second.json();
      assertThat(report.get("sagas").asInt()).isEqualTo(300);
      assertThat(report.get("endedBefore").asInt()).isBetween(1, 299);
      assertThat(report.get("completed").asInt() + report.get("compensated").asInt())
          .isEqualTo(300);
      assertThat(report.get("unexpected").asInt()).isZero();
      assertThat(report.get("incidents").asInt()).isZero();
      assertThat(report.get("auditViolations").asInt()).isZero();
      assertThat(report.get("booksViolations").asInt()).isZero();
    }
  }
}
