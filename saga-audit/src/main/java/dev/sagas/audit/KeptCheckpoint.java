package dev.sagas.audit;

import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.journal.RunKey;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The last value for a saga in the changelog, to be compared with the run's chain.
 *
 * @param mark empty if it is damaged
 * @param problem what is wrong with it; empty for one that is sound
 */
record KeptCheckpoint(Position position, Optional<Mark> mark, String problem) {
  /** The contents of a checkpoint, in compact form. */
  record Mark(RunId run, ChainLink chain, Digest state) {
    boolean isAt(RunId newest, ChainHead head) {
      return run.equals(newest) && chain.revision() == head.revision() && head.has(chain.hash());
    }

    @Override
    public String toString() {
      return "run " + run + " at revision " + chain.revision() + " with hash " + chain.hash();
    }
  }

  /**
   * Reads a value of the changelog.
   *
   * @param digest of its state
   * @throws DeploymentException if a newer version wrote it: that is not damage
   */
  static KeptCheckpoint read(Position position, byte[] value, Function<SagaState, Digest> digest) {
    try {
      SagaState state = CheckpointCodec.decode(value).state();
      Mark mark = new Mark(state.identity().run(), state.chain(), digest.apply(state));
      return new KeptCheckpoint(position, Optional.of(mark), "");
    } catch (CorruptCheckpointException e) {
      return new KeptCheckpoint(position, Optional.empty(), String.valueOf(e.getMessage()));
    } catch (UnknownFormatException e) {
      throw new DeploymentException(position + ": " + e.getMessage(), e);
    }
  }

  /**
   * Compares the newest run of a saga with its checkpoint.
   *
   * @param kept empty if the changelog has none
   */
  static Optional<Violation> compare(
      RunKey key, SagaChain chain, Optional<KeptCheckpoint> kept, long nowMs) {
    Optional<ChainHead> head = chain.head();
    if (kept.isPresent() && kept.get().mark().isEmpty()) {
      return Optional.of(kept.get().corrupt(key.saga()));
    }
    if (head.isEmpty()) {
      return Optional.empty(); // only notes are left of it
    }
    if (kept.isEmpty()) {
      boolean forgotten = chain.end().map(end -> end.forgetAtMs() <= nowMs).orElse(false);
      return forgotten ? Optional.empty() : Optional.of(missing(key, head.get()));
    }
    return kept.get().compare(key, chain, head.get());
  }

  private static Violation missing(RunKey key, ChainHead head) {
    return new Violation(
        ViolationCode.CHECKPOINT_MISSING,
        Optional.of(key.saga()),
        Optional.of(key.run()),
        OptionalLong.of(head.revision()),
        Optional.empty(),
        "Expected a checkpoint at revision " + head.revision());
  }

  private Optional<Violation> compare(RunKey key, SagaChain chain, ChainHead head) {
    Mark said = mark.orElseThrow();
    if (!said.isAt(key.run(), head)) {
      return Optional.of(notAtHead(key, head, said));
    }
    return chain
        .stateDigest()
        .filter(fold -> !fold.equals(said.state()))
        .map(
            fold ->
                violation(
                    ViolationCode.CHECKPOINT_DIFFERS,
                    key,
                    said,
                    """
                    Expected the checkpoint of %s to be the fold of the run's events, but it \
                    is another state\
                    """
                        .formatted(said)));
  }

  private Violation corrupt(SagaId saga) {
    return Violation.at(ViolationCode.CHECKPOINT_CORRUPT, Optional.of(saga), position, problem);
  }

  private Violation notAtHead(RunKey key, ChainHead head, Mark said) {
    return violation(
        ViolationCode.CHECKPOINT_NOT_AT_HEAD,
        key,
        said,
        "Expected a checkpoint of run %s at revision %s with hash %s, but it is of %s"
            .formatted(key.run(), head.revision(), head.stated(), said));
  }

  private Violation violation(ViolationCode code, RunKey key, Mark said, String message) {
    return new Violation(
        code,
        Optional.of(key.saga()),
        Optional.of(key.run()),
        OptionalLong.of(said.chain().revision()),
        Optional.of(position),
        message);
  }

  /** Reports a checkpoint of a saga that the journal does not know. */
  void withoutJournal(SagaId saga, AuditScope scope, Conclusion conclusion) {
    String journal = scope.topics().journal();
    if (mark.isEmpty()) {
      conclusion.add(corrupt(saga));
    } else if (scope.coverage().hasExpired(journal, saga)) {
      conclusion.unprovable(journal, "checkpoints are older than the remaining journal");
    } else {
      conclusion.add(
          Violation.at(
              ViolationCode.CHECKPOINT_WITHOUT_JOURNAL,
              Optional.of(saga),
              position,
              "Expected a run in the journal for the checkpoint of " + mark.get()));
    }
  }
}
