package dev.sagas.serde;

/** What a new schema under a subject must be compatible with, in Confluent's terms. */
public enum CompatibilityLevel {
  /** No check. */
  NONE,
  /** The new schema reads what the last one wrote. */
  BACKWARD,
  /** The new schema reads what any earlier one wrote. */
  BACKWARD_TRANSITIVE,
  /** The last schema reads what the new one writes. */
  FORWARD,
  /** Every earlier schema reads what the new one writes. */
  FORWARD_TRANSITIVE,
  /** Backward and forward. */
  FULL,
  /** Backward and forward, with every earlier schema. */
  FULL_TRANSITIVE
}
