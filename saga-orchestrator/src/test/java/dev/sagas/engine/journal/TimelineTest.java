package dev.sagas.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.audit.RecordedDeployment;
import dev.sagas.audit.ThreeStepTrip;
import dev.sagas.operate.query.Timeline;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineTest {
  @TempDir private Path stateDir;

  @Test
  void shouldTellTheWholeStoryWhenASagaWasUndone() {
    try (RecordedDeployment deployment = new RecordedDeployment(stateDir)) {
      // given
      deployment.start("trip");
      deployment.succeed("trip");
      deployment.pass(ThreeStepTrip.TIMEOUT);
      deployment.succeed("trip");
      deployment.succeed("trip");

      // when
      List<String> lines = Timeline.of(deployment.tape.entries("trip"));

      // then
      assertThat(lines)
          .containsExactly(
              " +0.000 s     #1  request    started three-step-trip version 1",
              "                             -> execute book-car to cars.commands",
              " +0.010 s     #2  reply      book-car succeeded",
              "                             -> execute book-hotel to hotels.commands",
              " +1.020 s     #3  timer      book-hotel attempt 1 failed: TIMED_OUT (No answer from"
                  + " hotels within 1000 ms)",
              "                             book-hotel has an unknown outcome",
              "                             unwinding because of book-hotel: TIMED_OUT",
              "                             -> compensate book-hotel to hotels.commands",
              " +1.020 s     #4  reply      book-hotel undone",
              "                             -> compensate book-car to cars.commands",
              " +1.030 s     #5  reply      book-car undone",
              "                             ended as COMPENSATED");
    }
  }

  @Test
  void shouldBeEmptyWhenThereAreNoEntries() {
    assertThat(Timeline.of(List.of())).isEmpty();
  }
}
