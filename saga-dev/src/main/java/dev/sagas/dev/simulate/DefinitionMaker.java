package dev.sagas.dev.simulate;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.dev.simulate.DefinitionSketch.StageSketch;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Makes a random definition that follows the rules of the definition language. */
final class DefinitionMaker {
  static final List<String> PARTICIPANTS = List.of("p0", "p1", "p2", "p3");

  /** Full name of every signal's record. */
  static final String SIGNAL_TYPE = "sim.Signal";

  private static final int MAX_STAGES = 7;
  private static final int MANY_STAGES = 40;
  private static final int MAX_BRANCHES = 4;
  private static final int MAX_STEPS_OF_BRANCH = 3;

  private final SplittableRandom random;
  private final List<SignalName> earlierSignals = new ArrayList<>();
  private int steps;
  private boolean pastPivot;

  DefinitionMaker(SplittableRandom random) {
    this.random = random;
  }

  DefinitionSketch make() {
    int count = random.nextInt(200) == 0 ? MANY_STAGES : 1 + random.nextInt(MAX_STAGES);
    int pivotAt = oneIn(3) ? random.nextInt(count) : count;
    List<StageSketch> stages = new ArrayList<>();
    for (int stage = 0; stage < count; stage++) {
      if (stage == pivotAt) {
        pastPivot = true;
        stages.add(alone(command(true)));
      } else {
        stages.add(oneIn(3) ? group(stage) : alone(step()));
      }
    }
    Optional<Duration> deadline =
        oneIn(4) ? Optional.of(Duration.ofMillis(random.nextLong(200, 30_000))) : Optional.empty();
    OnCompensationFailure onFailure =
        random.nextBoolean() ? OnCompensationFailure.STOP : OnCompensationFailure.CONTINUE;
    return new DefinitionSketch(stages, onFailure, deadline, command(false));
  }

  private boolean oneIn(int number) {
    return random.nextInt(number) == 0;
  }

  private static StageSketch alone(StepSketch step) {
    return new StageSketch(Optional.empty(), false, List.of(List.of(step)));
  }

  private StageSketch group(int stage) {
    List<List<StepSketch>> branches = new ArrayList<>();
    int count = 2 + random.nextInt(MAX_BRANCHES - 1);
    List<SignalName> all = new ArrayList<>(earlierSignals);
    for (int branch = 0; branch < count; branch++) {
      // Which branch takes a signal must not be chance: none uses one of another's.
      earlierSignals.clear();
      List<StepSketch> steps = new ArrayList<>();
      int length = oneIn(2) ? 1 : 1 + random.nextInt(MAX_STEPS_OF_BRANCH);
      for (int step = 0; step < length; step++) {
        steps.add(step());
      }
      branches.add(steps);
      all.addAll(earlierSignals);
    }
    earlierSignals.clear();
    earlierSignals.addAll(all);
    return new StageSketch(Optional.of(new StepName("g" + stage)), random.nextBoolean(), branches);
  }

  private StepSketch step() {
    int dice = random.nextInt(20);
    if (dice < 12) {
      return command(false);
    }
    if (dice < 15) {
      return local();
    }
    return dice < 17 ? sleep() : signal();
  }

  private StepName nextName() {
    return new StepName("s" + steps++);
  }

  private StepSketch command(boolean pivot) {
    boolean undoable = !pastPivot && !oneIn(5);
    return StepSketch.of(
        new StepPlan.Command(
            nextName(),
            !pivot && oneIn(6),
            new ParticipantName(PARTICIPANTS.get(random.nextInt(PARTICIPANTS.size()))),
            tries(),
            undoable ? Optional.of(tries()) : Optional.empty(),
            undoable && random.nextBoolean(),
            pivot,
            oneIn(6) ? OptionalLong.of(random.nextLong(100, 4_000)) : OptionalLong.empty()));
  }

  private StepPlan.Tries tries() {
    RetryPolicy retry =
        RetryPolicy.exponential()
            .withMaxAttempts(1 + random.nextInt(4))
            .withInitialBackoff(Duration.ofMillis(random.nextInt(400)))
            .withMaxBackoff(Duration.ofMillis(random.nextInt(400, 3_000)));
    return new StepPlan.Tries(retry, random.nextLong(40, 1_500));
  }

  private StepSketch local() {
    boolean rejects = !pastPivot && oneIn(2);
    return new StepSketch(new StepPlan.Local(nextName(), oneIn(6)), 0, false, rejects);
  }

  private StepSketch sleep() {
    long ms = oneIn(10) ? random.nextLong(60_000, 200_000_000) : random.nextLong(0, 4_000);
    return new StepSketch(
        new StepPlan.Sleep(nextName(), oneIn(6)), ms, random.nextBoolean(), false);
  }

  private StepSketch signal() {
    OnTimeout onTimeout =
        switch (random.nextInt(3)) {
          case 0 -> OnTimeout.CONTINUE;
          case 1 -> OnTimeout.INCIDENT;
          default -> pastPivot ? OnTimeout.INCIDENT : OnTimeout.COMPENSATE;
        };
    OptionalLong timeout =
        oneIn(3) ? OptionalLong.empty() : OptionalLong.of(random.nextLong(50, 8_000));
    StepName name = nextName();
    SignalName signal =
        !earlierSignals.isEmpty() && oneIn(3)
            ? earlierSignals.get(random.nextInt(earlierSignals.size()))
            : new SignalName("for-" + name);
    if (!earlierSignals.contains(signal)) {
      earlierSignals.add(signal);
    }
    StepPlan plan = new StepPlan.Signal(name, oneIn(6), signal, SIGNAL_TYPE, timeout, onTimeout);
    return new StepSketch(plan, 0, false, !pastPivot && oneIn(2));
  }
}
