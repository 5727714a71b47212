package dev.sagas.operate.doctor;

/** Every fault that the doctor knows; described in {@code docs/operating/doctor.md}. */
public enum FindingCode {
  NO_CONTROLLER(
      DoctorCheck.BROKERS,
      Severity.PROBLEM,
      "See the brokers' logs; without a controller no topic, leader or group can change."),
  REGISTRY_UNREACHABLE(
      DoctorCheck.REGISTRY,
      Severity.PROBLEM,
      "Start the schema registry or fix the connection to it: the engine waits for it and "
          + "drops nothing."),
  SUBJECT_MISSING(
      DoctorCheck.REGISTRY,
      Severity.PROBLEM,
      "Start an orchestrator of this version: it registers the protocol's schemas. If one is "
          + "running, this is another registry, or its data was lost."),
  TOPIC_MISSING(
      DoctorCheck.TOPICS,
      Severity.PROBLEM,
      "Start an orchestrator that has the right to create topics, or create the topic by hand; "
          + "check the prefix and the right to describe it."),
  PARTITIONS_DIFFER(
      DoctorCheck.TOPICS,
      Severity.PROBLEM,
      "Create the topic again with as many partitions as the requests, or use another topic "
          + "prefix. Partitions cannot be removed."),
  CLEANUP_POLICY(
      DoctorCheck.SETTINGS, Severity.PROBLEM, "Set cleanup.policy with kafka-configs.sh --alter."),
  RETENTION_SHORT(
      DoctorCheck.SETTINGS,
      Severity.WARNING,
      "Raise retention.ms with kafka-configs.sh --alter; older records are deleted unread."),
  RETENTION_LONG(
      DoctorCheck.SETTINGS,
      Severity.WARNING,
      "Lower retention.ms, or raise input.retention.ms and tombstone.retention.ms of the"
          + " orchestrator: a record read again after the tombstone is gone runs twice."),
  RECORD_SIZE(
      DoctorCheck.SETTINGS,
      Severity.WARNING,
      "Raise max.message.bytes with kafka-configs.sh --alter: a saga whose record does not fit "
          + "gets an incident. If the orchestrator's max.record.bytes differs, give it "
          + "with --max-record-bytes."),
  DEAD_LETTER_SIZE(
      DoctorCheck.SETTINGS,
      Severity.PROBLEM,
      "Raise max.message.bytes with kafka-configs.sh --alter: the orchestrator refuses to start."),
  REPLICAS_FEW(
      DoctorCheck.REPLICAS,
      Severity.WARNING,
      "Give the topic three replicas with kafka-reassign-partitions.sh: with one, losing a "
          + "disk loses sagas."),
  MIN_ISR_LOW(
      DoctorCheck.REPLICAS,
      Severity.WARNING,
      "Set min.insync.replicas=2: with 1, acknowledged records can be lost with one broker."),
  MIN_ISR_UNMET(
      DoctorCheck.REPLICAS,
      Severity.PROBLEM,
      "Bring the missing brokers back; until then writes are refused and sagas do not move."),
  UNDER_REPLICATED(
      DoctorCheck.REPLICAS,
      Severity.WARNING,
      "Look for brokers that are down or slow; replicas recover automatically."),
  NO_LEADER(
      DoctorCheck.REPLICAS,
      Severity.PROBLEM,
      "Bring back the brokers that hold the replicas; sagas of the partition do not move."),
  ORCHESTRATOR_DOWN(
      DoctorCheck.ORCHESTRATOR,
      Severity.PROBLEM,
      "Start an orchestrator with this application id and prefix; see its log if it stops."),
  ORCHESTRATOR_REBALANCING(
      DoctorCheck.ORCHESTRATOR,
      Severity.WARNING,
      "Wait and run the doctor again. If it stays, see the instances' logs: one keeps "
          + "restarting, or polls too rarely."),
  PARTITION_UNASSIGNED(
      DoctorCheck.ORCHESTRATOR,
      Severity.PROBLEM,
      "Restart the orchestrator: no instance reads the partition. It may have been added after "
          + "the start."),
  ORCHESTRATOR_LAG(
      DoctorCheck.ORCHESTRATOR,
      Severity.WARNING,
      "Check whether the lag grows. If so, add instances or threads, or find out what a thread "
          + "waits for, see docs/operating/kafka.md."),
  INPUT_LOST(
      DoctorCheck.ORCHESTRATOR,
      Severity.PROBLEM,
      "Run saga audit. Records were deleted before they were read: raise retention.ms, and "
          + "have their senders send again."),
  POSITION_BEYOND_END(
      DoctorCheck.ORCHESTRATOR,
      Severity.PROBLEM,
      "Wait and run the doctor again: the orchestrator automatically reads the partition from "
          + "its beginning. The topic was created again, or lost records: run saga audit."),
  OFFSETS_UNSTABLE(
      DoctorCheck.ORCHESTRATOR,
      Severity.PROBLEM,
      "End the transaction that holds the offsets: see docs/operating/kafka.md, A hanging "
          + "transaction."),
  TRANSACTION_OVERDUE(
      DoctorCheck.TRANSACTIONS,
      Severity.PROBLEM,
      "See the log of the coordinator's broker; brokers normally abort a transaction soon "
          + "after its time-out."),
  TRANSACTION_HANGING(
      DoctorCheck.TRANSACTIONS,
      Severity.PROBLEM,
      "End it with kafka-transactions.sh abort, as in docs/operating/kafka.md, A hanging "
          + "transaction; then run saga audit."),
  COMMAND_TOPIC_MISSING(
      DoctorCheck.PARTICIPANTS,
      Severity.PROBLEM,
      "Start an orchestrator with the definition, or create the topic, then saga retry each saga"
          + " with the incident TOPIC_MISSING."),
  PARTICIPANT_AWAITED(
      DoctorCheck.PARTICIPANTS,
      Severity.PROBLEM,
      "Start the participant. If it runs with a different group.id, name that with --group."),
  PARTICIPANT_DOWN(
      DoctorCheck.PARTICIPANTS,
      Severity.WARNING,
      "Start the participant before sagas need it. If it runs with a different group.id, name "
          + "that with --group."),
  COMMANDS_UNASSIGNED(
      DoctorCheck.PARTICIPANTS,
      Severity.PROBLEM,
      "Restart the participant: no instance reads these partitions of its commands."),
  PARTICIPANT_LAG(
      DoctorCheck.PARTICIPANTS,
      Severity.WARNING,
      "Check whether the lag grows. If so, add instances, or find out what the handlers wait "
          + "for."),
  COMMANDS_LOST(
      DoctorCheck.PARTICIPANTS,
      Severity.WARNING,
      "Nothing if its sagas were retried since. Otherwise run saga retry for them, and raise "
          + "retention.ms."),
  COMMANDS_BEYOND_END(
      DoctorCheck.PARTICIPANTS,
      Severity.PROBLEM,
      """
      Stop the participant, reset its group to the beginning of the partition with \
      kafka-consumer-groups.sh --reset-offsets --to-earliest, and start it: commands that it \
      has handled change nothing.\
      """),
  VERSION_NOT_PUBLISHED(
      DoctorCheck.SAGAS,
      Severity.PROBLEM,
      "Deploy the version again, or saga migrate its sagas to one that is deployed."),
  VERSION_MISSING(
      DoctorCheck.SAGAS,
      Severity.PROBLEM,
      "Deploy the version again next to the newer one and run saga retry for the sagas, or run "
          + "saga migrate."),
  INCIDENTS(
      DoctorCheck.SAGAS,
      Severity.PROBLEM,
      "saga list --wait incident names them; each needs a decision, see "
          + "docs/operating/operators.md."),
  CHECKPOINT_DAMAGED(
      DoctorCheck.SAGAS,
      Severity.PROBLEM,
      "Run saga audit: it names the sagas whose checkpoints do not match their digest."),
  DEAD_LETTERS_RECENT(
      DoctorCheck.DEAD_LETTERS,
      Severity.WARNING,
      "saga dead-letters list shows them; see docs/operating/dead-letters.md."),
  TAKEOVERS_MANY(
      DoctorCheck.RECOVERIES,
      Severity.WARNING,
      "See the instances' logs: one keeps restarting, or its session times out."),
  EXPORT_STOPPED(
      DoctorCheck.EXPORT,
      Severity.WARNING,
      "Start saga export again, or an orchestrator with export.jdbc.url. If it was given up, delete"
          + " the group with kafka-consumer-groups.sh."),
  EXPORT_BEHIND(
      DoctorCheck.EXPORT,
      Severity.WARNING,
      "Check whether it catches up. If not, see docs/operating/runbooks.md, The export"
          + " fails or is behind."),
  EXPORT_FAILS(
      DoctorCheck.EXPORT,
      Severity.WARNING,
      "Sagas continue, and nothing is lost. See docs/operating/runbooks.md, The export"
          + " fails or is behind."),
  CLAIM_STORE_AWAY(
      DoctorCheck.LARGE_VALUES,
      Severity.PROBLEM,
      "Bring the store back, or fix claim.check.url or its credentials. Sagas that need a large value"
          + " wait; the others continue, and nothing is lost."),
  INPUTS_HELD(
      DoctorCheck.LARGE_VALUES,
      Severity.WARNING,
      "See the orchestrator's log: these sagas wait for a large value, or are being rebuilt. Their"
          + " inputs are tried again every few seconds."),
  OPERATION_DENIED(
      DoctorCheck.ACCESS,
      Severity.PROBLEM,
      "Add the ACL with kafka-acls.sh for the connecting principal.");

  private final DoctorCheck check;
  private final Severity severity;
  private final String advice;

  FindingCode(DoctorCheck check, Severity severity, String advice) {
    this.check = check;
    this.severity = severity;
    this.advice = advice;
  }

  /** Which check finds it. */
  public DoctorCheck check() {
    return check;
  }

  /** How bad it is. */
  public Severity severity() {
    return severity;
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }
}
