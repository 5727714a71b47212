package dev.sagas.chaos.cluster;

/**
 * How orchestrators share the work.
 *
 * @param instances how many
 * @param standbys of their stores
 * @param areNamed whether an instance keeps its place in the group when it is started again
 */
public record OrchestratorGroup(int instances, int standbys, boolean areNamed) {}
