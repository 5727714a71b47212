package dev.sagas.operate.doctor;

/**
 * The brokers.
 *
 * @param brokers how many answer
 * @param hasController whether one of them leads the cluster
 */
record ClusterView(String id, int brokers, boolean hasController) {}
