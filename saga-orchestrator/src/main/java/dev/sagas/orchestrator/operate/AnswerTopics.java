package dev.sagas.orchestrator.operate;

import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.orchestrator.streams.EngineNames;

/**
 * Where the orchestrator records the result of an input.
 *
 * @param journal contains what was applied, and what was refused
 * @param deadLetters contains what cannot be applied
 * @param parked the changelog of what arrived before its saga's start
 */
record AnswerTopics(String journal, String deadLetters, String parked) {
  static AnswerTopics of(AuditConfig deployment) {
    return new AnswerTopics(
        deployment.topics().journal(),
        deployment.topics().deadLetters(),
        EngineNames.parkingChangelog(deployment.applicationId()));
  }
}
