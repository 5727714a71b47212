package dev.sagas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.Rejection;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaRequest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A bug costs one saga its progress, not its partition (R17); an outage is no bug (R18). */
class GuardedDeciderTest {
  private static final SagaId ID = new SagaId("order-1");
  private static final RunId RUN = new RunId("0123456789ab");
  private static final SagaType TYPE = new SagaType("order");
  private static final DecisionContext CONTEXT =
      new DecisionContext(10, Duration.ofDays(1), Duration.ofDays(1), 1, 1);
  private static final SagaInput START =
      new SagaInput.Start(ID, RUN, "order", OptionalInt.empty(), Bytes.EMPTY, Map.of());
  private static final SagaInput REPLY =
      new SagaInput.Reply(
          CommandId.parse("order-1/0123456789ab/a/execute/1#1"),
          StepOutcome.SUCCEEDED,
          Bytes.EMPTY,
          "some.Reply",
          Optional.empty());

  @Test
  void shouldRaiseAnIncidentWhenTheEngineFailsOnALiveSaga() {
    // when
    Decision decision =
        failing(new IllegalStateException("a bug")).decide(Optional.of(live()), REPLY, CONTEXT);

    // then
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    SagaState after = ((Decision.Accepted) decision).state();
    assertThat(after.incidents()).hasSize(1);
    assertThat(after.incidents().get(0).code()).isEqualTo("ENGINE_FAULT");
    assertThat(after.incidents().get(0).message())
        .contains("IllegalStateException")
        .doesNotContain("a bug");
  }

  @Test
  void shouldRejectTheInputWhenTheEngineFailsOnItAgainOrBeforeThereIsASaga() {
    // given
    GuardedDecider failing = failing(new IllegalStateException("a bug"));
    SagaState stopped =
        ((Decision.Accepted) failing.decide(Optional.of(live()), REPLY, CONTEXT)).state();

    // then
    assertThat(failing.decide(Optional.of(stopped), REPLY, CONTEXT))
        .isInstanceOfSatisfying(
            Decision.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.ENGINE_FAULT));
    assertThat(failing.decide(Optional.empty(), START, CONTEXT))
        .isInstanceOfSatisfying(
            Decision.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.ENGINE_FAULT));
  }

  @Test
  void shouldLetAnOutageThroughWhenTheRegistryIsAway() {
    RegistryUnavailableException outage = new RegistryUnavailableException("away");
    assertThatThrownBy(() -> failing(outage).decide(Optional.of(live()), REPLY, CONTEXT))
        .isSameAs(outage);
  }

  private static SagaState live() {
    SagaRequest request = new SagaRequest(Digest.ZERO, "some.Data", OptionalLong.empty(), Map.of());
    return SagaEvolver.evolve(
        Optional.empty(),
        List.of(new SagaEvent.Started(new SagaIdentity(ID, RUN, TYPE, 1), request, Bytes.EMPTY)),
        1);
  }

  @Test
  void shouldRaiseAnIncidentAndDecideOthersWhenAFunctionDoesNotReturn() {
    // given: one that does not even mind being interrupted
    AtomicBoolean goOn = new AtomicBoolean();
    GuardedDecider decider =
        deciding(
            () -> {
              while (!goOn.get()) {
                Thread.onSpinWait();
              }
            },
            Duration.ofMillis(100));

    for (int hung = 0; hung < DecisionThread.MAX_LEFT_BEHIND + 2; hung++) {
      // when
      Decision decision = decider.decide(Optional.of(live()), REPLY, CONTEXT);

      // then
      assertThat(decision).isInstanceOf(Decision.Accepted.class);
      SagaState after = ((Decision.Accepted) decision).state();
      assertThat(after.incidents())
          .extracting(Incident::code)
          .containsExactly("FUNCTION_TIMED_OUT");
    }

    // and when they have returned after all
    goOn.set(true);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        ((Decision.Accepted) decider.decide(Optional.of(live()), REPLY, CONTEXT))
                            .state()
                            .incidents())
                    .extracting(Incident::code)
                    .containsExactly("VERSION_MISSING"));
  }

  private static GuardedDecider failing(RuntimeException failure) {
    return deciding(
        () -> {
          throw failure;
        },
        Duration.ofSeconds(30));
  }

  /** Looks definitions up by doing this; finds none. */
  private static GuardedDecider deciding(Runnable look, Duration functionTimeout) {
    return new GuardedDecider(
        DecideFunction.Factory.DECIDER.over(
            new DefinitionCatalog() {
              @Override
              public Optional<ExecutableSaga> find(SagaType type, int version) {
                look.run();
                return Optional.empty();
              }

              @Override
              public Optional<ExecutableSaga> newest(SagaType type) {
                look.run();
                return Optional.empty();
              }
            }),
        new GuardedDecider.Functions(
            functionTimeout, ReturningDefinitions.NONE, new DecisionThread()),
        (id, bug) -> {});
  }
}
