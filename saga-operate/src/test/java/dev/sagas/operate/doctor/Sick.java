package dev.sagas.operate.doctor;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.operate.query.HeldInputs;
import dev.sagas.protocol.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A healthy deployment of three brokers, to which a test does harm. */
final class Sick {
  static final long NOW_MS = States.START_MS + 3_600_000;
  static final TopicNames NAMES = new TopicNames("shop.");
  static final String APPLICATION = "shop.saga-orchestrator";
  static final long WEEK_MS = 604_800_000;
  static final Set<String> ALL_RIGHTS = Set.of("READ", "WRITE", "DESCRIBE");

  Role role = Role.operator;
  ClusterView cluster = new ClusterView("c-1", 3, true);
  Reading<RegistryView> registry = Reading.at(new RegistryView(6, List.of()));
  Map<String, TopicView> topics = new HashMap<>();
  Reading<GroupView> orchestrator = group(APPLICATION, NAMES.requests(), 2);
  Map<String, Reading<GroupView>> participants = new HashMap<>();
  Reading<TransactionsView> transactions =
      Reading.at(new TransactionsView(9, List.of(), List.of()));
  SagaCensus census = new SagaCensus();
  Reading<Set<String>> published = Reading.at(Set.of("order version 3"));
  RecentView recent =
      new RecentView(Reading.at(Map.of()), Reading.at(Map.of("0", 1L)), Reading.at(Set.of()));
  Reading<GroupView> export =
      Reading.at(new GroupView("shop.saga-export", "no such group", 0, Set.of(), true, List.of()));
  Reading<ClaimView> claims =
      Reading.at(new ClaimView(false, Optional.empty(), new HeldInputs(Map.of())));
  Reading<AccessView> access = Reading.at(new AccessView(Optional.of(ALL_RIGHTS), Optional.of(7)));

  Sick() {
    expectations()
        .topics()
        .forEach((name, settings) -> topics.put(name, topic(name, count(name), settings)));
    expectations()
        .changelogs()
        .forEach(name -> topics.put(name, topic(name, 2, Map.of("cleanup.policy", "compact"))));
    String commands = NAMES.prefix() + "payments.commands";
    topics.put(commands, topic(commands, 2, expectations().commandSettings()));
    participants.put("payments", group("shop.payments", commands, 1));
  }

  private static int count(String name) {
    return name.equals(NAMES.definitions()) || name.equals(NAMES.recoveries()) ? 1 : 2;
  }

  Snapshot snapshot() {
    return new Snapshot(
        NOW_MS,
        expectations(),
        cluster,
        registry,
        topics,
        orchestrator,
        participants,
        transactions,
        new SagasView(Reading.at(census), published),
        recent,
        export,
        claims,
        access);
  }

  /** The codes of what is found, without repetition. */
  Set<FindingCode> codes() {
    Set<FindingCode> codes = new TreeSet<>();
    Diagnosis.of(snapshot()).findings().forEach(finding -> finding.code().ifPresent(codes::add));
    return codes;
  }

  /** The first finding with a code. */
  Finding finding(FindingCode code) {
    return Diagnosis.of(snapshot()).findings().stream()
        .filter(found -> found.code().filter(code::equals).isPresent())
        .findFirst()
        .orElseThrow();
  }

  /** What a check says that it could not look at. */
  List<String> notChecked(DoctorCheck check) {
    return Diagnosis.of(snapshot()).findings().stream()
        .filter(found -> found.check() == check && found.severity() == Severity.NOT_CHECKED)
        .map(Finding::message)
        .toList();
  }

  /** Takes away the right to see a topic. */
  void hide(String name) {
    AccessView seen = access.value().orElseThrow();
    Set<String> hidden = new TreeSet<>(seen.hidden());
    hidden.add(name);
    topics.remove(name);
    access = Reading.at(new AccessView(seen.group(), seen.acls(), hidden));
  }

  Expectations expectations() {
    Map<String, Map<String, String>> topics = new HashMap<>();
    Map<String, String> input =
        Map.of("retention.ms", Long.toString(WEEK_MS), "max.message.bytes", "1000000");
    List<String> inputs =
        List.of(NAMES.requests(), NAMES.replies(), NAMES.signals(), NAMES.operations());
    inputs.forEach(name -> topics.put(name, input));
    topics.put(NAMES.answers(), input);
    topics.put(NAMES.journal(), Map.of("retention.ms", "-1", "max.message.bytes", "1000000"));
    topics.put(NAMES.outcomes(), Map.of("cleanup.policy", "compact"));
    topics.put(NAMES.definitions(), Map.of("cleanup.policy", "compact"));
    topics.put(NAMES.recoveries(), Map.of("retention.ms", WEEK_MS * 13 + ""));
    topics.put(NAMES.deadLetters(), Map.of("max.message.bytes", "1065536"));
    List<String> copartitioned = new ArrayList<>(inputs);
    copartitioned.add(NAMES.journal());
    copartitioned.add(NAMES.outcomes());
    return new Expectations(NAMES, APPLICATION, topics, input, copartitioned, 1000, role);
  }

  static TopicView topic(String name, int partitions, Map<String, String> settings) {
    List<TopicView.PartitionView> all = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      all.add(new TopicView.PartitionView(i, true, 3, 3));
    }
    Map<String, String> complete = new HashMap<>();
    complete.put("cleanup.policy", "delete");
    complete.put("min.insync.replicas", "2");
    complete.putAll(settings);
    return new TopicView(name, all, Reading.at(complete), Optional.of(ALL_RIGHTS));
  }

  /** Gives a topic another setting. */
  void set(String name, String setting, String value) {
    TopicView topic = topics.get(name);
    Map<String, String> settings = new HashMap<>(topic.settings().value().orElseThrow());
    settings.put(setting, value);
    topics.put(
        name, new TopicView(name, topic.partitions(), Reading.at(settings), topic.operations()));
  }

  /** Gives a topic one partition only, as described. */
  void partition(String name, boolean hasLeader, int replicas, int inSync) {
    TopicView topic = topics.get(name);
    topics.put(
        name,
        new TopicView(
            name,
            List.of(new TopicView.PartitionView(0, hasLeader, replicas, inSync)),
            topic.settings(),
            topic.operations()));
  }

  void rights(String name, Set<String> rights) {
    TopicView topic = topics.get(name);
    topics.put(
        name, new TopicView(name, topic.partitions(), topic.settings(), Optional.of(rights)));
  }

  /** A group that has read everything of two partitions. */
  static Reading<GroupView> group(String id, String topic, int members) {
    return Reading.at(
        new GroupView(
            id,
            "Stable",
            members,
            Set.of(topic + "-0", topic + "-1"),
            true,
            List.of(
                new GroupView.Progress(topic + "-0", 50, 10, 50),
                new GroupView.Progress(topic + "-1", -1, 0, 0))));
  }

  static GroupView with(Reading<GroupView> group, GroupView.Progress progress) {
    GroupView healthy = group.value().orElseThrow();
    return new GroupView(
        healthy.id(),
        healthy.state(),
        healthy.members(),
        healthy.assigned(),
        true,
        List.of(progress));
  }

  void live(SagaState state) {
    census.add(LiveSaga.of(state));
  }
}
