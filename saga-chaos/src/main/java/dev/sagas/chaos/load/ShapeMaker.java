package dev.sagas.chaos.load;

import dev.sagas.chaos.load.ChaosShape.Stage;
import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.definition.OnTimeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes a random shape that follows the rules of the definition language, and whose sagas end even
 * if a participant is away for 30 s.
 */
final class ShapeMaker {
  /** Attempts of a step whose outcome must not become unknown: they take more than a minute. */
  static final int MANY_ATTEMPTS = 60;

  private static final int FEW_ATTEMPTS = 3;
  private static final int MAX_FURTHER_STAGES = 4;
  private static final int MAX_BRANCHES = 4;
  private static final int MAX_STEPS_OF_BRANCH = 3;

  /** What a stage is. */
  enum StageKind {
    COMMAND,
    PIVOT,
    LOCAL,
    SLEEP,
    SIGNAL,
    APPROVAL,
    GROUP
  }

  private static final List<StageKind> ANYWHERE =
      List.of(
          StageKind.COMMAND,
          StageKind.COMMAND,
          StageKind.LOCAL,
          StageKind.SLEEP,
          StageKind.SIGNAL,
          StageKind.APPROVAL,
          StageKind.GROUP);

  private final int number;
  private final SplittableRandom random;
  private int steps;
  private boolean pastPivot;

  private ShapeMaker(int number, SplittableRandom random) {
    this.number = number;
    this.random = random;
  }

  /**
   * Makes the shape of one definition.
   *
   * @param number of the definition
   * @param needed what it has at least; may contain the pivot once
   */
  static ChaosShape make(int number, List<StageKind> needed, SplittableRandom random) {
    return new ShapeMaker(number, random).make(needed);
  }

  private ChaosShape make(List<StageKind> needed) {
    List<Stage> stages = new ArrayList<>();
    stages.add(Stage.of(command(false)));
    for (StageKind kind : kinds(needed)) {
      stages.add(kind == StageKind.GROUP ? group() : Stage.of(step(kind)));
    }
    Optional<Duration> deadline =
        oneIn(4) ? Optional.of(Duration.ofMillis(between(30_000, 90_000))) : Optional.empty();
    return new ChaosShape(
        number,
        stages,
        deadline,
        random.nextBoolean() ? OnCompensationFailure.STOP : OnCompensationFailure.CONTINUE);
  }

  /** The needed ones and some more, in any order. */
  private List<StageKind> kinds(List<StageKind> needed) {
    List<StageKind> left = new ArrayList<>(needed);
    int further = random.nextInt(MAX_FURTHER_STAGES + 1);
    for (int i = 0; i < further; i++) {
      left.add(anyKind());
    }
    List<StageKind> kinds = new ArrayList<>();
    while (!left.isEmpty()) {
      kinds.add(left.remove(random.nextInt(left.size())));
    }
    return kinds;
  }

  private StageKind anyKind() {
    return ANYWHERE.get(random.nextInt(ANYWHERE.size()));
  }

  private Stage group() {
    List<List<ChaosStep>> branches = new ArrayList<>();
    int count = between(2, MAX_BRANCHES);
    for (int branch = 0; branch < count; branch++) {
      List<ChaosStep> steps = new ArrayList<>();
      int length = between(1, MAX_STEPS_OF_BRANCH);
      for (int i = 0; i < length; i++) {
        StageKind kind = anyKind();
        steps.add(step(kind == StageKind.GROUP ? StageKind.COMMAND : kind));
      }
      branches.add(steps);
    }
    return new Stage(branches, random.nextBoolean());
  }

  private ChaosStep step(StageKind kind) {
    return switch (kind) {
      case COMMAND, GROUP -> command(false);
      case PIVOT -> pivot();
      case LOCAL -> new ChaosStep.Local(name("local"), oneIn(4), !pastPivot && oneIn(3));
      case SLEEP -> new ChaosStep.Sleep(name("sleep"), oneIn(4), between(10, 3_000));
      case SIGNAL -> signal();
      case APPROVAL -> pastPivot ? signal() : approval();
    };
  }

  private ChaosStep pivot() {
    ChaosStep step = command(true);
    pastPivot = true;
    return step;
  }

  private ChaosStep.Command command(boolean pivot) {
    List<String> names = ChaosDefinitions.NAMES;
    boolean needsSuccess = pivot || pastPivot;
    boolean compensated = !needsSuccess && !oneIn(5);
    return new ChaosStep.Command(
        name("move"),
        !pivot && oneIn(4),
        names.get(random.nextInt(names.size())),
        Accounts.SALE,
        compensated,
        pivot,
        !pastPivot,
        compensated && oneIn(6) ? FEW_ATTEMPTS : MANY_ATTEMPTS,
        between(1_000, 5_000));
  }

  private ChaosStep signal() {
    OnTimeout onTimeout = pastPivot ? OnTimeout.CONTINUE : onTimeout();
    return new ChaosStep.Signal(
        name("signal"), oneIn(4), between(5_000, 20_000), onTimeout, !pastPivot && oneIn(2));
  }

  private ChaosStep approval() {
    return new ChaosStep.Approval(name("approval"), oneIn(4), between(5_000, 20_000), onTimeout());
  }

  private OnTimeout onTimeout() {
    if (oneIn(6)) {
      return OnTimeout.INCIDENT;
    }
    return random.nextBoolean() ? OnTimeout.CONTINUE : OnTimeout.COMPENSATE;
  }

  private String name(String kind) {
    steps++;
    return "%s-%s-%s".formatted(kind, number, steps);
  }

  private boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  private int between(int lowest, int highest) {
    return random.nextInt(lowest, highest + 1);
  }
}
