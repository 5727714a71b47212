package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random sagas meet random participants over a network that drops, repeats and reorders. {@link
 * SagaRun} checks fold and restart after every transition, {@link RunInvariants} the rest.
 *
 * <p>Run one seed again with {@code -Dsaga.seed=…}.
 */
class RandomSagasTest {
  private static final int STEPS = 20_000;
  private static final int STORMY_INPUTS = 40;
  private static final int CALM_INPUTS = 400;

  @Test
  void shouldHoldItsPromiseWhenEverythingGoesWrong() {
    long seed = Long.getLong("saga.seed", System.nanoTime());
    System.out.println("seed " + seed);
    int steps = 0;
    int sagas = 0;
    Map<SagaStatus, Integer> ends = new EnumMap<>(SagaStatus.class);
    while (steps < STEPS) {
      long sagaSeed = seed + sagas++;
      try {
        Storm storm = new Storm(new Random(sagaSeed));
        steps += storm.run();
        ends.merge(storm.run.state().status(), 1, Integer::sum);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("Failed with -Dsaga.seed=" + sagaSeed, e);
      }
    }
    System.out.println(sagas + " sagas, " + steps + " inputs, ended " + ends);
    assertThat(ends.keySet())
        .as("the storm reaches both ends")
        .contains(SagaStatus.COMPLETED, SagaStatus.COMPENSATED);
  }

  /** One saga in the storm. */
  private static final class Storm {
    private final Random random;
    private final ScriptedSaga saga;
    private final SagaRun run;
    private final FencedParticipant participant;
    private final RunInvariants invariants = new RunInvariants();
    private final List<SagaEffect.SendCommand> commands = new ArrayList<>();
    private final List<SagaInput.Reply> replies = new ArrayList<>();
    private int inputs;

    Storm(Random random) {
      this.random = random;
      this.saga = randomSaga(random);
      this.run = new SagaRun(saga);
      this.participant = new FencedParticipant(random);
    }

    int run() {
      apply(SagaRun.startInput("data"));
      for (int i = 0; i < STORMY_INPUTS; i++) {
        stormyInput();
      }
      participant.calm();
      int left = CALM_INPUTS;
      while (!isOver() && left-- > 0) {
        calmInput();
      }
      assertThat(isOver()).as("ends once participants answer: %s", run.stored()).isTrue();
      checkEnd();
      return inputs;
    }

    private void stormyInput() {
      switch (random.nextInt(8)) {
        case 0, 1 -> deliverCommand(random.nextInt(4) == 0);
        case 2, 3 -> deliverReply(random.nextInt(4) == 0);
        case 4 -> apply(nonsense());
        case 5 -> apply(SagaRun.startInput(random.nextBoolean() ? "data" : "other"));
        case 6 -> run.advance(random.nextInt(300));
        default -> {
          if (!run.state().status().isTerminal()) {
            run.nextDue().ifPresent(due -> run.advance(Math.max(0, due - run.nowMs())));
          }
          apply(new SagaInput.TimerDue(SagaRun.ID));
        }
      }
    }

    /** Everything arrives; a saga that waits gets its last command's answer once more. */
    private void calmInput() {
      if (!replies.isEmpty()) {
        deliverReply(false);
      } else if (!commands.isEmpty()) {
        deliverCommand(false);
      } else {
        commands.add(run.sent().get(run.sent().size() - 1));
        run.nextDue().ifPresent(due -> run.advance(Math.max(0, due - run.nowMs())));
        apply(new SagaInput.TimerDue(SagaRun.ID));
      }
    }

    private void deliverCommand(boolean again) {
      if (commands.isEmpty()) {
        return;
      }
      int index = random.nextInt(commands.size());
      SagaEffect.SendCommand command = again ? commands.get(index) : commands.remove(index);
      replies.add(participant.handle(command));
    }

    private void deliverReply(boolean again) {
      if (replies.isEmpty()) {
        return;
      }
      int index = random.nextInt(replies.size());
      apply(again ? replies.get(index) : replies.remove(index));
    }

    private SagaInput nonsense() {
      StepName step = saga.plan().steps().get(random.nextInt(saga.plan().steps().size())).name();
      Action action = random.nextBoolean() ? Action.EXECUTE : Action.COMPENSATE;
      RunId runId = random.nextBoolean() ? new RunId("111111111111") : SagaRun.RUN;
      int epoch = runId.equals(SagaRun.RUN) ? 2 : 1;
      CommandId id =
          new CommandId(
              new DeduplicationKey(SagaRun.ID, runId, step, action, epoch), 1 + random.nextInt(3));
      StepOutcome[] outcomes = StepOutcome.values();
      return SagaRun.replyInput(id, outcomes[random.nextInt(outcomes.length)], "ok");
    }

    private void apply(SagaInput input) {
      inputs++;
      Optional<SagaState> before = run.stored();
      int sentBefore = run.sent().size();
      Decision decision = run.input(input);
      invariants.check(before, decision);
      commands.addAll(run.sent().subList(sentBefore, run.sent().size()));
      if (!(decision instanceof Decision.Accepted)) {
        assertThat(run.stored()).isEqualTo(before);
      }
      if (input instanceof SagaInput.Reply reply
          && (!reply.inReplyTo().key().run().equals(SagaRun.RUN)
              || reply.inReplyTo().key().epoch() != 1)) {
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
      }
    }

    /** Over, or in the hands of an operator because nothing else is left to do. */
    private boolean isOver() {
      return run.state().status().isTerminal()
          || run.state().incidents().stream()
              .anyMatch(open -> open.code().equals(IncidentCode.REJECTED_AFTER_PIVOT.name()));
    }

    private void checkEnd() {
      assertThat(run.outcomes()).hasSize(run.state().status().isTerminal() ? 1 : 0);
      for (StepPlan step : saga.plan().steps()) {
        DeduplicationKey execute = SagaRun.command(step.name().value(), Action.EXECUTE, 1).key();
        if (run.state().status() == SagaStatus.COMPLETED) {
          assertThat(participant.hasEffect(execute)).as("effect of %s", step.name()).isTrue();
          assertThat(participant.undidEffect(execute)).isFalse();
        } else if (run.state().status() == SagaStatus.COMPENSATED
            && step.compensate().isPresent()) {
          assertThat(participant.hasEffect(execute)).as("effect of %s", step.name()).isFalse();
        }
      }
    }
  }

  private static ScriptedSaga randomSaga(Random random) {
    int count = 1 + random.nextInt(6);
    int pivotAt = random.nextInt(3) == 0 ? random.nextInt(count) : count;
    List<StepPlan> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean undoable = i < pivotAt && random.nextInt(5) > 0;
      steps.add(
          new StepPlan.Command(
              new StepName("s" + i),
              false,
              new ParticipantName("p" + random.nextInt(3)),
              randomTries(random),
              undoable ? Optional.of(randomTries(random)) : Optional.empty(),
              undoable && random.nextBoolean(),
              i == pivotAt,
              OptionalLong.empty()));
    }
    Optional<Duration> deadline =
        random.nextInt(3) == 0
            ? Optional.of(Duration.ofMillis(1 + random.nextInt(3_000)))
            : Optional.empty();
    return new ScriptedSaga(1, deadline, SagaPlan.sequence(steps));
  }

  private static StepPlan.Tries randomTries(Random random) {
    RetryPolicy retry =
        RetryPolicy.exponential()
            .withMaxAttempts(1 + random.nextInt(4))
            .withInitialBackoff(Duration.ofMillis(random.nextInt(200)));
    return new StepPlan.Tries(retry, 1 + random.nextInt(1_000));
  }
}
