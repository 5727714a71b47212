package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.Addresses;
import dev.sagas.chaos.cluster.Cluster;
import dev.sagas.chaos.cluster.ServicePlan;
import dev.sagas.chaos.load.ChaosDatabase;
import dev.sagas.chaos.load.ChaosDefinitions;
import dev.sagas.chaos.load.ChaosParticipant;
import dev.sagas.chaos.load.ChaosServices;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Processes each of which has all participants.
 *
 * @param seed decides how they treat commands
 * @param areNamed whether they keep their places in their groups
 */
record ParticipantPlans(long seed, boolean areNamed) {
  private static final int INSTANCES = 2;
  private static final String USER = "postgres";

  /** The names of the processes. */
  static List<String> instances() {
    return IntStream.rangeClosed(1, INSTANCES).mapToObj(number -> "services-" + number).toList();
  }

  static String adminUrl(Addresses addresses) {
    return addresses.database(USER) + "?user=" + USER;
  }

  List<ServicePlan> of(Cluster cluster) {
    return instances().stream().map(instance -> service(cluster, instance)).toList();
  }

  private ServicePlan service(Cluster cluster, String instance) {
    List<String> names = ChaosDefinitions.participants().stream().sorted().toList();
    String last = names.get(names.size() - 1);
    return new ServicePlan(
        instance,
        ChaosServices.class,
        ready ->
            ChaosServices.arguments(
                names.stream()
                    .map(
                        name ->
                            participant(
                                cluster.addresses(instance),
                                instance,
                                name,
                                Optional.of(ready).filter(file -> name.equals(last))))
                    .toList()));
  }

  private ChaosParticipant.Settings participant(
      Addresses addresses, String instance, String name, Optional<Path> ready) {
    return new ChaosParticipant.Settings(
        name,
        areNamed ? Optional.of(instance) : Optional.empty(),
        Map.of(
            "bootstrap.servers", addresses.brokers(), "schema.registry.url", addresses.registry()),
        ChaosDatabase.urlOf(adminUrl(addresses), name),
        USER,
        seed,
        ready);
  }
}
