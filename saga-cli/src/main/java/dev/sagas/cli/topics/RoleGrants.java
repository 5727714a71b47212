package dev.sagas.cli.topics;

import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The least that each role needs, as {@code ops/saga-acls} grants it; a test compares the two.
 *
 * @param participants all of the deployment
 */
record RoleGrants(TopicNames topics, String applicationId, List<ParticipantName> participants) {
  private static final String READ = "Read";
  private static final String WRITE = "Write";
  private static final String CREATE = "Create";
  private static final String DESCRIBE = "Describe";
  private static final String DESCRIBE_CONFIGS = "DescribeConfigs";

  /** The group of the exporters. */
  private static final String EXPORT = "saga-export";

  RoleGrants {
    participants = List.copyOf(participants);
  }

  private List<String> inputs() {
    return List.of(topics.requests(), topics.replies(), topics.signals(), topics.operations());
  }

  private List<String> outputs() {
    return List.of(
        topics.journal(),
        topics.outcomes(),
        topics.answers(),
        topics.definitions(),
        topics.recoveries(),
        topics.deadLetters());
  }

  private List<String> commands() {
    return participants.stream().map(topics::commands).toList();
  }

  private Stream<String> protocol() {
    return Stream.of(inputs(), outputs(), commands()).flatMap(List::stream);
  }

  /** Starts and signals sagas, reads answers and outcomes. */
  List<Grant> client() {
    return List.of(
        Grant.topic(topics.requests(), WRITE),
        Grant.topic(topics.signals(), WRITE),
        Grant.topic(topics.answers(), READ),
        Grant.topic(topics.outcomes(), READ));
  }

  /** Handles the commands of one participant. */
  List<Grant> participant(ParticipantName name, boolean kafkaFence) {
    String group = topics.prefix() + name;
    List<Grant> grants =
        new ArrayList<>(
            List.of(
                Grant.topic(topics.commands(name), READ),
                Grant.topic(topics.replies(), WRITE),
                Grant.topic(topics.deadLetters(), WRITE),
                Grant.group(group, READ)));
    if (kafkaFence) {
      grants.add(Grant.topic(topics.fence(name), READ, WRITE, DESCRIBE_CONFIGS, CREATE));
      grants.add(Grant.transactions(group + "-fence-", WRITE, DESCRIBE));
    }
    return grants;
  }

  /** Runs sagas; its topics exist already, so it may create its changelogs alone. */
  List<Grant> orchestrator() {
    List<Grant> grants =
        new ArrayList<>(
            protocol().map(name -> Grant.topic(name, READ, WRITE, DESCRIBE_CONFIGS)).toList());
    EngineNames.changelogs(applicationId)
        .forEach(name -> grants.add(Grant.topic(name, READ, WRITE, CREATE, DESCRIBE_CONFIGS)));
    grants.add(Grant.group(applicationId, READ));
    grants.add(Grant.group(topics.prefix() + EXPORT, READ));
    grants.addAll(groupsOfParticipants());
    grants.add(Grant.transactions(applicationId + "-", WRITE, DESCRIBE));
    return grants;
  }

  /** Sees sagas, acts on them, redrives dead letters, with the command. */
  List<Grant> operator() {
    List<Grant> grants = new ArrayList<>(auditor());
    Stream.of(inputs(), commands())
        .flatMap(List::stream)
        .forEach(name -> grants.add(Grant.topic(name, WRITE)));
    grants.add(Grant.cluster(DESCRIBE));
    return grants;
  }

  /** Reads everything, writes nothing. */
  List<Grant> auditor() {
    List<Grant> grants = new ArrayList<>();
    Stream.concat(protocol(), EngineNames.changelogs(applicationId).stream())
        .forEach(name -> grants.add(Grant.topic(name, READ, DESCRIBE_CONFIGS)));
    grants.add(Grant.group(applicationId, DESCRIBE));
    grants.add(Grant.group(topics.prefix() + EXPORT, DESCRIBE));
    grants.addAll(groupsOfParticipants());
    grants.add(Grant.transactions(applicationId + "-", DESCRIBE));
    return grants;
  }

  private List<Grant> groupsOfParticipants() {
    return participants.stream()
        .map(name -> Grant.group(topics.prefix() + name, DESCRIBE))
        .toList();
  }
}
