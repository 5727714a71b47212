package dev.sagas.engine;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.Parked;
import dev.sagas.engine.wire.ParkedCodec;
import dev.sagas.engine.wire.RecordSize;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.TopicNames;
import java.nio.charset.StandardCharsets;
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
public final class OutputLimits {
  /** What a dead letter adds to the record that it keeps, at most. */
  public static final int DEAD_LETTER_ROOM_BYTES = 64 * 1024;

  private final TopicNames topics;
  private final TopicLimits real;
  private final EngineLimits limits;
  private final EngineSetup.Changelogs changelogs;

  OutputLimits(EngineSetup setup) {
    this.topics = setup.topics();
    this.real = setup.topicLimits();
    this.limits = setup.limits();
    this.changelogs = setup.changelogs();
  }

  /** What keeps a record from its topic. */
  public Optional<Unsendable> problem(OutboundRecord record) {
    return problem(record.topic(), record.maxBytes());
  }

  /** What keeps a record from its topic that passes another's headers on. */
  public Optional<Unsendable> problemOfCarried(OutboundRecord record) {
    return problem(record.topic(), record.maxBytesEncoded());
  }

  private Optional<Unsendable> problem(String topic, int bytes) {
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

  /** What keeps a transition from being written; nothing that could abort its transaction may. */
  Optional<Unsendable> problem(Outcome.Write transition) {
    Optional<Unsendable> problem =
        problemOfCheckpoint(transition.checkpoint().state(), transition.encoded());
    for (Outcome.Output output : transition.outputs()) {
      if (problem.isPresent()) {
        break;
      }
      problem = problemOfTransition(output.record());
    }
    return problem;
  }

  private Optional<Unsendable> problemOfTransition(OutboundRecord record) {
    int bytes = record.maxBytes();
    return problem(record.topic(), bytes)
        .or(() -> aboveBound("a record of topic " + record.topic(), bytes));
  }

  /** What keeps a checkpoint from the store. */
  Optional<Unsendable> problemOfCheckpoint(SagaState state, Bytes encoded) {
    int bytes = RecordSize.upperBound(keyBytes(state.identity().id()), encoded.size(), 0);
    return aboveBound("a checkpoint", encoded.size())
        .or(() -> problem(changelogs.checkpoints(), bytes));
  }

  /** What waits for a saga, encoded; empty if that is more than may wait (R2a). */
  public Optional<Bytes> parkable(SagaId id, Parked parked) {
    int keyBytes = keyBytes(id);
    ParkingLimits bounds = limits.parking();
    if (parked.records().size() > bounds.maxPerSaga()
        || parked.bytes(keyBytes) > bounds.maxBytesPerSaga()) {
      return Optional.empty();
    }
    Bytes encoded = ParkedCodec.encode(parked);
    int bytes = RecordSize.upperBound(keyBytes, encoded.size(), 0);
    return problem(changelogs.parked(), bytes).isEmpty() ? Optional.of(encoded) : Optional.empty();
  }

  private static int keyBytes(SagaId id) {
    return id.value().getBytes(StandardCharsets.UTF_8).length;
  }

  private Optional<Unsendable> aboveBound(String what, int bytes) {
    return bytes <= limits.records().maxBytes()
        ? Optional.empty()
        : Optional.of(tooLarge(what, bytes, limits.records().maxBytes()));
  }

  private boolean isOwn(String topic) {
    return topic.equals(topics.journal())
        || topic.equals(topics.outcomes())
        || topic.equals(topics.deadLetters())
        || topic.equals(changelogs.checkpoints())
        || topic.equals(changelogs.parked());
  }

  private int assumed(String topic) {
    long room = topic.equals(topics.deadLetters()) ? DEAD_LETTER_ROOM_BYTES : 0;
    return (int) Math.min(Integer.MAX_VALUE, limits.records().maxTopicBytes() + room);
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
