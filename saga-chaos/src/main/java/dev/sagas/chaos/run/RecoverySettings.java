package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.OrchestratorGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is measured.
 *
 * @param injections of each fault
 * @param faults one after the other
 * @param orchestrators how many, and how they share the work; participants keep their places in
 *     their groups if orchestrators do
 * @param sagasPerSecond over all partitions
 * @param waiting how many other sagas are live
 * @param properties of the orchestrators in addition
 * @param brokers properties of the brokers in addition
 * @param directory of all data and logs
 */
record RecoverySettings(
    int injections,
    List<RecoveryFault> faults,
    OrchestratorGroup orchestrators,
    double sagasPerSecond,
    int waiting,
    Map<String, String> properties,
    Map<String, String> brokers,
    Path directory) {
  RecoverySettings {
    faults = List.copyOf(faults);
    properties = Map.copyOf(properties);
    brokers = Map.copyOf(brokers);
  }
}
