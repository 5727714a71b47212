package dev.sagas.dev.bench;

import dev.sagas.operate.audit.Audit;
import dev.sagas.operate.audit.AuditReport;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** One run of a profile: the product, the bound, and the audit. */
final class BenchRun {
  private static final Duration DRAIN_STEP = Duration.ofMillis(100);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final BenchCluster cluster;
  private final TopicMeter topics;

  private BenchRun(BenchSettings settings, BenchCluster cluster, Consumer<String> progress) {
    this.settings = settings;
    this.cluster = cluster;
    this.progress = progress;
    this.topics = new TopicMeter(cluster.clients());
  }

  /**
   * Measures.
   *
   * @throws BenchFailure if sagas do not run as they should
   */
  static BenchReport run(BenchSettings settings, Consumer<String> progress) {
    try (BenchCluster cluster = BenchCluster.start(settings)) {
      return new BenchRun(settings, cluster, progress).run();
    }
  }

  private BenchReport run() {
    progress.accept("starting an orchestrator");
    cluster.startOrchestrator(ThreeStepTrip.class);
    Measured measured = measureProduct();
    cluster.stopOrchestrator();
    List<Series> bound = settings.bound() ? measureBound(measured.uses) : List.of();
    Optional<BenchReport.Audited> audited =
        settings.audit() ? Optional.of(audit()) : Optional.empty();
    BenchReport report =
        new BenchReport(
            settings.profile(),
            MachineFacts.of(settings),
            measured.series,
            measured.uses,
            bound,
            List.of(),
            audited);
    return report.withTargets(Targets.throughput(report, cluster.deployment().applicationId()));
  }

  private record Measured(List<Series> series, List<TopicUse> uses) {}

  private Measured measureProduct() {
    SagaLedger ledger = new SagaLedger();
    try (Traffic traffic = new Traffic();
        SagaStarter starter = new SagaStarter(cluster, ledger, ThreeStepTrip.TYPE)) {
      CommandAnswerer.start(cluster, cluster.recordCodec(), services(), traffic);
      OutcomeCounter outcomes = new OutcomeCounter(cluster, ledger, OutcomeKind.COMPLETED);
      traffic.start("bench-outcomes", () -> outcomes.run(traffic));
      List<Series> series = new ArrayList<>();
      List<TopicUse> uses = List.of();
      Duration warmUp = settings.warmUp();
      for (int level : settings.levels()) {
        Load load = new Load.Closed(level);
        outcomes.listen(load::ended);
        traffic.start("bench-load", () -> load.run(starter::start), load::stop);
        progress.accept("warming up for " + warmUp.toSeconds() + " s: " + load.label());
        traffic.await(warmUp);
        warmUp = settings.settling();
        TopicMeter.Reading before = topics.read();
        long endedBefore = ledger.ended();
        series.add(measure(load, ledger, traffic));
        // As many sagas are under way as at the first reading.
        TopicMeter.Reading after = topics.read();
        long ended = ledger.ended() - endedBefore;
        load.stop();
        drain(ledger, traffic);
        uses = topics.uses(before, after, ended);
      }
      progress.accept(
          String.format(
              Locale.ROOT, "%d sagas started, %d ended", ledger.started(), ledger.ended()));
      return new Measured(series, uses);
    }
  }

  private Series measure(Load load, SagaLedger ledger, Traffic traffic) {
    progress.accept("measuring: " + load.label());
    WindowClock clock =
        new WindowClock(cluster.meter(), ledger::ended, () -> Optional.of(ledger.takeLatencies()));
    Series series =
        new Series(load.label(), clock.measure(traffic, settings.windows(), settings.window()));
    progress.accept(load.label() + ": " + series.perSecond().text(0) + " sagas/s");
    return series;
  }

  /** Every saga that was started must end. */
  private void drain(SagaLedger ledger, Traffic traffic) {
    long endNanos = System.nanoTime() + DRAIN_LIMIT.toNanos();
    do {
      traffic.await(DRAIN_STEP);
      if (System.nanoTime() > endNanos) {
        throw new BenchFailure(
            String.format(
                Locale.ROOT,
                "Expected all sagas to end, but %d of %d have not within %d s",
                ledger.underWay(),
                ledger.started(),
                DRAIN_LIMIT.toSeconds()));
      }
    } while (ledger.underWay() > 0);
  }

  private List<Series> measureBound(List<TopicUse> uses) {
    Bound bound = new Bound(cluster, settings, uses);
    int inFlight = settings.levels().get(settings.levels().size() - 1);
    List<Series> series = new ArrayList<>();
    for (int threads = 1; threads <= Math.min(2, settings.partitions()); threads++) {
      progress.accept("measuring the bound with " + threads + " thread(s)");
      Series measured = bound.measure(threads, Math.max(inFlight, threads));
      progress.accept(measured.label() + ": " + measured.perSecond().text(0) + " sagas/s");
      series.add(measured);
    }
    return series;
  }

  private BenchReport.Audited audit() {
    progress.accept("auditing");
    AuditReport report = Audit.run(cluster.deployment());
    report.violations().forEach(violation -> progress.accept("violation: " + violation.message()));
    return new BenchReport.Audited(report.counts().sagas(), report.violationCount());
  }

  private static List<CommandAnswerer.Service> services() {
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
            StepOutcome.SUCCEEDED));
  }
}
