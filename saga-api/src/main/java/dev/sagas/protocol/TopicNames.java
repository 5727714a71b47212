package dev.sagas.protocol;

/**
 * The names of the protocol's topics.
 *
 * <ul>
 *   <li>{@code prefix} is put in front of every name, so that several deployments can share a
 *       cluster. It is empty by default; otherwise it should end in a separator, as in {@code
 *       "shop."}.
 * </ul>
 */
public record TopicNames(String prefix) {
  /** The names without a prefix. */
  public static final TopicNames DEFAULT = new TopicNames("");

  private static final String COMMANDS = ".commands";
  private static final String FENCE = ".fence";

  public TopicNames {
    if (!prefix.matches("[A-Za-z0-9._-]{0,64}")) {
      throw new IllegalArgumentException(
          "Expected a topic prefix of the form [A-Za-z0-9._-]{0,64}, but got " + Quoted.of(prefix));
    }
  }

  public String requests() {
    return prefix + "saga.requests";
  }

  public String replies() {
    return prefix + "saga.replies";
  }

  public String signals() {
    return prefix + "saga.signals";
  }

  public String operations() {
    return prefix + "saga.operations";
  }

  public String journal() {
    return prefix + "saga.journal";
  }

  public String outcomes() {
    return prefix + "saga.outcomes";
  }

  public String definitions() {
    return prefix + "saga.definitions";
  }

  public String deadLetters() {
    return prefix + "saga.dead-letters";
  }

  public String recoveries() {
    return prefix + "saga.recoveries";
  }

  /** Default topic for answers to requests, shared by all clients. */
  public String answers() {
    return prefix + "saga.answers";
  }

  /** The command topic of a participant. */
  public String commands(ParticipantName participant) {
    return prefix + participant + COMMANDS;
  }

  /** The fence of a participant that keeps it in Kafka. */
  public String fence(ParticipantName participant) {
    return prefix + participant + FENCE;
  }

  /** True for a command topic of this deployment: the prefix and a participant's name. */
  public boolean isCommands(String topic) {
    if (!topic.startsWith(prefix) || !topic.endsWith(COMMANDS)) {
      return false;
    }
    int end = topic.length() - COMMANDS.length();
    return prefix.length() < end && ParticipantName.isValid(topic.substring(prefix.length(), end));
  }
}
