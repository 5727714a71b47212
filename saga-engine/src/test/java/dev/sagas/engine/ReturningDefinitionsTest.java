package dev.sagas.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.Rejection;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which decisions a guarded decider leaves on the thread that asks for them. */
class ReturningDefinitionsTest {
  private static final DecisionContext CONTEXT =
      new DecisionContext(10, Duration.ofDays(1), Duration.ofDays(1), 1, 1);
  private static final Optional<SagaState> LIVE = Optional.of(EngineFixture.live());

  private static final SagaInput MIGRATION =
      new SagaInput.Operation(
          EngineFixture.ID,
          OperationKind.MIGRATE,
          new SagaInput.OperatorOrder("op-1", "ann", "version 1 is retired"),
          SagaInput.OperationSubject.ofVersion(2),
          false);

  private final List<Thread> threads = new ArrayList<>();

  @Test
  void shouldDecideOnTheCallersThreadWhenTheVersionSurelyReturns() {
    // given
    GuardedDecider decider =
        decider((type, version) -> type.equals("order") && version.equals(OptionalInt.of(1)));

    // when
    decider.decide(LIVE, EngineFixture.REPLY, CONTEXT);
    decider.decide(LIVE, EngineFixture.TIMER, CONTEXT);
    decider.decide(LIVE, EngineFixture.SIGNAL, CONTEXT);

    // then
    assertThat(threads).hasSize(3).containsOnly(Thread.currentThread());
  }

  @Test
  void shouldDecideOnAnotherThreadWhenTheVersionMayNotReturn() {
    // given
    GuardedDecider decider = decider((type, version) -> !version.equals(OptionalInt.of(1)));

    // when
    decider.decide(LIVE, EngineFixture.REPLY, CONTEXT);
    decider.decide(LIVE, EngineFixture.START, CONTEXT);

    // then
    assertThat(threads).hasSize(2).doesNotContain(Thread.currentThread());
  }

  @Test
  void shouldStartOnTheCallersThreadOnlyWhenAllVersionsSurelyReturn() {
    // when
    decider((type, version) -> version.isEmpty())
        .decide(Optional.empty(), EngineFixture.START, CONTEXT);
    decider((type, version) -> version.isPresent())
        .decide(Optional.empty(), EngineFixture.START, CONTEXT);

    // then
    assertThat(threads.get(0)).isSameAs(Thread.currentThread());
    assertThat(threads.get(1)).isNotSameAs(Thread.currentThread());
  }

  @Test
  void shouldDecideOnAnotherThreadWhenAnOperatorMayHaveNamedAnotherVersion() {
    // when
    decider((type, version) -> true).decide(LIVE, MIGRATION, CONTEXT);

    // then
    assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
  }

  @Test
  void shouldStillDecideWhenFunctionsTookLongerThanTheyMay() {
    // when
    Decision decision =
        new GuardedDecider(
                (state, input, context) -> new Decision.Rejected(Rejection.NOTHING_DUE, "decided"),
                new GuardedDecider.Functions(
                    Duration.ZERO, (type, version) -> true, new DecisionThread()),
                (id, bug) -> {})
            .decide(LIVE, EngineFixture.REPLY, CONTEXT);

    // then
    assertThat(decision).isEqualTo(new Decision.Rejected(Rejection.NOTHING_DUE, "decided"));
  }

  private GuardedDecider decider(ReturningDefinitions returning) {
    return new GuardedDecider(
        (state, input, context) -> {
          threads.add(Thread.currentThread());
          return new Decision.Rejected(Rejection.NOTHING_DUE, "decided");
        },
        new GuardedDecider.Functions(Duration.ofSeconds(30), returning, new DecisionThread()),
        (id, bug) -> {});
  }
}
