package dev.sagas.cli.topics;

import dev.sagas.cli.shared.InputRetentionOption;
import dev.sagas.cli.shared.PrefixOption;
import dev.sagas.operate.topics.PlannedTopics;
import dev.sagas.operate.topics.TopicSettings;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the manifests of a deployment depend on. */
final class StrimziOptions {
  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The resource of type Kafka that the topics belong to. Required.")
  private @Nullable String cluster;

  @Option(
      names = "--participant",
      paramLabel = "NAME",
      description = "A participant of the deployment, without the prefix; once for each.")
  private List<String> participants = new ArrayList<>();

  @Option(names = "--kafka-fence", description = "The participants keep their fence in Kafka.")
  private boolean kafkaFence;

  @Mixin private PrefixOption prefix;

  @Option(
      names = "--application-id",
      defaultValue = "${env:SAGA_APPLICATION_ID}",
      paramLabel = "ID",
      description =
          "The orchestrator's application id (default: SAGA_APPLICATION_ID in the environment, or"
              + " the prefix and saga-orchestrator).")
  private @Nullable String applicationId;

  @Option(
      names = "--partitions",
      defaultValue = "12",
      paramLabel = "N",
      description = "Cannot be changed later (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--replicas",
      defaultValue = "3",
      paramLabel = "N",
      description = "Copies of each partition; -1 for the brokers' default (default: 3).")
  private short replicas;

  @Mixin private InputRetentionOption inputRetention;

  @Option(
      names = "--authentication",
      defaultValue = "scram-sha-512",
      paramLabel = "TYPE",
      description = "Of the users: scram-sha-512, tls or tls-external (default: ${DEFAULT-VALUE}).")
  private String authentication;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  StrimziOptions() {}

  /** All resources, each as a document of one stream. */
  List<String> manifests(CommandLine command) {
    if (cluster == null || participants.isEmpty()) {
      throw new ParameterException(
          command, "Expected --cluster, and --participant for each participant");
    }
    if (!Set.of("scram-sha-512", "tls", "tls-external").contains(authentication)) {
      throw new ParameterException(
          command,
          "Expected scram-sha-512, tls or tls-external as --authentication, but got "
              + authentication);
    }
    try {
      return manifests(new StrimziManifests(cluster, authentication));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, String.valueOf(e.getMessage()), e);
    }
  }

  private List<String> manifests(StrimziManifests manifests) {
    TopicNames topics = prefix.topics();
    Set<ParticipantName> names = new LinkedHashSet<>();
    participants.forEach(name -> names.add(new ParticipantName(name)));
    List<String> lines = new ArrayList<>();
    TopicSettings settings =
        new TopicSettings(
            partitions, replicas, inputRetention.value(), TopicsListCommand.MAX_RECORD_BYTES);
    new PlannedTopics(topics, settings)
        .of(names)
        .forEach(topic -> lines.addAll(manifests.topic(topic)));
    String application =
        applicationId == null ? prefix.text() + "saga-orchestrator" : applicationId;
    RoleGrants grants = new RoleGrants(topics, application, List.copyOf(names));
    lines.addAll(manifests.user(application, grants.orchestrator()));
    names.forEach(
        name ->
            lines.addAll(
                manifests.user(prefix.text() + name, grants.participant(name, kafkaFence))));
    lines.addAll(manifests.user(prefix.text() + "saga-client", grants.client()));
    lines.addAll(manifests.user(prefix.text() + "saga-operator", grants.operator()));
    lines.addAll(manifests.user(prefix.text() + "saga-auditor", grants.auditor()));
    return lines;
  }
}
