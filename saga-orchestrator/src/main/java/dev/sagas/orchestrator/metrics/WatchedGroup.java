package dev.sagas.orchestrator.metrics;

/**
 * A participant's consumer group.
 *
 * @param participant its name
 * @param topic of its commands
 */
public record WatchedGroup(String participant, String group, String topic) {}
