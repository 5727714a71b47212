package dev.sagas.operate.doctor;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.operate.query.StoredSagas;
import dev.sagas.operate.topics.TopicSettings;
import dev.sagas.operate.topics.TopicSetup;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;

/**
 * Examines a deployment.
 *
 * <ul>
 *   <li>Changes nothing, joins no group, shows no payload.
 *   <li>What cannot be examined is reported as such; only brokers that do not answer abort it.
 *   <li>Reads the changelog of the checkpoints, the definitions, dead letters and recoveries from
 *       their beginning: its time grows with them.
 * </ul>
 */
public final class Doctor {
  /** What the orchestrator's topics accept beyond its largest record. */
  private static final int TOPIC_ROOM_BYTES = 64 * 1024;

  private final DoctorConfig config;
  private final Admin admin;
  private final long nowMs;

  private Doctor(DoctorConfig config, Admin admin, long nowMs) {
    this.config = config;
    this.admin = admin;
    this.nowMs = nowMs;
  }

  /**
   * Examines it as it is now.
   *
   * @throws DeploymentException if the brokers do not answer
   */
  public static Diagnosis examine(DoctorConfig config, Clock clock) {
    Map<String, Object> client = new HashMap<>(config.deployment().client());
    client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Calls.TIMEOUT_MS);
    client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Calls.TIMEOUT_MS / 2);
    try (Admin admin = Admin.create(client);
        RegistryReader registry = new RegistryReader(config.deployment())) {
      return Diagnosis.of(new Doctor(config, admin, clock.millis()).snapshot(registry));
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected the brokers to answer, but " + Calls.reason(e) + ": nothing was examined", e);
    }
  }

  private Snapshot snapshot(RegistryReader registry) {
    ClusterView cluster = cluster();
    Reading<Definitions> definitions = registry.definitions();
    Reading<SagaCensus> census = census();
    Set<String> participants = participants(definitions, census);
    Expectations expected = expectations();
    Map<String, TopicView> topics = new TopicsReader(admin).read(topics(expected, participants));
    Set<String> unseen = new TreeSet<>(topics(expected, participants));
    unseen.removeAll(topics.keySet());
    GroupReader groups = new GroupReader(admin, config.deployment().client());
    Map<String, Reading<GroupView>> byParticipant = new HashMap<>();
    for (String name : participants) {
      byParticipant.put(
          name, groups.read(config.group(name), present(topics, List.of(commands(name)))));
    }
    return new Snapshot(
        nowMs,
        expected,
        cluster,
        registry.registry(),
        topics,
        groups.read(expected.applicationId(), present(topics, expected.inputs())),
        byParticipant,
        new TransactionReader(admin).read(topics.values(), groups(participants)),
        new SagasView(
            census,
            definitions.map(seen -> Reading.at(seen.versions()), Reading::<Set<String>>failed)),
        new RecentReader(config.deployment(), registry, nowMs).read(),
        groups.read(
            ExportChecks.group(expected), present(topics, List.of(expected.names().journal()))),
        ClaimReader.read(config.deployment()),
        new AccessReader(admin).read(expected.applicationId(), unseen));
  }

  private ClusterView cluster() {
    DescribeClusterResult cluster = admin.describeCluster();
    Node controller = Calls.get(cluster.controller());
    return new ClusterView(
        Calls.get(cluster.clusterId()),
        Calls.get(cluster.nodes()).size(),
        controller != null && !controller.isEmpty());
  }

  private Reading<SagaCensus> census() {
    SagaCensus census = new SagaCensus();
    try {
      census.addUnreadable(
          StoredSagas.of(config.deployment())
              .forEach(LiveFilter.ALL, row -> census.add(row.saga())));
      return Reading.at(census);
    } catch (DeploymentException e) {
      return Reading.failed(Calls.reason(e));
    }
  }

  private static Set<String> participants(
      Reading<Definitions> definitions, Reading<SagaCensus> census) {
    Set<String> names = new HashSet<>();
    Set<String> versions = new HashSet<>();
    census
        .value()
        .ifPresent(
            live -> {
              versions.addAll(live.byVersion().keySet());
              names.addAll(live.byParticipant().keySet());
            });
    definitions.value().ifPresent(seen -> names.addAll(seen.participants(versions)));
    return names;
  }

  private Expectations expectations() {
    Deployment deployment = config.deployment();
    TopicNames names = deployment.topics();
    ParticipantName any = new ParticipantName("any");
    TopicSettings settings =
        new TopicSettings(
            1, (short) 1, config.inputRetention(), config.maxRecordBytes() + TOPIC_ROOM_BYTES);
    TopicSetup setup = new TopicSetup(admin, names, settings);
    Map<String, Map<String, String>> topics =
        setup.expected(Set.of(any)).stream()
            .collect(Collectors.toMap(NewTopic::name, NewTopic::configs));
    Map<String, String> commands = Objects.requireNonNull(topics.remove(names.commands(any)));
    return new Expectations(
        names,
        deployment.applicationId(),
        topics,
        commands,
        setup.copartitioned(),
        config.maxLag(),
        config.role());
  }

  private Set<String> topics(Expectations expected, Set<String> participants) {
    Set<String> names = new TreeSet<>(expected.topics().keySet());
    names.addAll(expected.changelogs());
    participants.forEach(name -> names.add(commands(name)));
    return names;
  }

  private String commands(String participant) {
    return config.deployment().topics().commands(new ParticipantName(participant));
  }

  private Set<String> groups(Set<String> participants) {
    return Stream.concat(
            Stream.of(config.deployment().applicationId()),
            participants.stream().map(config::group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<TopicView> present(Map<String, TopicView> topics, Collection<String> names) {
    return names.stream().filter(topics::containsKey).map(topics::get).toList();
  }
}
