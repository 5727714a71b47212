package dev.sagas.operate.action;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.EngineNames;

/**
 * Where the orchestrator records the result of an input.
 *
 * @param journal contains what was applied, and what was refused
 * @param deadLetters contains what cannot be applied
 * @param parked the changelog of what arrived before its saga's start
 */
record AnswerTopics(String journal, String deadLetters, String parked) {
  static AnswerTopics of(Deployment deployment) {
    return new AnswerTopics(
        deployment.topics().journal(),
        deployment.topics().deadLetters(),
        EngineNames.parkingChangelog(deployment.applicationId()));
  }
}
