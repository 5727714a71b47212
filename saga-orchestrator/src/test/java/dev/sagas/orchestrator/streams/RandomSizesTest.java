package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.ParkedCodec;
import dev.sagas.engine.wire.RecordSize;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.schema.ApprovalDecision;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * R17, R22: with random limits of all topics and inputs of sizes around every one of them, nothing
 * too large is sent or stored, every input is accounted for, and the partition continues. The
 * driver measures every record with Kafka's own code.
 */
class RandomSizesTest {
  private static final int INPUTS = 40;
  private static final int LEAST_LETTER = 2_600;

  @TempDir Path stateDir;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Map<String, Long> next = new HashMap<>();
  private EngineDriver engine;

  @RepeatedTest(15)
  void shouldSendAndStoreOnlyWhatFitsAndAccountForEveryInput() {
    try (EngineDriver opened = new EngineDriver(stateDir)) {
      engine = opened;
      limit();
      Set<String> unaccounted = new HashSet<>();
      for (int i = 0; i < INPUTS; i++) {
        send().ifPresent(unaccounted::add);
      }
      engine.producedTopics().forEach(engine::sent);

      engine
          .sent("saga.dead-letters")
          .forEach(letter -> unaccounted.remove(EngineDriver.header(letter, SagaHeaders.ORIGIN)));
      assertThat(unaccounted).as("seed %d: neither applied nor a letter", seed).isEmpty();
      assertParkedFit();

      engine.topicLimits.clear();
      engine.start("afterwards", OrderRecords.order("afterwards"));
      assertThat(engine.checkpoint("afterwards")).as("seed %d", seed).isPresent();
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private void limit() {
    for (String topic :
        List.of(
            "saga.journal",
            "saga.answers",
            "saga.outcomes",
            "inventory.commands",
            EngineNames.checkpointChangelog("sagas"),
            EngineNames.parkingChangelog("sagas"))) {
      if (random.nextInt(3) == 0) {
        engine.topicLimits.put(topic, OptionalInt.of(50 + random.nextInt(6_000)));
      }
    }
    if (random.nextInt(4) == 0) {
      engine.topicLimits.put("inventory.commands", OptionalInt.empty());
    }
    engine.topicLimits.put(
        "saga.dead-letters", OptionalInt.of(LEAST_LETTER + random.nextInt(10_000)));
  }

  /** Sends one input; its position, unless it is applied. */
  private Optional<String> send() {
    String id = "o-" + random.nextInt(INPUTS);
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.SAGA_ID, id);
    if (random.nextInt(3) == 0) {
      headers.put("x-large", text());
    }
    int kind = random.nextInt(3);
    String topic = kind == 2 ? "saga.signals" : "saga.requests";
    long offset = next.merge(topic, 1L, Long::sum) - 1;
    int entries = engine.journal().size();
    int parked = parkedInputs();
    if (kind == 0) {
      headers.put(SagaHeaders.TYPE, "order");
      headers.put(SagaHeaders.REPLY_TO, "saga.answers");
      engine.send(topic, id, engine.encode(topic, OrderRecords.order(id, text())), headers);
    } else if (kind == 1) {
      headers.put(SagaHeaders.TYPE, text());
      engine.send(topic, random.nextBoolean() ? id : text(), new byte[size()], headers);
    } else {
      headers.put(SagaHeaders.SIGNAL, "review");
      engine.signalWith(new ApprovalDecision(true, "grace", text()), id, headers);
    }
    boolean applied = engine.journal().size() > entries || parkedInputs() > parked;
    return applied ? Optional.empty() : Optional.of(topic + "-0-" + offset);
  }

  private int size() {
    int[] around = {
      0,
      EngineDriver.MAX_INPUT_BYTES,
      EngineDriver.MAX_RECORD_BYTES,
      2 * EngineDriver.MAX_RECORD_BYTES
    };
    int limit =
        engine.topicLimits.values().stream()
            .skip(random.nextInt(engine.topicLimits.size()))
            .findFirst()
            .orElseThrow()
            .orElse(0);
    int about = random.nextBoolean() ? limit : around[random.nextInt(around.length)];
    return Math.max(0, about + random.nextInt(400) - 200);
  }

  private String text() {
    return "x".repeat(size());
  }

  private int parkedInputs() {
    return engine.stores.parked().values().stream()
        .mapToInt(value -> ParkedCodec.decode(value).records().size())
        .sum();
  }

  private void assertParkedFit() {
    int limit =
        engine
            .topicLimits
            .getOrDefault(
                EngineNames.parkingChangelog("sagas"),
                OptionalInt.of(2 * EngineDriver.MAX_RECORD_BYTES))
            .orElseThrow();
    engine
        .stores
        .parked()
        .forEach(
            (id, value) ->
                assertThat(RecordSize.upperBound(id.length(), value.length, 0))
                    .as("seed %d: what waits for %s", seed, id)
                    .isLessThanOrEqualTo(limit));
  }
}
