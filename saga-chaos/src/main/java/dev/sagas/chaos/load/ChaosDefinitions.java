package dev.sagas.chaos.load;

import dev.sagas.chaos.load.ChaosShape.Stage;
import dev.sagas.chaos.load.ShapeMaker.StageKind;
import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.samples.schema.chaos.ChaosData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The definitions of a chaos run.
 *
 * <ul>
 *   <li>Their shape follows from the system property {@value #SEED}, a whole number, {@value
 *       #DEFAULT_SEED} by default: all orchestrators of a run need the same. Only {@link
 *       ChaosTransfer} always has the same shape.
 *   <li>Their types are {@code chaos-0} to {@code chaos-4}.
 *   <li>A saga that is not cancelled, refused or too late for its deadline completes although its
 *       participants are away for 30 s.
 * </ul>
 */
public final class ChaosDefinitions {
  /** The system property that holds the seed. */
  public static final String SEED = "saga.chaos.seed";

  static final long DEFAULT_SEED = 1;

  /** Longer than any fault: what a fault costs is not to be a second attempt. */
  private static final int STEADY_TIMEOUT_MS = 120_000;

  private static final int WAITING_MS = 86_400_000;

  static final List<String> NAMES = List.of("chaos-cars", "chaos-hotels", "chaos-flights");

  /** What each random definition has at least: together, every kind of step. */
  private static final List<List<StageKind>> NEEDED =
      List.of(
          List.of(StageKind.GROUP, StageKind.PIVOT),
          List.of(StageKind.SIGNAL, StageKind.APPROVAL),
          List.of(StageKind.SLEEP, StageKind.LOCAL, StageKind.GROUP),
          List.of(StageKind.PIVOT, StageKind.COMMAND, StageKind.SIGNAL));

  private ChaosDefinitions() {}

  /** The classes, for the orchestrator's property {@code definitions}. */
  public static List<Class<? extends SagaDefinition<?>>> classes() {
    return List.of(
        ChaosTransfer.class,
        ChaosSaga1.class,
        ChaosSaga2.class,
        ChaosSaga3.class,
        ChaosSaga4.class);
  }

  /**
   * The same definitions with their second version beside the first, for the same property: what is
   * deployed after an upgrade.
   */
  public static List<Class<? extends SagaDefinition<?>>> upgradedClasses() {
    return Stream.concat(classes().stream(), SecondVersions.classes().stream()).toList();
  }

  /** The names of the participants. */
  public static Set<String> participants() {
    return Set.copyOf(NAMES);
  }

  /** All definitions of a seed, in the order of {@link #classes()}. */
  static List<ChaosShape> shapes(long seed) {
    List<ChaosShape> shapes = new ArrayList<>();
    shapes.add(transfer());
    for (int number = 1; number <= NEEDED.size(); number++) {
      shapes.add(random(number, seed));
    }
    return List.copyOf(shapes);
  }

  /** The definition of this number, by the seed of this process. */
  static Saga<ChaosData> define(int number, int version) {
    return ShapedSaga.of(shapes(Long.getLong(SEED, DEFAULT_SEED)).get(number), version);
  }

  private static ChaosShape random(int number, long seed) {
    return ShapeMaker.make(
        number,
        NEEDED.get(number - 1),
        new SplittableRandom(ParticipantChoice.mixed(seed, "shape-" + number)));
  }

  /** Takes money at one participant and puts it to the account of another. */
  private static ChaosShape transfer() {
    return new ChaosShape(
        0,
        List.of(
            Stage.of(money("take", NAMES.get(0), Accounts.TAKE)),
            Stage.of(new ChaosStep.Sleep("clear", false, 300)),
            Stage.of(money("put", NAMES.get(1), Accounts.PUT))),
        Optional.empty(),
        OnCompensationFailure.STOP);
  }

  /** What {@link SteadySaga} does. */
  static ChaosShape steady() {
    ChaosStep step =
        new ChaosStep.Command(
            "steady",
            false,
            NAMES.get(0),
            Accounts.SALE,
            false,
            false,
            false,
            ShapeMaker.MANY_ATTEMPTS,
            STEADY_TIMEOUT_MS);
    return alone(SteadySaga.NUMBER, step);
  }

  /** What {@link WaitingSaga} does. */
  static ChaosShape waiting() {
    return alone(
        WaitingSaga.NUMBER,
        new ChaosStep.Approval("travel-desk", false, WAITING_MS, OnTimeout.COMPENSATE));
  }

  private static ChaosShape alone(int number, ChaosStep step) {
    return new ChaosShape(
        number, List.of(Stage.of(step)), Optional.empty(), OnCompensationFailure.STOP);
  }

  private static ChaosStep money(String name, String participant, Accounts accounts) {
    return new ChaosStep.Command(
        name, false, participant, accounts, true, false, true, ShapeMaker.MANY_ATTEMPTS, 2_000);
  }
}
