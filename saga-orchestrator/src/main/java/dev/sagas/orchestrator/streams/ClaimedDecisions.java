package dev.sagas.orchestrator.streams;

import dev.sagas.engine.DecideFunction;
import dev.sagas.engine.Engine;
import dev.sagas.engine.Occasion;
import dev.sagas.engine.Outcome;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.orchestrator.claims.ClaimedValues;
import dev.sagas.orchestrator.claims.StagedClaims;
import dev.sagas.serde.ClaimNeededException;
import dev.sagas.serde.ClaimUnavailableException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one place where the engine handles an input or a timer where large values have a store: sees
 * to it that those that functions need are loaded, and that those they make are stored before
 * anything is forwarded.
 *
 * <ul>
 *   <li>What is not loaded is loaded outside the functions' time limit, and the engine decides
 *       again: it is a function of state and input.
 *   <li>For one partition, in one thread.
 * </ul>
 */
final class ClaimedDecisions {
  private final StagedClaims claims;
  private final Engine engine;
  private final Runnable whenUsed;
  private volatile ClaimedValues current = new ClaimedValues();

  /**
   * Decisions of one partition.
   *
   * @param engine makes the engine over a function that decides
   * @param whenUsed is run after a decision that has waited for the store: others of its
   *     transaction should not wait for the next one as well
   */
  ClaimedDecisions(
      StagedClaims claims,
      DecideFunction decide,
      Function<DecideFunction, Engine> engine,
      Runnable whenUsed) {
    this.claims = claims;
    this.whenUsed = whenUsed;
    this.engine =
        engine.apply(
            (state, input, context) ->
                claims.within(current, () -> decide.decide(state, input, context)));
  }

  /** For what is no decision. */
  Engine engine() {
    return engine;
  }

  /**
   * Handles an input or a timer; see {@link Engine#handle}.
   *
   * @throws ClaimUnavailableException if it must wait for the store: nothing has become of it
   */
  Outcome handle(Optional<Checkpoint> before, SagaInput input, Occasion occasion) {
    ClaimedValues values = new ClaimedValues();
    current = values;
    try {
      Outcome outcome = decided(() -> engine.handle(before, input, occasion), values);
      if (outcome.asWrite().isPresent()) {
        claims.store(values);
      }
      return outcome;
    } finally {
      current = new ClaimedValues();
      if (values.areUsed()) {
        whenUsed.run();
      }
    }
  }

  /** Ends: each round loads one value more, of which a decision may have so many. */
  private Outcome decided(Attempt attempt, ClaimedValues values) {
    while (true) {
      try {
        return attempt.make();
      } catch (ClaimNeededException e) {
        claims.load(e.claim(), values);
      }
    }
  }

  private interface Attempt {
    Outcome make();
  }
}
