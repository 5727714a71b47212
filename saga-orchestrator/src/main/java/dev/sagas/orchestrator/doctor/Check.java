package dev.sagas.orchestrator.doctor;

/** What is examined, in the order in which it is reported. */
public enum Check {
  /** The brokers. */
  BROKERS,
  /** The schema registry and the protocol's subjects in it. */
  REGISTRY,
  /** Whether each topic is there, with its number of partitions. */
  TOPICS,
  /** The topics' settings: clean-up, retention, sizes. */
  SETTINGS,
  /** Leaders and replicas of the topics' partitions. */
  REPLICAS,
  /** The orchestrator's group, what it was given and how far it has read. */
  ORCHESTRATOR,
  /** Transactions without an end. */
  TRANSACTIONS,
  /** The participants' groups, and the sagas that wait for them. */
  PARTICIPANTS,
  /** The live sagas: versions, incidents, checkpoints. */
  SAGAS,
  /** What became a dead letter of late. */
  DEAD_LETTERS,
  /** Which partitions were taken over of late. */
  RECOVERIES,
  /** The rights of the principal that connects. */
  ACCESS
}
