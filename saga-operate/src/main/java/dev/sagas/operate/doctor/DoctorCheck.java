package dev.sagas.operate.doctor;

/** What is examined, in the order in which it is reported. */
public enum DoctorCheck {
  /** The brokers. */
  BROKERS,
  /** The schema registry and the protocol's subjects in it. */
  REGISTRY,
  /** Whether each topic exists, with its number of partitions. */
  TOPICS,
  /** The topics' settings: clean-up, retention, sizes. */
  SETTINGS,
  /** Leaders and replicas of the topics' partitions. */
  REPLICAS,
  /** The orchestrator's group, its assignment and its progress. */
  ORCHESTRATOR,
  /** Hanging transactions. */
  TRANSACTIONS,
  /** The participants' groups, and the sagas that wait for them. */
  PARTICIPANTS,
  /** The live sagas: versions, incidents, checkpoints. */
  SAGAS,
  /** Recent dead letters. */
  DEAD_LETTERS,
  /** Recent takeovers of partitions. */
  RECOVERIES,
  /** The export to a database, if there is one. */
  EXPORT,
  /** The store of large values, and the inputs that wait for it. */
  LARGE_VALUES,
  /** The rights of the connecting principal. */
  ACCESS
}
