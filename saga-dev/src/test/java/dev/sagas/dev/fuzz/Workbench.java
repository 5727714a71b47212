package dev.sagas.dev.fuzz;

import dev.sagas.protocol.SagaHeaders;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/** What the kinds make their records of. Not thread-safe. */
final class Workbench {
  static final String BAD = "bad-";

  /** A topic that the orchestrator may answer to and that is not there. */
  static final String MISSING_TOPIC = "fuzz.missing";

  private static final String NO_RUN = "0123456789ab";
  private static final long HOUR_MS = 3_600_000;

  private final Chance chance;
  private final Payloads payloads;
  private final Victims victims;
  private final Bounds bounds;
  private int drafts;

  /**
   * The bounds of the deployment.
   *
   * @param partitions of every input topic
   * @param topicBytes the {@code max.message.bytes} of each topic
   */
  record Bounds(int partitions, Map<FuzzTopic, Integer> topicBytes) {}

  Workbench(Chance chance, Payloads payloads, Victims victims, Bounds bounds) {
    this.chance = chance;
    this.payloads = payloads;
    this.victims = victims;
    this.bounds = bounds;
  }

  Chance chance() {
    return chance;
  }

  Payloads payloads() {
    return payloads;
  }

  Victims victims() {
    return victims;
  }

  int topicBytes(FuzzTopic topic) {
    return bounds.topicBytes().get(topic);
  }

  /** A partition to which the key does not belong. */
  int wrongPartition(Optional<byte[]> key) {
    int right = Utils.toPositive(Utils.murmur2(key.orElse(new byte[0]))) % bounds.partitions();
    return (right + chance.between(1, bounds.partitions() - 1)) % bounds.partitions();
  }

  /** The id of a saga that nobody has started. */
  String freshId() {
    drafts++;
    return BAD + drafts;
  }

  /** A good record of the topic. */
  Draft draft(FuzzTopic topic) {
    Draft draft = new Draft(topic);
    switch (topic) {
      case REQUESTS -> draft.id(freshId()).header(SagaHeaders.TYPE, FuzzedTrip.TYPE);
      case REPLIES -> aboutCar(draft, victims.waiting());
      case SIGNALS ->
          draft.id(victims.waiting().id()).header(SagaHeaders.SIGNAL, FuzzedTrip.APPROVAL.value());
      case OPERATIONS -> draft.id(victims.waiting().id());
      case CAR_COMMANDS, HOTEL_COMMANDS -> command(draft, freshId());
      case JOURNAL, OUTCOMES, DEFINITIONS, ANSWERS, DEAD_LETTERS, RECOVERIES, HOTEL_FENCE ->
          draft.id(freshId());
    }
    return draft.value(payloads.good(topic, draft.id()));
  }

  private static void aboutCar(Draft draft, Victim victim) {
    draft
        .id(victim.id())
        .header(SagaHeaders.IN_REPLY_TO, victim.command("book-car/execute/1#1"))
        .header(SagaHeaders.OUTCOME, "succeeded");
  }

  /** A command that no orchestrator has sent, with all that a participant needs to answer it. */
  private static void command(Draft draft, String id) {
    String key = id + "/" + NO_RUN + "/book/execute/1";
    long now = System.currentTimeMillis();
    draft
        .id(id)
        .header(SagaHeaders.RUN, NO_RUN)
        .header(SagaHeaders.TYPE, FuzzedTrip.TYPE)
        .header(SagaHeaders.VERSION, "1")
        .header(SagaHeaders.STEP, "book")
        .header(SagaHeaders.ACTION, "execute")
        .header(SagaHeaders.ATTEMPT, "1")
        .header(SagaHeaders.COMMAND_ID, key + "#1")
        .header(SagaHeaders.DEDUPLICATION_KEY, key)
        .header(SagaHeaders.REPLY_TO, FuzzTopic.REPLIES.topic())
        .header(SagaHeaders.REPLY_PARTITION, "0")
        .header(SagaHeaders.DEADLINE, Long.toString(now + HOUR_MS))
        .header(SagaHeaders.FENCE_UNTIL, Long.toString(now + 24 * HOUR_MS));
  }

  /** A pending flight that the draft, a reply, now answers. */
  Draft aboutFlight(Draft draft) {
    Victim victim = victims.pending();
    return draft
        .id(victim.id())
        .header(
            SagaHeaders.IN_REPLY_TO, victim.command(FuzzedTrip.Pending.FLIGHT + "/execute/1#1"));
  }

  /** Lets the record be about a saga that has ended. */
  Victim ended() {
    return victims.ended();
  }
}
