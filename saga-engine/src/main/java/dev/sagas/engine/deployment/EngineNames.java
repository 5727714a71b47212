package dev.sagas.engine.deployment;

import java.util.List;

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
    return changelog(applicationId, CHECKPOINT_STORE);
  }

  /** The topic that keeps the inputs of an application that came before their saga's start. */
  public static String parkingChangelog(String applicationId) {
    return changelog(applicationId, PARKING_STORE);
  }

  /** The topic that keeps the timers of an application. */
  public static String timerChangelog(String applicationId) {
    return changelog(applicationId, TIMER_STORE);
  }

  /** All of them. */
  public static List<String> changelogs(String applicationId) {
    return List.of(
        checkpointChangelog(applicationId),
        parkingChangelog(applicationId),
        timerChangelog(applicationId));
  }

  private static String changelog(String applicationId, String store) {
    return applicationId + "-" + store + "-changelog";
  }
}
