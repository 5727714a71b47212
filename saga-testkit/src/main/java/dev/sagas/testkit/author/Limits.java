package dev.sagas.testkit.author;

import dev.sagas.orchestrator.app.EngineSettings;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.orchestrator.engine.EngineLimits;
import dev.sagas.orchestrator.engine.OutputLimits;
import dev.sagas.orchestrator.wire.PayloadLimits;
import java.util.Map;

/**
 * The bounds of an orchestrator, and those of the topics that it creates.
 *
 * @param maxInputBytes the largest value that it reads
 */
record Limits(EngineLimits engine, PayloadLimits payloads, int maxInputBytes) {
  /** Those of an orchestrator with the default configuration. */
  static Limits ofDefaultConfig() {
    // These two have no default; nothing is called there.
    OrchestratorConfig config =
        new OrchestratorConfig(
            Map.of(
                OrchestratorConfig.BOOTSTRAP_SERVERS, "localhost:1",
                OrchestratorConfig.SCHEMA_REGISTRY_URL, "http://localhost:1"));
    EngineSettings settings = new EngineSettings(config);
    return new Limits(
        settings.limits(),
        settings.payloadLimits(),
        config.getInt(OrchestratorConfig.MAX_INPUT_BYTES));
  }

  /** The largest record that a topic takes, in bytes. */
  int maxTopicBytes(String topic) {
    return topic.equals(Deployment.TOPICS.deadLetters())
        ? engine.maxTopicBytes() + OutputLimits.DEAD_LETTER_ROOM_BYTES
        : engine.maxTopicBytes();
  }
}
