package dev.sagas.dev.fuzz;

import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
import dev.sagas.client.SagaClient;
import dev.sagas.dev.fuzz.Account.Kind;
import dev.sagas.dev.fuzz.Ledger.Planned;
import dev.sagas.engine.deployment.Deployment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Writes bad records while good sagas run, and accounts for both. */
final class FuzzRun implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int AFTER_THE_RESTART = 12;

  /** So many sagas before it begins: what a process does for the first time takes its time. */
  private static final int WARM_UP = 120;

  /** More than that, up to 1 MB each, would measure what the machine can take. */
  private static final int BAD_PER_SECOND = 50;

  private final FuzzSettings settings;
  private final FuzzReport report = new FuzzReport();
  private final List<Planned> plan;
  private final FuzzPlatform platform;
  private final SagaClient client;
  private final Watcher watcher;
  private final Victims victims;
  private final GoodSagas good;
  private final Ledger ledger;

  FuzzRun(FuzzSettings settings, Path dataDir) throws Exception {
    this.settings = settings;
    plan = plan(settings);
    boolean withNights = settings.isIn(BadValues.UMLAUTS_IN_THE_SCHEMA);
    platform = new FuzzPlatform(dataDir, withNights);
    client = SagaClient.connect(platform.client());
    watcher = new Watcher(platform.client());
    victims = new Victims(client, watcher);
    good = new GoodSagas(client, watcher, withNights);
    ledger = new Ledger(watcher);
  }

  /** Each kind on each of its topics, in an order that only the seed decides, again and again. */
  static List<Planned> plan(FuzzSettings settings) {
    List<Planned> order = new ArrayList<>();
    for (BadKind kind : BadKinds.ALL) {
      if (settings.isIn(kind)) {
        kind.story().topics().stream()
            .sorted()
            .forEach(topic -> order.add(new Planned(kind, topic)));
      }
    }
    new Chance(settings.seed()).shuffle(order);
    List<Planned> plan = new ArrayList<>();
    for (int i = 0; i < settings.records(); i++) {
      plan.add(order.get((settings.first() + i) % order.size()));
    }
    return plan;
  }

  void run() throws Exception {
    victims.start(about(FuzzTopic.INPUTS), about(Set.of(FuzzTopic.REPLIES)));
    good.burst(WARM_UP);
    report.faults("a good saga was lost before it began", good.lost(LIMIT));
    good.forget();
    good.start(settings.goodPerSecond());
    writeAll();
    settle();
    good.stop();
    report.faults("a good saga was lost", good.lost(LIMIT));
    report.standing(good.longestStanding(), settings.standingMs());
    report.faults("a saga does not continue after its bad record", victims.finish(LIMIT));
    restart();
    audit();
    summarize();
  }

  /** What was found so far. */
  FuzzReport report() {
    return report;
  }

  private int about(Set<FuzzTopic> topics) {
    return (int) plan.stream().filter(planned -> topics.contains(planned.topic())).count();
  }

  private void writeAll() throws Exception {
    Chance chance = new Chance(settings.seed() + settings.first());
    Workbench.Bounds bounds = new Workbench.Bounds(FuzzPlatform.PARTITIONS, platform.topicBytes());
    try (Payloads payloads = new Payloads(platform.client());
        Injector injector = new Injector(platform.client(), ledger)) {
      Workbench bench = new Workbench(chance, payloads, victims, bounds);
      long nextNs = System.nanoTime();
      for (Planned planned : plan) {
        LockSupport.parkNanos(nextNs - System.nanoTime());
        nextNs = Math.max(nextNs, System.nanoTime()) + 1_000_000_000L / BAD_PER_SECOND;
        write(planned, bench, injector);
      }
    }
  }

  private static void write(Planned planned, Workbench bench, Injector injector)
      throws InterruptedException, TimeoutException {
    Draft draft = bench.draft(planned.topic());
    planned.kind().story().spoiler().spoil(draft, bench);
    injector.write(planned, draft);
  }

  /** Waits until each record that is read has its account. */
  private void settle() {
    try {
      Awaitility.await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(250))
          .until(
              () -> {
                watcher.check();
                return ledger.unaccounted(true).isEmpty();
              });
    } catch (ConditionTimeoutException e) {
      report.faults("a bad record is not accounted for", ledger.unaccounted(true));
    }
  }

  /** What now lies in the topics must not be in the way of a start. */
  private void restart() throws Exception {
    platform.restart();
    good.burst(AFTER_THE_RESTART);
    report.faults("a good saga was lost after the restart", good.lost(LIMIT));
    if (!platform.isWell()) {
      report.faults("orchestrator or participants are not well", List.of("after the restart"));
    }
    good.problem()
        .ifPresent(problem -> report.faults("a client has met a problem", List.of(problem)));
  }

  private void audit() {
    AuditReport audited = Audit.run(Deployment.of(platform.client()));
    audited
        .violations()
        .forEach(
            violation ->
                violation
                    .position()
                    .ifPresent(
                        position ->
                            watcher.account(
                                position, Account.of(Kind.FINDING, violation.code().name()))));
    report.faults(
        "the audit finds what no bad record explains",
        audited.violations().stream().filter(violation -> !ledger.explains(violation)).toList());
    if (audited.violationCount() > AuditReport.MAX_LISTED) {
      report.faults("the audit lists not all", List.of(audited.violationCount()));
    }
    report.faults("a bad record was not found by the audit", ledger.unaccounted(false));
    report.fact("findings of the audit, all about bad records: " + audited.violationCount());
  }

  private void summarize() {
    Set<BadKind> kinds = plan.stream().map(Planned::kind).collect(Collectors.toSet());
    report.fact("kinds: " + kinds.size() + " of " + BadKinds.ALL.size());
    report.fact(
        "bad records: %s, refused by the broker: %s"
            .formatted(ledger.writtenCount(), ledger.refusedCount()));
    report.fact("good sagas: " + good.count());
  }

  @Override
  public void close() {
    good.close();
    watcher.close();
    client.close();
    platform.close();
  }
}
