package dev.sagas.orchestrator.metrics;

/** The tags of metrics. Their values are of a bounded number: no saga ids. */
final class TagKeys {
  static final String TYPE = "saga.type";
  static final String VERSION = "version";
  static final String STEP = "step";
  static final String ACTION = "action";
  static final String PARTICIPANT = "participant";
  static final String OUTCOME = "outcome";
  static final String CODE = "code";
  static final String WAIT = "wait";
  static final String PARTITION = "partition";

  private TagKeys() {}
}
