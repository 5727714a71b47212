package dev.sagas.dev.fuzz;

import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/** The topics that bad records are written to. */
enum FuzzTopic {
  REQUESTS(TopicNames::requests),
  REPLIES(TopicNames::replies),
  SIGNALS(TopicNames::signals),
  OPERATIONS(TopicNames::operations),
  /** Commands of the participant with its fence in a database. */
  CAR_COMMANDS(names -> names.commands(new ParticipantName(Services.CARS))),
  /** Commands of the participant with its fence in Kafka. */
  HOTEL_COMMANDS(names -> names.commands(new ParticipantName(Services.HOTELS))),
  JOURNAL(TopicNames::journal),
  OUTCOMES(TopicNames::outcomes),
  DEFINITIONS(TopicNames::definitions),
  ANSWERS(TopicNames::answers),
  DEAD_LETTERS(TopicNames::deadLetters),
  RECOVERIES(TopicNames::recoveries),
  /** The rows of the participant with its fence in Kafka. */
  HOTEL_FENCE(names -> names.fence(new ParticipantName(Services.HOTELS)));

  /** What the orchestrator reads. */
  static final Set<FuzzTopic> INPUTS =
      Collections.unmodifiableSet(EnumSet.of(REQUESTS, REPLIES, SIGNALS, OPERATIONS));

  /** What participants read. */
  static final Set<FuzzTopic> COMMANDS =
      Collections.unmodifiableSet(EnumSet.of(CAR_COMMANDS, HOTEL_COMMANDS));

  static final Set<FuzzTopic> INPUTS_AND_COMMANDS =
      Collections.unmodifiableSet(EnumSet.range(REQUESTS, HOTEL_COMMANDS));

  private final String topic;

  FuzzTopic(Function<TopicNames, String> name) {
    topic = name.apply(TopicNames.DEFAULT);
  }

  String topic() {
    return topic;
  }

  boolean isInput() {
    return INPUTS.contains(this);
  }

  boolean isCommands() {
    return COMMANDS.contains(this);
  }
}
