package dev.sagas.audit;

import static dev.sagas.audit.RecordedTopics.CHECKPOINTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.WireFixtures;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Each way to tamper with checkpoints, and what the audit says about it. */
class AuditCheckpointsTest extends TamperedTape {
  @Test
  void shouldFindCheckpointWhenItsBytesAreDamaged() {
    // given
    int at = newestCheckpoint(LIVE);
    RecordedTopics.Raw checkpoint = tape.topic(CHECKPOINTS).get(at);

    // when
    tape.topic(CHECKPOINTS).set(at, checkpoint.damagedAt(checkpoint.bytes().length - 1));

    // then
    assertThat(codes()).containsExactly(ViolationCode.CHECKPOINT_CORRUPT);
  }

  @Test
  void shouldFindCheckpointWhenItIsAnotherStateAtTheSameRevision() {
    // given
    int at = newestCheckpoint(LIVE);
    RecordedTopics.Raw raw = tape.topic(CHECKPOINTS).get(at);
    Checkpoint real = CheckpointCodec.decode(raw.bytes());
    Checkpoint older =
        CheckpointCodec.decode(
            tape.topic(CHECKPOINTS).get(tape.indexes(CHECKPOINTS, LIVE).get(0)).bytes());
    Checkpoint forged =
        new Checkpoint(older.state().withChain(real.state().chain()), real.timerAtMs());

    // when
    tape.topic(CHECKPOINTS).set(at, raw.withValue(CheckpointCodec.encode(forged).array()));

    // then
    assertThat(codes()).containsExactly(ViolationCode.CHECKPOINT_DIFFERS);
  }

  @Test
  void shouldAcceptCheckpointWhenOnlyItsTimerDiffers() {
    // given
    int at = newestCheckpoint(LIVE);
    RecordedTopics.Raw raw = tape.topic(CHECKPOINTS).get(at);
    Checkpoint real = CheckpointCodec.decode(raw.bytes());

    // when
    Checkpoint other =
        new Checkpoint(real.state(), OptionalLong.of(real.timerAtMs().orElseThrow() + 5));
    tape.topic(CHECKPOINTS).set(at, raw.withValue(CheckpointCodec.encode(other).array()));

    // then
    assertThat(codes()).isEmpty();
  }

  @Test
  void shouldSayThatANewerVersionIsNeededWhenItWroteACheckpoint() {
    // given
    int at = newestCheckpoint(LIVE);
    byte[] newer = WireFixtures.framed(9, new byte[] {1});

    // when
    tape.topic(CHECKPOINTS).set(at, tape.topic(CHECKPOINTS).get(at).withValue(newer));

    // then
    assertThatThrownBy(this::codes)
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("a newer version of the orchestrator wrote it");
  }

  @Test
  void shouldFindCheckpointWhenItIsStale() {
    // when
    tape.topic(CHECKPOINTS).remove(newestCheckpoint(LIVE));

    // then
    assertThat(codes()).containsExactly(ViolationCode.CHECKPOINT_NOT_AT_HEAD);
  }

  @Test
  void shouldFindCheckpointWhenItIsMissing() {
    // when
    tape.topic(CHECKPOINTS).removeIf(raw -> raw.key().equals(LIVE));

    // then
    assertThat(codes()).containsExactly(ViolationCode.CHECKPOINT_MISSING);
  }

  @Test
  void shouldFindCheckpointWhenItsChangelogHasLostItsBeginning() {
    // given: it is compacted and must not expire, the engine restores from it
    tape.topic(CHECKPOINTS).clear();

    // when
    tape.expire(CHECKPOINTS);

    // then
    assertThat(codes()).hasSize(3).containsOnly(ViolationCode.CHECKPOINT_MISSING);
  }

  @Test
  void shouldFindCheckpointWhenAnEndedSagaIsForgottenTooSoon() {
    // when
    tape.topic(CHECKPOINTS).add(new RecordedTopics.Raw(DONE, Bytes.EMPTY, Map.of()));

    // then
    assertThat(codes()).containsExactly(ViolationCode.CHECKPOINT_MISSING);
    assertThat(tape.audit(nowMs() + RecordedDeployment.TOMBSTONES.toMillis()).violations())
        .isEmpty();
  }

  @Test
  void shouldFindCheckpointWhenTheJournalDoesNotKnowTheSaga() {
    // given
    RecordedTopics.Raw raw = tape.topic(CHECKPOINTS).get(newestCheckpoint(LIVE));

    // when
    tape.topic(CHECKPOINTS).add(new RecordedTopics.Raw("ghost", raw.value(), raw.headers()));

    // then
    assertThat(codes()).containsExactly(ViolationCode.CHECKPOINT_WITHOUT_JOURNAL);
  }
}
