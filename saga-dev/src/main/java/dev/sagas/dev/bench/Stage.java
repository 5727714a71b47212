package dev.sagas.dev.bench;

import dev.sagas.schema.OutcomeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * One series of a run: which sagas run, started and answered by whom, under which load.
 *
 * @param label how it is called in the report
 * @param expected how each saga must end; {@code COMPENSATED} if the third step is rejected
 * @param around what else there is
 */
record Stage(
    String label,
    String type,
    Load load,
    OutcomeKind expected,
    Starters starters,
    Answerers answerers,
    Around around) {
  /** What there is around the sagas that are measured if nothing else is said. */
  private static final Around PLAIN = new Around(0, false, 1, false, false);

  /** Started per second where several orchestrators share them, and beside questions. */
  private static final int SHARED_RATE = 500;

  /** The load of the sagas that run while others wait. */
  private static final int BESIDE_WAITING = 256;

  /**
   * What there is around the sagas that are measured.
   *
   * @param waiting how many other sagas are live meanwhile
   * @param killed whether the orchestrator is killed and restarted at the beginning of each window
   * @param orchestrators how many share the load
   * @param asked whether an operator asks about the sagas that wait
   * @param exported whether the journal is exported to PostgreSQL meanwhile
   */
  record Around(int waiting, boolean killed, int orchestrators, boolean asked, boolean exported) {}

  /** Who starts the sagas. */
  enum Starters {
    BY_HAND,
    CLIENT
  }

  /** Who answers the commands. */
  enum Answerers {
    BY_HAND,
    UNFENCED,
    KAFKA_FENCE,
    ROW,
    ROW_FENCED
  }

  /** The series of a profile, in their order. */
  static List<Stage> of(BenchSettings settings) {
    List<Stage> stages = new ArrayList<>();
    for (int level : settings.levels()) {
      stages.addAll(of(settings.profile(), level));
    }
    return stages;
  }

  private static List<Stage> of(BenchProfile profile, int level) {
    Stage closed = trip(new Load.Closed(level));
    return switch (profile) {
      case throughput, cold -> List.of(closed);
      case latency -> List.of(trip(new Load.Open(level)));
      case compensate -> List.of(closed.named("completed"), trip(closed).compensated());
      case client ->
          List.of(closed.named("by hand"), trip(closed).with(Starters.CLIENT).named("client"));
      case parallel ->
          List.of(
              closed.named("in order"), trip(closed).with(ParallelTrip.TYPE).named("in parallel"));
      case hundred -> List.of(closed.with(HundredStepTrip.TYPE).named("100 steps"));
      case live -> List.of(trip(new Load.Closed(BESIDE_WAITING)).withWaiting(level));
      case participants ->
          List.of(
              closed.named("by hand"),
              trip(closed).with(Answerers.UNFENCED).named("library"),
              trip(closed).with(Answerers.KAFKA_FENCE).named("Kafka fence"),
              trip(closed).with(Answerers.ROW).named("PostgreSQL, no fence"),
              trip(closed).with(Answerers.ROW_FENCED).named("PostgreSQL, JdbcFence"));
      case recovery -> List.of(trip(new Load.Open(level)).withKills());
      case questions -> List.of(trip(new Load.Open(SHARED_RATE)).withQuestions(level));
      case overload ->
          List.of(
              trip(new Load.Open(level / 2)).named("before"),
              trip(new Load.Open(2 * level)).named("overload"),
              trip(new Load.Open(level / 2)).named("after"));
      case scaling -> List.of(trip(new Load.Open(SHARED_RATE)).withOrchestrators(level));
      // The one with an export first, so that it need not export what ran without.
      case export -> List.of(closed.withExport(), trip(closed));
    };
  }

  /** Whether there is a database, of the participants or of an export. */
  boolean needsDatabase() {
    return switch (answerers) {
      case BY_HAND, UNFENCED, KAFKA_FENCE -> around.exported();
      case ROW, ROW_FENCED -> true;
    };
  }

  private static Stage trip(Load load) {
    return new Stage(
        load.label(),
        ThreeStepTrip.TYPE,
        load,
        OutcomeKind.COMPLETED,
        Starters.BY_HAND,
        Answerers.BY_HAND,
        PLAIN);
  }

  /** A load runs once: another stage needs a fresh one. */
  private static Stage trip(Stage like) {
    return trip(like.load.again());
  }

  private Stage named(String name) {
    return new Stage(name + ", " + load.label(), type, load, expected, starters, answerers, around);
  }

  private Stage with(String newType) {
    return new Stage(label, newType, load, expected, starters, answerers, around);
  }

  private Stage with(Starters newStarters) {
    return new Stage(label, type, load, expected, newStarters, answerers, around);
  }

  private Stage with(Answerers newAnswerers) {
    return new Stage(label, type, load, expected, starters, newAnswerers, around);
  }

  private Stage compensated() {
    return new Stage(label, type, load, OutcomeKind.COMPENSATED, starters, answerers, around)
        .named("compensated");
  }

  private Stage withWaiting(int sagas) {
    return around(sagas + " waiting", new Around(sagas, false, 1, false, false));
  }

  private Stage withQuestions(int sagas) {
    return around(label + ", " + sagas + " waiting", new Around(sagas, false, 1, true, false));
  }

  private Stage withKills() {
    return around(label + ", killed", new Around(0, true, 1, false, false));
  }

  private Stage withOrchestrators(int count) {
    return around(label + ", " + count + " instances", new Around(0, false, count, false, false));
  }

  private Stage withExport() {
    return around(label + ", exported", new Around(0, false, 1, false, true));
  }

  private Stage around(String newLabel, Around newAround) {
    return new Stage(newLabel, type, load, expected, starters, answerers, newAround);
  }
}
