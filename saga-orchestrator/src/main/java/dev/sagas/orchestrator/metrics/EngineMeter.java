package dev.sagas.orchestrator.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.List;

/** Every metric of the orchestrator's own. The reference is generated from this table. */
public enum EngineMeter {
  STARTED(Kind.COUNTER, "saga.started", "Sagas that were started.", TagKeys.TYPE, TagKeys.VERSION),
  ENDED(
      Kind.COUNTER,
      "saga.ended",
      "Sagas that ended, by outcome, and by the code for which they were unwound: `none` if they"
          + " were not.",
      TagKeys.TYPE,
      TagKeys.VERSION,
      TagKeys.OUTCOME,
      TagKeys.CODE),
  DURATION(
      Kind.DURATION,
      "saga.duration",
      "From a saga's start to its end.",
      TagKeys.TYPE,
      TagKeys.OUTCOME),
  UNWINDS(
      Kind.COUNTER,
      "saga.unwinds",
      "Sagas that began to undo their effects, by the step that is the cause and its code; step"
          + " `none` if the saga as a whole is, as for a cancel.",
      TagKeys.TYPE,
      TagKeys.STEP,
      TagKeys.CODE),
  START_LATENCY(
      Kind.LATENCY,
      "saga.start.latency",
      "From when a request was written, by its client's clock, to the commit of the saga's start"
          + " with its first command.",
      TagKeys.TYPE),
  STEP_OVERHEAD(
      Kind.LATENCY,
      "saga.step.overhead",
      "What the orchestrator adds between two steps: from when a reply was written, by its"
          + " participant's clock, to the commit of the next command.",
      TagKeys.TYPE),
  ATTEMPTS(
      Kind.COUNTER,
      "saga.step.attempts",
      "Commands that were sent.",
      TagKeys.TYPE,
      TagKeys.STEP,
      TagKeys.PARTICIPANT,
      TagKeys.ACTION),
  RETRIES(
      Kind.COUNTER,
      "saga.step.retries",
      "Further attempts that were scheduled after a failure.",
      TagKeys.TYPE,
      TagKeys.STEP,
      TagKeys.ACTION),
  FAILURES(
      Kind.COUNTER,
      "saga.step.failures",
      "Attempts that failed for a technical reason, by its code; `TIMED_OUT` if no reply came in"
          + " time.",
      TagKeys.TYPE,
      TagKeys.STEP,
      TagKeys.ACTION,
      TagKeys.CODE),
  REJECTIONS(
      Kind.COUNTER,
      "saga.step.rejections",
      "Steps that were rejected for a business reason, by its code.",
      TagKeys.TYPE,
      TagKeys.STEP,
      TagKeys.CODE),
  UNKNOWN_OUTCOMES(
      Kind.COUNTER,
      "saga.step.unknown.outcomes",
      "Steps that used up their attempts without a reply that counts.",
      TagKeys.TYPE,
      TagKeys.STEP),
  COMPENSATED_STEPS(
      Kind.COUNTER,
      "saga.step.compensated",
      "Steps whose effect was undone.",
      TagKeys.TYPE,
      TagKeys.STEP),
  REPLY_TIME(
      Kind.LATENCY,
      "saga.step.reply.time",
      "From an attempt's command to its reply, as the orchestrator sees it: queues, the"
          + " participant's work, and the way there and back.",
      TagKeys.TYPE,
      TagKeys.STEP,
      TagKeys.PARTICIPANT,
      TagKeys.ACTION),
  INCIDENTS_RAISED(
      Kind.COUNTER,
      "saga.incidents.raised",
      "Incidents that were raised.",
      TagKeys.TYPE,
      TagKeys.CODE),
  INCIDENTS_RESOLVED(
      Kind.COUNTER,
      "saga.incidents.resolved",
      "Incidents that were resolved; code `unknown` if it was not in memory.",
      TagKeys.TYPE,
      TagKeys.CODE),
  INCIDENTS_OPEN(
      Kind.GAUGE, "saga.incidents.open", "Open incidents of this instance's sagas.", TagKeys.CODE),
  LIVE(
      Kind.GAUGE,
      "saga.live",
      "This instance's sagas that have not ended, by what they wait for.",
      TagKeys.TYPE,
      TagKeys.WAIT),
  OLDEST_WAIT(
      Kind.AGE,
      "saga.oldest.wait",
      "How long the saga has waited that has waited for longest, by what it waits for.",
      TagKeys.WAIT),
  AWAITED(
      Kind.GAUGE,
      "saga.participant.awaited",
      "This instance's sagas that wait for a reply of the participant.",
      TagKeys.PARTICIPANT),
  PARTICIPANT_MEMBERS(
      Kind.GAUGE,
      "saga.participant.members",
      "Members of the participant's consumer group. Every instance reports it.",
      TagKeys.PARTICIPANT),
  PARTICIPANT_LAG(
      Kind.GAUGE,
      "saga.participant.lag",
      "Commands that the participant's consumer group has not committed. Every instance reports"
          + " it.",
      TagKeys.PARTICIPANT),
  DEAD_LETTERS(
      Kind.COUNTER,
      "saga.dead.letters",
      "Records that could not be applied and are kept as dead letters.",
      TagKeys.CODE),
  REFUSALS(
      Kind.COUNTER,
      "saga.refusals",
      "Inputs that changed nothing, dead letters among them: duplicates, late replies, requests"
          + " that do not fit.",
      TagKeys.CODE),
  INPUT_WAIT(
      Kind.LATENCY,
      "saga.input.wait",
      "From when an input was written, by its writer's clock, until it was decided."),
  TIMER_LATENESS(
      Kind.LATENCY,
      "saga.timer.lateness",
      "How long after it was due a timer fired. After an outage timers fire late on purpose, once"
          + " all inputs are read."),
  COMMIT_LATENCY(
      Kind.LATENCY,
      "saga.commit.latency",
      "From the first decision of a transaction to its commit."),
  COMMIT_VISIBLE(
      Kind.QUICK,
      "saga.commit.visible",
      "From when a transaction was committed until what it changed is shown to operators."),
  COMMIT_CHANGES(
      Kind.SUMMARY,
      "saga.commit.changes",
      "Transactions that were committed, and how many inputs and timers each of them holds."),
  PARTITIONS(Kind.GAUGE, "saga.partitions", "Partitions that this instance processes."),
  RESTORE_REMAINING(
      Kind.GAUGE,
      "saga.restore.remaining",
      "Records of the changelogs that are still to be read before the partition's sagas continue;"
          + " 0 if they do.",
      TagKeys.PARTITION),
  RESTORE_TIME(
      Kind.DURATION, "saga.restore.time", "How long the state of a partition took to restore."),
  THREADS(Kind.GAUGE, "saga.stream.threads", "Stream threads that are alive."),
  READY(Kind.GAUGE, "saga.ready", "1 while all inputs of this instance are processed, else 0."),
  ALIVE(Kind.GAUGE, "saga.alive", "0 if this instance should be started again, else 1."),
  EXPORT_WORKS(
      Kind.GAUGE,
      "saga.export.works",
      "1 while this instance exports to the database, 0 while it cannot. Only with"
          + " export.jdbc.url."),
  EXPORT_BEHIND(
      Kind.GAUGE,
      "saga.export.behind",
      "Offsets of the journal that are not exported yet, of this instance's partitions;"
          + " transaction markers count. Only with export.jdbc.url."),
  CLAIMS_WAITING(
      Kind.GAUGE,
      "saga.claims.waiting",
      "Inputs of this instance's sagas that are held until a large value can be loaded or stored."),
  CLAIMS_LOADED(
      Kind.COUNTER,
      "saga.claims.loaded.bytes",
      "Bytes of large values that were loaded for decisions."),
  CLAIMS_STORED(
      Kind.COUNTER,
      "saga.claims.stored.bytes",
      "Bytes of large values that decisions have made, those that were stored before included."),
  CLAIMS_FAILURES(
      Kind.COUNTER,
      "saga.claims.failures",
      "Decisions that had to wait because a large value could not be loaded or stored.");

  static final String SECONDS = "seconds";

  private final Kind kind;
  private final String id;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> tags;

  EngineMeter(Kind kind, String id, String meaning, String... tags) {
    this.kind = kind;
    this.id = id;
    this.meaning = meaning;
    this.tags = List.of(tags);
  }

  /** How something is measured. */
  public enum Kind {
    /** Counts; begins at 0 with each start of the process. */
    COUNTER,
    /** A histogram of seconds, for what takes milliseconds. */
    LATENCY,
    /** Quantiles of seconds, for what takes less than a millisecond. */
    QUICK,
    /** A histogram of seconds, for what takes up to days. */
    DURATION,
    /** A count and a sum. */
    SUMMARY,
    /** A number as it is now. */
    GAUGE,
    /** A number of seconds as it is now. */
    AGE
  }

  /** How it is measured. */
  public Kind kind() {
    return kind;
  }

  /** Its name in Micrometer. */
  public String id() {
    return id;
  }

  /** Its name in Prometheus; histograms and summaries have several series that begin with it. */
  public String prometheusName() {
    PrometheusNamingConvention convention = new PrometheusNamingConvention();
    return switch (kind) {
      case COUNTER -> convention.name(id, Meter.Type.COUNTER) + "_total";
      case LATENCY, QUICK, DURATION -> convention.name(id, Meter.Type.TIMER, SECONDS);
      case SUMMARY -> convention.name(id, Meter.Type.DISTRIBUTION_SUMMARY);
      case GAUGE -> convention.name(id, Meter.Type.GAUGE);
      case AGE -> convention.name(id, Meter.Type.GAUGE, SECONDS);
    };
  }

  /** What it means, in Markdown. */
  public String meaning() {
    return meaning;
  }

  /** The keys of its tags, in the order in which their values are given. */
  public List<String> tags() {
    return tags;
  }
}
