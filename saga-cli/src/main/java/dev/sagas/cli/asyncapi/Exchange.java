package dev.sagas.cli.asyncapi;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one side sends or receives, and what answers it.
 *
 * @param id unique in the document
 * @param group the receiver's consumer group, where the protocol names one
 * @param messages all on one channel
 * @param answers all on one channel; empty if nothing answers
 */
record Exchange(
    String id,
    Party party,
    Direction direction,
    String summary,
    Optional<String> group,
    List<Message> messages,
    List<Message> answers) {
  Exchange {
    messages = List.copyOf(messages);
    answers = List.copyOf(answers);
  }

  /**
   * Who does it.
   *
   * @param participant its name, for that side
   */
  record Party(Side side, Optional<String> participant) {
    static final Party CLIENT = new Party(Side.client, Optional.empty());
    static final Party ORCHESTRATOR = new Party(Side.orchestrator, Optional.empty());

    static Party participant(String name) {
      return new Party(Side.participant, Optional.of(name));
    }
  }

  /** As AsyncAPI names them. */
  enum Direction {
    send,
    receive
  }

  /** Without messages yet. */
  static Exchange of(String id, Party party, Direction direction, String summary) {
    return new Exchange(id, party, direction, summary, Optional.empty(), List.of(), List.of());
  }

  /** With a consumer group. */
  Exchange in(String consumerGroup) {
    return new Exchange(
        id, party, direction, summary, Optional.of(consumerGroup), messages, answers);
  }

  /** With messages, and with what answers them. */
  Exchange with(List<Message> sent, List<Message> answered) {
    return new Exchange(id, party, direction, summary, group, sent, answered);
  }

  /** Every message that is part of it. */
  Stream<Message> all() {
    return Stream.concat(messages.stream(), answers.stream());
  }
}
