package dev.sagas.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.SagaId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has left a topic, by what is still there. */
class CoverageTest {
  private static final SagaId SAGA = new SagaId("trip-1");
  private static final long FIRST_MS = Duration.ofDays(20_000).toMillis();
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  @TempDir private Path stateDir;
  private final Coverage coverage = new Coverage();

  @Test
  void shouldBeGoneWhenItIsWellBeforeTheFirstRecordThatIsLeft() {
    // given
    coverage.starts(new Position("expired", 0, 7));
    coverage.starts(new Position("whole", 0, 0));
    assertThat(coverage.isGone("expired", SAGA, 0)).as("nothing was read yet").isFalse();

    // when
    coverage.seen("expired", 0, FIRST_MS);
    coverage.seen("expired", 0, FIRST_MS + 2 * HOUR_MS);
    coverage.seen("whole", 0, FIRST_MS);

    // then
    assertThat(coverage.isGone("expired", SAGA, FIRST_MS - HOUR_MS)).isTrue();
    assertThat(coverage.isGone("expired", SAGA, FIRST_MS - 1)).as("may be out of order").isFalse();
    assertThat(coverage.isGone("expired", SAGA, FIRST_MS + HOUR_MS)).isFalse();
    assertThat(coverage.isGone("whole", SAGA, FIRST_MS - HOUR_MS)).isFalse();
    assertThat(coverage.isGone("unknown", SAGA, 0)).isFalse();
  }

  @Test
  void shouldKeepNoCommandThatIsGone() {
    // given
    coverage.starts(new Position("cars.commands", 0, 7));
    AuditScope scope =
        new AuditScope(
            new AuditTopics(RecordedDeployment.TOPICS, RecordedTopics.CHECKPOINTS), coverage);
    CommandLedger before = new CommandLedger(scope);
    CommandLedger after = new CommandLedger(scope);
    Conclusion unprovenBefore = new Conclusion();
    Conclusion unprovenAfter = new Conclusion();
    List<ReadEntry> journal;
    try (RecordedDeployment engine = new RecordedDeployment(stateDir)) {
      engine.start("trip-1");
      engine.start("trip-2");
      journal = engine.tape.journal();
    }

    // when: once before the topic was read, once after its first record
    journal.forEach(read -> read.entry().commands().forEach(sent -> before.journaled(read, sent)));
    coverage.seen("cars.commands", 0, journal.get(0).entry().atMs() + HOUR_MS);
    journal.forEach(read -> read.entry().commands().forEach(sent -> after.journaled(read, sent)));
    before.conclude(unprovenBefore);
    after.conclude(unprovenAfter);

    // then: the same is said, but nothing was kept for it
    assertThat(before.kept()).isEqualTo(2);
    assertThat(after.kept()).isZero();
    assertThat(unprovenAfter.violations()).isEmpty();
    assertThat(unprovenAfter.unprovable())
        .isEqualTo(unprovenBefore.unprovable())
        .singleElement()
        .hasFieldOrPropertyWithValue("topic", "cars.commands")
        .hasFieldOrPropertyWithValue("count", 2L);
  }
}
