package dev.sagas.orchestrator.streams;

/** Names of the topology's nodes and stores. Topics are named by {@code TopicNames}. */
public final class EngineNames {
  public static final String SOURCE = "inputs";
  public static final String PROCESSOR = "sagas";
  public static final String SINK = "outputs";
  public static final String CHECKPOINT_STORE = "checkpoints";
  public static final String TIMER_STORE = "timers";
  public static final String PARKING_STORE = "parked";

  private EngineNames() {}

  /** The topic that keeps the checkpoints of an application. */
  public static String checkpointChangelog(String applicationId) {
    return applicationId + "-" + CHECKPOINT_STORE + "-changelog";
  }
}
