package dev.sagas.testkit.author;

import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.orchestrator.core.DecisionContext;
import dev.sagas.orchestrator.wire.PayloadLimits;
import java.time.Duration;
import java.util.Map;

/** The bounds of an orchestrator that is configured by default. */
record Limits(
    int maxDataBytes,
    int maxCommandBytes,
    int maxInputBytes,
    int maxRecordBytes,
    Duration tombstoneRetention,
    Duration fenceRetention,
    int maxSignals,
    int maxSignalBytes) {
  static Limits ofDefaultConfig() {
    Map<String, Object> defaults = OrchestratorConfig.DEFINITION.defaultValues();
    return new Limits(
        number(defaults, OrchestratorConfig.MAX_DATA_BYTES),
        number(defaults, OrchestratorConfig.MAX_COMMAND_BYTES),
        number(defaults, OrchestratorConfig.MAX_INPUT_BYTES),
        number(defaults, OrchestratorConfig.MAX_RECORD_BYTES),
        duration(defaults, OrchestratorConfig.TOMBSTONE_RETENTION_MS),
        duration(defaults, OrchestratorConfig.MAX_SAGA_LIFE_MS)
            .plus(duration(defaults, OrchestratorConfig.INPUT_RETENTION_MS)),
        number(defaults, OrchestratorConfig.MAX_SIGNALS),
        number(defaults, OrchestratorConfig.MAX_SIGNAL_BYTES));
  }

  private static int number(Map<String, Object> defaults, String name) {
    return ((Number) value(defaults, name)).intValue();
  }

  private static Duration duration(Map<String, Object> defaults, String name) {
    return Duration.ofMillis(((Number) value(defaults, name)).longValue());
  }

  private static Object value(Map<String, Object> defaults, String name) {
    Object value = defaults.get(name);
    if (value == null) {
      throw new IllegalStateException("Expected property " + name + " to have a default");
    }
    return value;
  }

  PayloadLimits payloads() {
    return new PayloadLimits(maxDataBytes, maxCommandBytes);
  }

  DecisionContext context(long nowMs) {
    return new DecisionContext(
        nowMs, tombstoneRetention, fenceRetention, maxSignals, maxSignalBytes);
  }
}
