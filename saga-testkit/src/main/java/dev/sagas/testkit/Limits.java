package dev.sagas.testkit;

import dev.sagas.engine.EngineDefaults;
import dev.sagas.engine.EngineLimits;
import dev.sagas.engine.OutputLimits;
import dev.sagas.engine.wire.PayloadLimits;

/**
 * The bounds of an orchestrator, and those of the topics that it creates.
 *
 * @param maxInputBytes the largest value that it reads
 */
record Limits(EngineLimits engine, PayloadLimits payloads, int maxInputBytes) {
  /** Those of an orchestrator with the default configuration. */
  static Limits ofDefaultConfig() {
    return new Limits(
        EngineDefaults.limits(),
        new PayloadLimits(EngineDefaults.MAX_DATA_BYTES, EngineDefaults.MAX_COMMAND_BYTES),
        EngineDefaults.MAX_INPUT_BYTES);
  }

  /** The largest record that a topic takes, in bytes. */
  int maxTopicBytes(String topic) {
    return topic.equals(MemoryDeployment.TOPICS.deadLetters())
        ? engine.records().maxTopicBytes() + OutputLimits.DEAD_LETTER_ROOM_BYTES
        : engine.records().maxTopicBytes();
  }
}
