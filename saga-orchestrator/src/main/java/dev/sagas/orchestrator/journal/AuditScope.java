package dev.sagas.orchestrator.journal;

/**
 * What all sagas of an audit are judged by.
 *
 * @param coverage how much of each topic is still there
 * @param findings where a saga's faults go
 * @param plans what may be undone side by side
 */
record AuditScope(AuditTopics topics, Coverage coverage, Findings findings, UndoPlans plans) {}
