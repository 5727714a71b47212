package dev.sagas.dev.bench;

import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One run of a profile: the product, the bound, and the audit. */
final class BenchRun {
  private static final int SHOWN_VIOLATIONS = 10;

  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final BenchCluster cluster;

  private BenchRun(BenchSettings settings, BenchCluster cluster, Consumer<String> progress) {
    this.settings = settings;
    this.cluster = cluster;
    this.progress = progress;
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
    progress.accept("starting an orchestrator; all data is in " + settings.directory());
    StageRun run = new StageRun(settings, cluster, progress);
    List<Series> product = new ArrayList<>();
    List<TopicUse> uses = List.of();
    for (Stage stage : Stage.of(settings)) {
      if (stage.needsDatabase() && !hasDatabase(stage)) {
        continue;
      }
      boolean fresh = cluster.runOrchestrators(stage.around().orchestrators());
      StageRun.Measured measured =
          run.measure(stage, fresh ? settings.warmUp() : settings.settling());
      product.add(measured.series());
      uses = measured.uses();
    }
    progress.accept(run.counts());
    cluster.stopOrchestrators();
    List<StoreUse> stores =
        settings.rocksDb() ? StoreUse.sum(settings.operations(), run.ended()) : List.of();
    List<Series> bound = settings.bound() ? measureBound(uses) : List.of();
    Optional<BenchReport.Audited> audited =
        settings.audit() ? Optional.of(audit()) : Optional.empty();
    BenchReport report =
        new BenchReport(
            settings.profile(),
            MachineFacts.of(settings),
            product,
            uses,
            stores,
            bound,
            List.of(),
            audited);
    return report.withTargets(Targets.of(report, cluster.deployment().applicationId()));
  }

  /** Starts it with the first stage that needs it; where there can be none, this says so. */
  private boolean hasDatabase(Stage stage) {
    try {
      cluster.startDatabase();
      return true;
    } catch (IOException e) {
      progress.accept(stage.label() + ": SKIPPED, because PostgreSQL does not run here: " + e);
      return false;
    }
  }

  private List<Series> measureBound(List<TopicUse> uses) {
    Bound bound = new Bound(cluster, settings, uses);
    List<Series> series = new ArrayList<>();
    for (int threads = 1; threads <= Math.min(2, settings.partitions()); threads++) {
      progress.accept("measuring the bound with " + threads + " thread(s)");
      Series measured = bound.measure(threads, Math.max(settings.boundInFlight(), threads));
      progress.accept(measured.label() + ": " + measured.perSecond().text(0) + " sagas/s");
      series.add(measured);
    }
    return series;
  }

  private BenchReport.Audited audit() {
    progress.accept("auditing");
    AuditReport report = Audit.run(cluster.deployment());
    report.violations().stream()
        .limit(SHOWN_VIOLATIONS)
        .forEach(violation -> progress.accept("violation: " + violation.message()));
    return new BenchReport.Audited(report.counts().sagas(), report.violationCount());
  }
}
