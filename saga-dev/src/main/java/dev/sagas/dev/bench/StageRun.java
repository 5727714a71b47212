package dev.sagas.dev.bench;

import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.FlightBooked;
import dev.sagas.samples.schema.trip.FlightCancelled;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.samples.schema.trip.HotelCancelled;
import dev.sagas.schema.OutcomeKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the stages of a run, one after the other. */
final class StageRun {
  /** If that many times more sagas end than are under way, these do not distort the counts. */
  private static final long NEGLIGIBLE = 20;

  private static final Duration DRAIN_STEP = Duration.ofMillis(100);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);

  private final BenchSettings settings;
  private final BenchCluster cluster;
  private final Consumer<String> progress;
  private final TopicMeter topics;
  private final WaitingSagas waiting;
  private final SagaLedger ledger = new SagaLedger();

  StageRun(BenchSettings settings, BenchCluster cluster, Consumer<String> progress) {
    this.settings = settings;
    this.cluster = cluster;
    this.progress = progress;
    this.topics = new TopicMeter(cluster.clients());
    this.waiting = new WaitingSagas(cluster, ledger);
  }

  /** What a stage gave. */
  record Measured(Series series, List<TopicUse> uses) {}

  /**
   * Measures a stage.
   *
   * @throws BenchFailure if a saga does not end as it should
   */
  @SuppressWarnings("try") // the participants only have to run meanwhile
  Measured measure(Stage stage, Duration warmUp) {
    try (Traffic traffic = new Traffic();
        SagaStarter starter = starter(stage);
        Running answerers = answerers(stage, traffic)) {
      OutcomeCounter outcomes = new OutcomeCounter(cluster, ledger, stage.expected());
      Load load = stage.load();
      outcomes.listen(load::ended);
      traffic.start("bench-outcomes", () -> outcomes.run(traffic));
      raiseWaiting(stage, traffic);
      Optional<ExportProcess> export =
          stage.around().exported() ? Optional.of(cluster.startExport()) : Optional.empty();
      Point begin = point();
      traffic.start("bench-load", () -> load.run(starter::start), load::stop);
      progress.accept("%s: warming up for %s s".formatted(stage.label(), warmUp.toSeconds()));
      Optional<QuestionAsker> asker = asker(stage, traffic);
      traffic.await(warmUp);
      asker.ifPresent(QuestionAsker::forget);
      Point before = point();
      Series measured = measure(stage, traffic);
      Series series =
          new Series(
              measured.label(),
              measured.windows(),
              asker.map(QuestionAsker::answered).orElse(List.of()));
      Point after = point();
      export.ifPresent(running -> sayExported(running, after.ended()));
      cluster.stopExport();
      load.stop();
      drain(traffic);
      boolean steady = before.isNegligible(after) && after.isNegligible(before);
      return new Measured(series, steady ? uses(before, after) : uses(begin, point()));
    }
  }

  private void sayExported(ExportProcess export, long ended) {
    progress.accept(
        "%s of %s ended sagas were exported meanwhile".formatted(export.exported(), ended));
  }

  private Optional<QuestionAsker> asker(Stage stage, Traffic traffic) {
    if (!stage.around().asked()) {
      return Optional.empty();
    }
    QuestionAsker asker =
        new QuestionAsker(cluster.orchestratorAddress(), stage.around().waiting());
    traffic.start("bench-questions", () -> asker.run(traffic));
    return Optional.of(asker);
  }

  private void raiseWaiting(Stage stage, Traffic traffic) {
    if (stage.around().waiting() > 0) {
      progress.accept("starting sagas until " + stage.around().waiting() + " wait");
      waiting.raiseTo(stage.around().waiting(), traffic);
    }
  }

  /** How far sagas and topics were at some moment. */
  private record Point(TopicMeter.Reading topics, long ended, long underWay) {
    /** Whether those under way hardly matter next to those that ended between the two points. */
    boolean isNegligible(Point other) {
      return underWay * NEGLIGIBLE <= Math.abs(other.ended - ended);
    }
  }

  private Point point() {
    return new Point(topics.read(), ledger.ended(), ledger.underWay());
  }

  private List<TopicUse> uses(Point from, Point to) {
    return topics.uses(from.topics, to.topics, to.ended - from.ended);
  }

  private Series measure(Stage stage, Traffic traffic) {
    progress.accept(stage.label() + ": measuring");
    WindowClock clock =
        new WindowClock(cluster::meter, ledger::ended, () -> Optional.of(ledger.takeLatencies()));
    Runnable atBegin = stage.around().killed() ? cluster::killOrchestrator : () -> {};
    Series series =
        new Series(
            stage.label(), clock.measure(traffic, settings.windows(), settings.window(), atBegin));
    progress.accept(stage.label() + ": " + series.perSecond().text(0) + " sagas/s");
    return series;
  }

  /** Every saga that was started must end. */
  private void drain(Traffic traffic) {
    long endNanos = System.nanoTime() + DRAIN_LIMIT.toNanos();
    long ended = ledger.ended();
    do {
      traffic.await(DRAIN_STEP);
      if (ledger.ended() > ended) {
        ended = ledger.ended();
        endNanos = System.nanoTime() + DRAIN_LIMIT.toNanos();
      }
      if (System.nanoTime() > endNanos) {
        throw new BenchFailure(
            String.format(
                Locale.ROOT,
                "Expected all sagas to end, but %d of %d have not, and none has for %d s",
                ledger.underWay(),
                ledger.started(),
                DRAIN_LIMIT.toSeconds()));
      }
    } while (ledger.underWay() > 0);
  }

  /** How many sagas of all stages have ended, those that only wait left out. */
  long ended() {
    return ledger.ended();
  }

  /** How many sagas were started and how many have ended, those that only wait left out. */
  String counts() {
    return String.format(
        Locale.ROOT, "%d sagas started, %d ended", ledger.started(), ledger.ended());
  }

  private SagaStarter starter(Stage stage) {
    return switch (stage.starters()) {
      case BY_HAND -> new RequestWriter(cluster, ledger, stage.type());
      case CLIENT -> new ClientStarter(cluster, ledger, stage.type());
    };
  }

  /** Participants that run until they are closed. */
  private interface Running extends AutoCloseable {
    @Override
    void close();
  }

  private Running answerers(Stage stage, Traffic traffic) {
    return switch (stage.answerers()) {
      case BY_HAND -> {
        CommandAnswerer.start(cluster, cluster.recordCodec(), services(stage), traffic);
        yield () -> {};
      }
      case UNFENCED -> LibraryServices.start(cluster, new LibraryEffect.None())::close;
      case KAFKA_FENCE -> LibraryServices.start(cluster, new LibraryEffect.InKafka())::close;
      case ROW -> LibraryServices.start(cluster, new LibraryEffect.Row(cluster.database()))::close;
      case ROW_FENCED ->
          LibraryServices.start(cluster, new LibraryEffect.FencedRow(cluster.database()))::close;
    };
  }

  private static List<CommandAnswerer.Service> services(Stage stage) {
    StepOutcome last =
        stage.expected() == OutcomeKind.COMPENSATED ? StepOutcome.REJECTED : StepOutcome.SUCCEEDED;
    return List.of(
        new CommandAnswerer.Service(
            new ParticipantName("cars"),
            new CarBooked("trip", "booking"),
            new CarCancelled("trip"),
            StepOutcome.SUCCEEDED),
        new CommandAnswerer.Service(
            new ParticipantName("hotels"),
            new HotelBooked("trip", "booking"),
            new HotelCancelled("trip"),
            StepOutcome.SUCCEEDED),
        new CommandAnswerer.Service(
            new ParticipantName("flights"),
            new FlightBooked("trip", "booking"),
            new FlightCancelled("trip"),
            last));
  }
}
