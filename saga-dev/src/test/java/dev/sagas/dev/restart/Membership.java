package dev.sagas.dev.restart;

import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.util.HashMap;
import java.util.Map;

/** How the instances of a deployment take part in its group. */
enum Membership {
  /** As configured by default. */
  PLAIN,
  WITH_STANDBY,
  /** With an id that lets an instance that returns keep its partitions. */
  STATIC,
  SHORT_SESSION,
  SHORT_SESSION_AND_TRANSACTION,
  /** A transaction of an instance that vanishes outlives its session by far. */
  SHORT_SESSION_AND_LONG_TRANSACTION;

  private static final String SHORT_MS = "6000";
  private static final String LONG_MS = "120000";

  /** The properties of an instance. */
  Map<String, String> properties(String instance) {
    Map<String, String> all = new HashMap<>();
    // Written down, so that the test's bounds do not move with the defaults.
    all.put(OrchestratorConfig.SESSION_TIMEOUT_MS, "10000");
    all.put(OrchestratorConfig.TRANSACTION_TIMEOUT_MS, "10000");
    switch (this) {
      case PLAIN -> {}
      case WITH_STANDBY -> all.put(OrchestratorConfig.STANDBYS, "1");
      case STATIC -> all.put(OrchestratorConfig.GROUP_INSTANCE_ID, instance);
      case SHORT_SESSION -> all.put(OrchestratorConfig.SESSION_TIMEOUT_MS, SHORT_MS);
      case SHORT_SESSION_AND_TRANSACTION -> {
        all.put(OrchestratorConfig.SESSION_TIMEOUT_MS, SHORT_MS);
        all.put(OrchestratorConfig.TRANSACTION_TIMEOUT_MS, SHORT_MS);
      }
      case SHORT_SESSION_AND_LONG_TRANSACTION -> {
        all.put(OrchestratorConfig.SESSION_TIMEOUT_MS, SHORT_MS);
        all.put(OrchestratorConfig.TRANSACTION_TIMEOUT_MS, LONG_MS);
      }
    }
    return all;
  }
}
