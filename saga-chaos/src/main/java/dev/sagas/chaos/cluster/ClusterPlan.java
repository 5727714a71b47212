package dev.sagas.chaos.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a cluster consists of.
 *
 * @param directory of all its data and logs
 * @param clients who connects, but for registry and orchestrators
 * @param brokers how many, each of which is a controller as well
 * @param orchestrators how many, and how they share the work
 * @param options of the orchestrators' JVMs in addition
 * @param properties of the orchestrators in addition
 * @param extras what faults need
 */
public record ClusterPlan(
    Path directory,
    List<String> clients,
    int brokers,
    OrchestratorGroup orchestrators,
    List<String> options,
    Map<String, String> properties,
    ClusterExtras extras) {
  public ClusterPlan {
    clients = List.copyOf(clients);
    options = List.copyOf(options);
    properties = Map.copyOf(properties);
  }

  /** Everybody who connects. */
  List<String> allClients() {
    return Stream.of(
            Stream.of(Cluster.REGISTRY),
            IntStream.rangeClosed(1, orchestrators.instances()).mapToObj(OrchestratorPlan::name),
            clients.stream())
        .flatMap(names -> names)
        .toList();
  }
}
