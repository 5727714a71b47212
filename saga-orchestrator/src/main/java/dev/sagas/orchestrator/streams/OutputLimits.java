package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.IncidentCode;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.orchestrator.wire.RecordSize;
import dev.sagas.protocol.TopicNames;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the engine may write: the limits of the real topics, the changelogs included, as they are
 * now.
 *
 * <ul>
 *   <li>A topic of the engine itself that is not known is thought to have the size with which the
 *       engine creates it: without such a topic nothing can be written, which is an outage.
 *   <li>Any other topic that is not known is missing.
 * </ul>
 */
final class OutputLimits {
  private final TopicNames topics;
  private final TopicLimits real;
  private final EngineLimits limits;
  private final String applicationId;

  OutputLimits(EngineParts parts, String applicationId) {
    this.topics = parts.topics();
    this.real = parts.topicLimits();
    this.limits = parts.limits();
    this.applicationId = applicationId;
  }

  /** What keeps a record from its topic. */
  Optional<Unsendable> problem(OutboundRecord record) {
    return problem(record.topic(), record.maxBytes());
  }

  /** What keeps a record of that size from a topic. */
  Optional<Unsendable> problem(String topic, int bytes) {
    OptionalInt known = real.maxBytes(topic);
    if (known.isEmpty() && !isOwn(topic)) {
      return Optional.of(
          new Unsendable(
              IncidentCode.TOPIC_MISSING,
              "The transition would write to topic " + topic + ", which does not exist"));
    }
    int bound = known.orElseGet(() -> assumed(topic));
    return bytes <= bound
        ? Optional.empty()
        : Optional.of(tooLarge("a record of topic " + topic, bytes, bound));
  }

  /** What keeps a transition's record from being written: the topic, or the bound for records. */
  Optional<Unsendable> problemOfTransition(OutboundRecord record) {
    int bytes = record.maxBytes();
    return problem(record.topic(), bytes)
        .or(() -> aboveBound("a record of topic " + record.topic(), bytes));
  }

  /** What keeps a checkpoint from the store. */
  Optional<Unsendable> problemOfCheckpoint(int keyBytes, int valueBytes) {
    String changelog = EngineNames.checkpointChangelog(applicationId);
    return aboveBound("a checkpoint", valueBytes)
        .or(() -> problem(changelog, RecordSize.upperBound(keyBytes, valueBytes, 0)));
  }

  /** True if what waits for a saga's start may be that large. */
  boolean takesParked(int keyBytes, int valueBytes) {
    String changelog = EngineNames.parkingChangelog(applicationId);
    return problem(changelog, RecordSize.upperBound(keyBytes, valueBytes, 0)).isEmpty();
  }

  private Optional<Unsendable> aboveBound(String what, int bytes) {
    return bytes <= limits.maxRecordBytes()
        ? Optional.empty()
        : Optional.of(tooLarge(what, bytes, limits.maxRecordBytes()));
  }

  private boolean isOwn(String topic) {
    return topic.equals(topics.journal())
        || topic.equals(topics.outcomes())
        || topic.equals(topics.deadLetters())
        || topic.equals(EngineNames.checkpointChangelog(applicationId))
        || topic.equals(EngineNames.parkingChangelog(applicationId));
  }

  private int assumed(String topic) {
    long room = topic.equals(topics.deadLetters()) ? TopicSettings.DEAD_LETTER_ROOM : 0;
    return (int) Math.min(Integer.MAX_VALUE, limits.maxTopicBytes() + room);
  }

  private static Unsendable tooLarge(String what, int bytes, int bound) {
    return new Unsendable(
        IncidentCode.OUTPUT_TOO_LARGE,
        "The transition would write "
            + what
            + " of "
            + bytes
            + " bytes, at most "
            + bound
            + " are allowed");
  }
}
