package dev.sagas.chaos.cluster;

import dev.sagas.cli.SagaCli;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An orchestrator's process.
 *
 * @param member how it is started
 * @param httpPort where it answers
 * @param stateDirectory of its stores
 */
record OrchestratorPlan(MemberPlan member, int httpPort, Path stateDirectory) {
  private static final int REPLICAS = 3;
  private static final List<String> OPTIONS =
      MemberPlan.options(256, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", Cluster.LOGGING);

  static String name(int number) {
    return "orchestrator-" + number;
  }

  static OrchestratorPlan of(ClusterPlan cluster, Addresses addresses, int number, int port) {
    String name = name(number);
    Path state = cluster.directory().resolve(name).resolve("state");
    List<String> arguments = new ArrayList<>();
    arguments.add("orchestrator");
    set(arguments, OrchestratorConfig.BOOTSTRAP_SERVERS, addresses.brokers());
    set(arguments, OrchestratorConfig.SCHEMA_REGISTRY_URL, addresses.registry());
    set(arguments, OrchestratorConfig.HTTP_PORT, Integer.toString(port));
    set(arguments, OrchestratorConfig.STATE_DIR, state.toString());
    set(
        arguments,
        OrchestratorConfig.STANDBYS,
        Integer.toString(cluster.orchestrators().standbys()));
    set(
        arguments,
        OrchestratorConfig.REPLICATION_FACTOR,
        Integer.toString(Math.min(REPLICAS, cluster.brokers())));
    // Shows in descriptions of the group who has which partitions.
    set(arguments, "kafka.client.id", name);
    if (cluster.orchestrators().areNamed()) {
      set(arguments, OrchestratorConfig.GROUP_INSTANCE_ID, name);
    }
    cluster.properties().forEach((property, value) -> set(arguments, property, value));
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(cluster.options());
    MemberPlan member =
        new MemberPlan(name, cluster.directory(), options, SagaCli.class, arguments, Map.of());
    MemberBuild build =
        cluster.extras().earlierBuild().map(MemberBuild::in).orElseGet(MemberBuild::own);
    return new OrchestratorPlan(member.withBuild(build), port, state);
  }

  /** The same process, of this build, with other definitions. */
  static MemberPlan upgraded(MemberPlan member, String definitions) {
    List<String> arguments = new ArrayList<>(member.arguments());
    arguments.removeIf(
        argument -> argument.startsWith("-P" + OrchestratorConfig.DEFINITIONS + "="));
    set(arguments, OrchestratorConfig.DEFINITIONS, definitions);
    return member.withArguments(arguments).withBuild(MemberBuild.own());
  }

  private static void set(List<String> arguments, String property, String value) {
    arguments.add("-P" + property + "=" + value);
  }
}
