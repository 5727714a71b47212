package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.claims.ClaimKeys;
import dev.sagas.claims.MarkedStore;
import dev.sagas.engine.core.Incident;
import dev.sagas.orchestrator.claims.FaultyStore;
import dev.sagas.orchestrator.claims.FaultyStores;
import dev.sagas.orchestrator.claims.StagedClaims;
import dev.sagas.order.OrderRecords;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.schema.OperationKind;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimUnavailableException;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.streams.test.TestRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sagas with large data go through their steps, and wait while its store does not answer. */
class ClaimedSagasTest {
  private static final Duration RETRY = Duration.ofMillis(ClaimWaits.RETRY_MS);

  @TempDir private Path stateDir;
  private final String name = "s" + UUID.randomUUID();
  private final FaultyStore store = FaultyStores.named(name);
  private EngineDriver engine;
  private AvroCodec client;

  @BeforeEach
  void open() {
    StagedClaims claims = StagedClaims.of(config());
    engine = EngineDriver.in(stateDir, new DrivenRoom(2, InFlightLimits.NONE, claims));
    client =
        AvroCodec.create(
            with(config(), RegistryClient.CLIENT_CONFIG, engine.registry),
            SubjectStrategy.RECORD_NAME);
  }

  private Map<String, Object> config() {
    return Map.of("claim.check.url", "faulty://" + name, "claim.check.min.bytes", "1024");
  }

  private static Map<String, Object> with(Map<String, Object> config, String key, Object value) {
    Map<String, Object> more = new HashMap<>(config);
    more.put(key, value);
    return more;
  }

  /** A request, whose data the client has stored. */
  private byte[] request(String id) {
    return client.encode(engine.topics.requests(), large(id));
  }

  private EngineDriver start(String id) {
    return engine.request(id, request(id), Map.of());
  }

  @AfterEach
  void close() {
    storeReturns();
    engine.close();
    engine.claims.close();
    client.close();
  }

  /** Its data is outside Kafka. */
  private static OrderData large(String id) {
    OrderData order = OrderRecords.order(id);
    order.setAddress("Main Street 1 ".repeat(200));
    return order;
  }

  private void storeReturns() {
    store.away(false);
    Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> !engine.claims.isAway());
  }

  /** Timers that could not fire are later than checkpoints say, until they have. */
  private void retryAfterReturn() {
    storeReturns();
    engine.advanceUnchecked(RETRY);
    engine.advance(RETRY);
  }

  private List<String> charged() {
    return engine.sent("payments.commands").stream()
        .map(command -> EngineDriver.header(command, "saga-id"))
        .distinct()
        .toList();
  }

  private List<String> causes(String id) {
    return engine.journal().stream()
        .filter(entry -> entry.identity().id().value().equals(id))
        .map(entry -> entry.cause().kind().name())
        .toList();
  }

  private TestRecord<byte[], byte[]> command(String id) {
    return engine.sent("inventory.commands").stream()
        .filter(command -> EngineDriver.header(command, "saga-id").equals(id))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void shouldKeepTheDataOutsideKafkaWhenItIsLarge() {
    // given
    start("o-1");
    byte[] kept = engine.checkpoint("o-1").orElseThrow().state().data().array();

    // when
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    engine.payments().succeeds(OrderRecords.charged("o-1"));
    engine.orders().succeeds(OrderRecords.approved("o-1"));

    // then
    Claim claim = Claim.parse("test", kept);
    assertThat(store.objects)
        .containsKey("claims/%s/%s".formatted(claim.sha256().substring(0, 2), claim.sha256()));
    assertThat(engine.lastOutcome().getOutcome().name()).isEqualTo("COMPLETED");
    assertThat(engine.claims.figures().loadedBytes()).isGreaterThan(3 * claim.bytes());
    assertThat(engine.claims.figures().failures()).isZero();
  }

  @Test
  void shouldContinueWithOtherSagasWhenTheStoreIsAway() {
    // given
    start("o-1").start("o-2", OrderRecords.order("o-2"));
    store.away(true);

    // when
    engine.replyTo(command("o-1"), "succeeded", OrderRecords.reserved("o-1"));
    engine.replyTo(command("o-2"), "succeeded", OrderRecords.reserved("o-2"));
    engine.advanceUnchecked(RETRY);
    engine.advanceUnchecked(RETRY);

    // then
    assertThat(charged()).containsExactly("o-2");
    assertThat(causes("o-1")).containsExactly("START");
    assertThat(engine.parked()).isEqualTo(1);
    assertThat(engine.claims.figures().waitingInputs()).isEqualTo(1);

    // and when
    retryAfterReturn();

    // then
    assertThat(charged()).containsExactly("o-2", "o-1");
    assertThat(engine.parked()).isZero();
    assertThat(engine.claims.figures().waitingInputs()).isZero();
    assertThat(engine.sent("saga.dead-letters")).isEmpty();
  }

  @Test
  void shouldWaitAndSayWhatIsMissingWhenNoStoreIsConfigured(@TempDir Path otherDir) {
    // given
    try (EngineDriver without = new EngineDriver(otherDir)) {
      without.byRecord.register(without.topics.requests(), OrderData.getClassSchema());

      // when
      without.request("o-1", request("o-1"), Map.of()).start("o-2", OrderRecords.order("o-2"));

      // then
      assertThat(without.journal())
          .extracting(entry -> entry.identity().id().value())
          .containsOnly("o-2");
      assertThat(without.parked()).isEqualTo(1);
      assertThat(without.claims.figures().waitingInputs()).isEqualTo(1);
    }
  }

  @Test
  void shouldKeepTheOrderOfASagasInputsWhenTheyWait() {
    // given
    start("o-1");
    store.away(true);

    // when
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    engine.operate("o-1", OperationKind.PAUSE);
    retryAfterReturn();

    // then
    assertThat(causes("o-1")).startsWith("START", "REPLY", "OPERATION");
    assertThat(engine.checkpoint("o-1").orElseThrow().state().control().pause()).isPresent();
  }

  @Test
  void shouldKeepTheOrderWhenTheFirstTakesSoLongThatTheOthersWaitAgain() {
    // given
    start("o-1");
    store.away(true);
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    engine.operate("o-1", OperationKind.PAUSE);
    storeReturns();

    // when
    store.onCall = () -> engine.clock.advance(Duration.ofSeconds(2));
    engine.advanceUnchecked(RETRY);
    int waiting = engine.claims.figures().waitingInputs();
    store.onCall = () -> {};
    retryAfterReturn();

    // then
    assertThat(waiting).isEqualTo(1);
    assertThat(causes("o-1")).startsWith("START", "REPLY", "OPERATION");
    assertThat(engine.checkpoint("o-1").orElseThrow().state().control().pause()).isPresent();
    assertThat(engine.parked()).isZero();
  }

  @Test
  void shouldNotTimeAStepOutWhoseReplyWaits() {
    // given
    start("o-1");
    store.away(true);
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));

    // when
    engine.advanceUnchecked(Duration.ofSeconds(2));
    engine.advanceUnchecked(RETRY);
    retryAfterReturn();

    // then
    assertThat(causes("o-1").subList(0, 2)).containsExactly("START", "REPLY");
    assertThat(engine.sent("inventory.commands")).hasSize(1);
  }

  @Test
  void shouldFireATimerLaterWhenItNeedsWhatCannotBeLoaded() {
    // given
    start("o-1");
    store.away(true);

    // when: the attempt is over, and the next one needs the data
    engine.advanceUnchecked(Duration.ofSeconds(2));
    engine.advanceUnchecked(Duration.ofSeconds(2));
    int meanwhile = engine.sent("inventory.commands").size();
    retryAfterReturn();

    // then
    assertThat(meanwhile).isEqualTo(1);
    assertThat(engine.sent("inventory.commands")).hasSizeGreaterThan(1);
  }

  @Test
  void shouldApplyAStartBeforeWhatWasParkedForItWhenTheStartWaits() {
    // given
    byte[] start = request("o-1");
    engine.operate("o-1", OperationKind.PAUSE);
    store.away(true);

    // when
    engine.request("o-1", start, Map.of());
    engine.advance(EngineDriver.PARKING.plus(RETRY));
    retryAfterReturn();

    // then
    assertThat(causes("o-1")).containsExactly("START", "OPERATION");
    assertThat(engine.sent("saga.dead-letters")).isEmpty();
    assertThat(engine.parked()).isZero();
  }

  @Test
  void shouldMakeThePartitionWaitWhenNoMoreMayBeHeld() {
    // given
    start("o-1");
    store.away(true);
    for (int held = 0; held < EngineDriver.MAX_PARKED; held++) {
      engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    }

    // then
    assertThatThrownBy(() -> engine.inventory().succeeds(OrderRecords.reserved("o-1")))
        .hasRootCauseInstanceOf(ClaimUnavailableException.class)
        .rootCause()
        .hasMessageContaining("Saga o-1 waits, and no more inputs may be held");
  }

  @Test
  void shouldRaiseAnIncidentThatNamesTheObjectWhenItIsLost() {
    // given
    start("o-1");
    Claim claim =
        Claim.parse("test", engine.checkpoint("o-1").orElseThrow().state().data().array());
    Map<String, byte[]> objects = Map.copyOf(store.objects);
    store.objects.keySet().retainAll(Set.of(MarkedStore.KEY));

    // when
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));

    // then
    Incident incident = engine.checkpoint("o-1").orElseThrow().state().incidents().get(0);
    assertThat(incident.message()).contains(claim.sha256()).contains("faulty://" + name);

    // and when
    store.objects.putAll(objects);
    engine.operate("o-1", OperationKind.RETRY);

    // then
    assertThat(engine.sent("payments.commands")).hasSize(1);
  }

  @Test
  void shouldForwardNothingThatIsNotStoredWhenTheStoreTakesNothing() {
    // given: its data is made large by a reply
    OrderData order = OrderRecords.order("o-1");
    order.setAddress("x".repeat(600));
    engine.start("o-1", order);
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    store.away(true);

    // when
    engine.payments().succeeds(OrderRecords.charged("o-1", "y".repeat(600)));

    // then
    assertThat(store.objects).isEmpty();
    assertThat(engine.sent("orders.commands")).isEmpty();

    // and when
    retryAfterReturn();

    // then
    assertThat(store.objects.keySet())
        .hasSize(3)
        .contains(MarkedStore.KEY)
        .anyMatch(key -> key.startsWith(ClaimKeys.CONTENTS))
        .anyMatch(key -> key.startsWith(ClaimKeys.LEASES));
    assertThat(engine.sent("orders.commands")).isNotEmpty();
    assertThat(engine.claims.figures().storedBytes()).isPositive();
  }
}
