package dev.sagas.operate.doctor;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.protocol.ParticipantName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Examines the consumer groups that a few sagas depend on, without examining the whole deployment.
 *
 * <ul>
 *   <li>Changes nothing and joins no group.
 *   <li>A group that cannot be examined is reported as such; nothing is thrown for it.
 * </ul>
 *
 * @param orchestrator the orchestrator's group, with what waits in the input topics
 * @param participants by the participant's name
 */
public record ParticipantGroups(
    ParticipantGroup orchestrator, Map<String, ParticipantGroup> participants) {
  /** How long a call may take before it counts as failed. */
  private static final int TIMEOUT_MS = 4_000;

  public ParticipantGroups {
    participants = Map.copyOf(participants);
  }

  /**
   * Examines them as they are now.
   *
   * @param groups the groups of participants with a different {@code group.id}, by name; for others
   *     it is the prefix and their name
   */
  public static ParticipantGroups read(
      Deployment deployment, Map<String, String> groups, Set<String> participants) {
    Map<String, Object> client = new HashMap<>(deployment.client());
    client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
    Names names = new Names(deployment, groups);
    try (Admin admin = Admin.create(client)) {
      return names.read(admin, participants);
    } catch (KafkaException e) {
      return names.unknown(participants, Calls.reason(e));
    }
  }

  /** Which groups and topics belong to a participant. */
  private record Names(Deployment deployment, Map<String, String> groups) {
    ParticipantGroups read(Admin admin, Set<String> participants) {
      Set<String> wanted = new HashSet<>(inputs());
      participants.forEach(name -> wanted.add(commands(name)));
      Map<String, TopicView> topics = new TopicsReader(admin).read(wanted);
      GroupReader reader = new GroupReader(admin, deployment.client());
      return new ParticipantGroups(
          group(reader, deployment.applicationId(), present(topics, inputs())),
          participants.stream()
              .collect(Collectors.toMap(name -> name, name -> participant(reader, name, topics))));
    }

    private ParticipantGroup participant(
        GroupReader reader, String name, Map<String, TopicView> topics) {
      String topic = commands(name);
      return topics.containsKey(topic)
          ? group(reader, group(name), present(topics, List.of(topic)))
          : ParticipantGroup.unknown(
              group(name), "topic " + topic + " does not exist, or cannot be described");
    }

    private static ParticipantGroup group(
        GroupReader reader, String id, Collection<TopicView> topics) {
      return ParticipantGroup.of(id, reader.read(id, topics));
    }

    ParticipantGroups unknown(Set<String> participants, String whyNot) {
      return new ParticipantGroups(
          ParticipantGroup.unknown(deployment.applicationId(), whyNot),
          participants.stream()
              .collect(
                  Collectors.toMap(
                      name -> name, name -> ParticipantGroup.unknown(group(name), whyNot))));
    }

    private List<String> inputs() {
      return List.of(
          deployment.topics().requests(),
          deployment.topics().replies(),
          deployment.topics().signals(),
          deployment.topics().operations());
    }

    private String commands(String participant) {
      return deployment.topics().commands(new ParticipantName(participant));
    }

    private String group(String participant) {
      return groups.getOrDefault(participant, deployment.topics().prefix() + participant);
    }

    private static List<TopicView> present(
        Map<String, TopicView> topics, Collection<String> names) {
      return names.stream().filter(topics::containsKey).map(topics::get).toList();
    }
  }
}
