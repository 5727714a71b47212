package dev.sagas.orchestrator.operate;

import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.orchestrator.streams.EngineNames;

/**
 * Where the orchestrator tells what became of an input.
 *
 * @param journal holds what was applied, and what was refused
 * @param deadLetters holds what says nothing that can be applied
 * @param parked the changelog of what came before its saga's start
 */
record AnswerTopics(String journal, String deadLetters, String parked) {
  static AnswerTopics of(AuditConfig deployment) {
    return new AnswerTopics(
        deployment.topics().journal(),
        deployment.topics().deadLetters(),
        EngineNames.parkingChangelog(deployment.applicationId()));
  }
}
