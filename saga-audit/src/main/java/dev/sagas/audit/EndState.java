package dev.sagas.audit;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaState;
import java.util.Optional;

/** The state in which a run ended; after the run was written to disk, only its digest. */
final class EndState {
  private final Optional<SagaState> state;
  private Optional<Digest> digest;

  private EndState(Optional<SagaState> state, Optional<Digest> digest) {
    this.state = state;
    this.digest = digest;
  }

  static EndState of(SagaState state) {
    return new EndState(Optional.of(state), Optional.empty());
  }

  static EndState of(Digest digest) {
    return new EndState(Optional.empty(), Optional.of(digest));
  }

  /** Empty if only its digest is left. */
  Optional<SagaState> state() {
    return state;
  }

  /** Its {@link StateDigest}, which is computed once. */
  Digest digest() {
    if (digest.isEmpty()) {
      digest = state.map(StateDigest::of);
    }
    return digest.orElseThrow();
  }
}
