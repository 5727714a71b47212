package dev.sagas.cli.asyncapi;

import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;

/**
 * A topic.
 *
 * @param id its name in the document
 */
record Channel(String id, String topic, String description) {
  static Channel requests(TopicNames topics) {
    return new Channel("requests", topics.requests(), "Starts sagas.");
  }

  static Channel answers(TopicNames topics) {
    return new Channel("answers", topics.answers(), "Answers to requests that ask for one.");
  }

  static Channel signals(TopicNames topics) {
    return new Channel("signals", topics.signals(), "External events and decisions of people.");
  }

  static Channel replies(TopicNames topics) {
    return new Channel("replies", topics.replies(), "Answers of participants to commands.");
  }

  static Channel outcomes(TopicNames topics) {
    return new Channel("outcomes", topics.outcomes(), "How each saga ended; compacted.");
  }

  static Channel commands(TopicNames topics, ParticipantName participant) {
    return new Channel(
        participant + "-commands",
        topics.commands(participant),
        "Commands to participant " + participant + ".");
  }
}
