package dev.sagas.orchestrator.journal;

import dev.sagas.orchestrator.core.ChainLink;
import dev.sagas.orchestrator.core.Digest;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.wire.CheckpointCodec;
import dev.sagas.orchestrator.wire.CorruptCheckpointException;
import dev.sagas.orchestrator.wire.Position;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Keeps what the changelog holds last for each saga, and compares it with the run's chain. */
final class CheckpointLedger {
  private final Map<SagaId, Kept> last = new HashMap<>();

  /** The last value of a key. */
  private record Kept(Position position, Optional<Mark> mark, String problem) {
    Kept sharing(RunKey key, SagaChain chain) {
      return new Kept(position, mark.map(said -> said.sharing(key, chain)), problem);
    }
  }

  /** What a checkpoint says, in little room. */
  private record Mark(RunId run, ChainLink chain, Digest state) {
    static Mark of(SagaState state) {
      return new Mark(state.identity().run(), state.chain(), StateDigest.of(state));
    }

    /** The same, with the very objects that the chain keeps where they are equal. */
    Mark sharing(RunKey key, SagaChain ofKey) {
      Digest hash =
          ofKey.head().map(ChainHead::stated).filter(chain.hash()::equals).orElse(chain.hash());
      return new Mark(
          run.equals(key.run()) ? key.run() : run,
          new ChainLink(chain.revision(), hash),
          ofKey.endDigest().filter(state::equals).orElse(state));
    }

    boolean isAt(RunId newest, ChainHead head) {
      return run.equals(newest) && chain.revision() == head.revision() && head.has(chain.hash());
    }

    @Override
    public String toString() {
      return "run " + run + " at revision " + chain.revision() + " with hash " + chain.hash();
    }
  }

  /**
   * Takes in a value of the changelog.
   *
   * @param value empty if the checkpoint was removed
   */
  void put(Position position, SagaId saga, Optional<byte[]> value) {
    if (value.isEmpty()) {
      last.remove(saga);
      return;
    }
    last.put(saga, read(position, value.get()));
  }

  /** The same for a saga that the journal knows: what agrees with its chain is not kept twice. */
  void put(Position position, RunKey key, SagaChain chain, Optional<byte[]> value) {
    put(position, key.saga(), value);
    Kept kept = last.get(key.saga());
    if (kept != null) {
      last.put(key.saga(), kept.sharing(key, chain));
    }
  }

  private static Kept read(Position position, byte[] value) {
    try {
      Mark mark = Mark.of(CheckpointCodec.decode(value).state());
      return new Kept(position, Optional.of(mark), "");
    } catch (CorruptCheckpointException e) {
      return new Kept(position, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  int size() {
    return last.size();
  }

  /** Compares the newest run of a saga with its checkpoint. */
  Optional<Violation> compare(RunKey key, SagaChain chain, long nowMs) {
    Optional<ChainHead> head = chain.head();
    if (head.isEmpty()) {
      return Optional.empty(); // only notes are left of it
    }
    Kept kept = last.get(key.saga());
    if (kept == null) {
      boolean forgotten = chain.end().map(end -> end.forgetAtMs() <= nowMs).orElse(false);
      return forgotten ? Optional.empty() : Optional.of(missing(key, head.get()));
    }
    if (kept.mark().isEmpty()) {
      return Optional.empty(); // reported by conclude
    }
    Mark mark = kept.mark().get();
    if (!mark.isAt(key.run(), head.get())) {
      return Optional.of(notAtHead(key, head.get(), kept, mark));
    }
    return chain
        .stateDigest()
        .filter(fold -> !fold.equals(mark.state()))
        .map(
            fold ->
                violation(
                    ViolationCode.CHECKPOINT_DIFFERS,
                    key,
                    kept,
                    "Expected the checkpoint of "
                        + mark
                        + " to be the fold of the run's events, but it is another state"));
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

  private static Violation notAtHead(RunKey key, ChainHead head, Kept kept, Mark mark) {
    return violation(
        ViolationCode.CHECKPOINT_NOT_AT_HEAD,
        key,
        kept,
        "Expected a checkpoint of run "
            + key.run()
            + " at revision "
            + head.revision()
            + " with hash "
            + head.stated()
            + ", but it is of "
            + mark);
  }

  private static Violation violation(ViolationCode code, RunKey key, Kept kept, String message) {
    return new Violation(
        code,
        Optional.of(key.saga()),
        Optional.of(key.run()),
        kept.mark()
            .map(mark -> OptionalLong.of(mark.chain().revision()))
            .orElse(OptionalLong.empty()),
        Optional.of(kept.position()),
        message);
  }

  /** Reports checkpoints that are damaged, or that the journal does not know. */
  void conclude(
      Coverage coverage, AuditTopics topics, Set<SagaId> journaled, Conclusion conclusion) {
    last.forEach(
        (saga, kept) -> {
          if (kept.mark().isEmpty()) {
            conclusion.add(
                Violation.at(
                    ViolationCode.CHECKPOINT_CORRUPT,
                    Optional.of(saga),
                    kept.position(),
                    kept.problem()));
          } else if (journaled.contains(saga)) {
            return;
          } else if (coverage.hasExpired(topics.journal(), saga)) {
            conclusion.unprovable(
                topics.journal(), "checkpoints are older than what is left of the journal");
          } else {
            conclusion.add(
                Violation.at(
                    ViolationCode.CHECKPOINT_WITHOUT_JOURNAL,
                    Optional.of(saga),
                    kept.position(),
                    "Expected a run in the journal for the checkpoint of " + kept.mark().get()));
          }
        });
  }
}
