package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.Engine;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.WaitReason;
import dev.sagas.schema.OperationKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** R30 through the topology: starts wait while as much as may be is in flight. */
@ParameterizedClass(name = "states of {0} sagas are kept")
@ValueSource(ints = {0, EngineDriver.RECENT_SAGAS})
class HeldBackTest {
  private static final InFlightLimits ONE_SAGA = sagas(Map.of("order", 1));

  @Parameter int recentSagas;

  @TempDir private Path stateDir;
  @TempDir private Path otherDir;
  private EngineDriver engine;

  @AfterEach
  void stop() {
    engine.close();
  }

  private static InFlightLimits sagas(Map<String, Integer> bounds) {
    return new InFlightLimits(bounds, Map.of(), type -> Set.of());
  }

  private static InFlightLimits commands(String participant, int bound) {
    return new InFlightLimits(
        Map.of(), Map.of(participant, bound), type -> Set.of("inventory", "payments"));
  }

  private void begin(InFlightLimits limits, String... ids) {
    engine = EngineDriver.bounded(stateDir, recentSagas, limits);
    for (String id : ids) {
      engine.start(id, OrderRecords.order(id));
      engine.advance(Duration.ofMillis(1));
    }
  }

  private SagaState state(String id) {
    return engine.checkpoint(id).orElseThrow().state();
  }

  /** The sagas that were sent a first command, in their order. */
  private List<String> begun() {
    return engine.sent("inventory.commands").stream()
        .map(command -> new String(command.key(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void shouldHoldAStartBackAndSayWhy() {
    // when
    begin(ONE_SAGA, "o-1", "o-2");

    // then
    assertThat(begun()).containsExactly("o-1");
    WaitReason reason = WaitReasons.of(state("o-2")).get(0);
    assertThat(reason.kind()).isEqualTo(WaitReason.Kind.CAPACITY);
    assertThat(reason.detail())
        .isEqualTo("1 sagas of type order are in flight in partition 0, and 1 may be");
  }

  @Test
  void shouldBeginInTheOrderOfTheirStartsAsSagasEnd() {
    // given
    begin(ONE_SAGA, "o-1", "o-3", "o-2");

    // when
    engine.operate("o-1", OperationKind.END);
    engine.tick(1);

    // then
    assertThat(begun()).containsExactly("o-1", "o-3");
    assertThat(WaitReasons.of(state("o-2")).get(0).detail())
        .isEqualTo("Others of its type wait already");

    // when
    engine.inventory().rejects();
    engine.tick(1);

    // then
    assertThat(state("o-3").status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(begun()).containsExactly("o-1", "o-3", "o-2");
  }

  @Test
  void shouldNotLetTheTimeOfWaitingCountForTheSaga() {
    // given
    begin(ONE_SAGA, "o-1", "o-2");
    long startedAtMs = state("o-2").startedAtMs();

    // when
    engine.advance(Duration.ofMillis(20));
    engine.operate("o-1", OperationKind.END);
    engine.tick(1);

    // then
    assertThat(state("o-2").steps().open())
        .singleElement()
        .satisfies(step -> assertThat(step.sinceMs()).isGreaterThanOrEqualTo(startedAtMs + 20));
  }

  @Test
  void shouldHoldStartsBackWhileAParticipantHasTooManyCommands() {
    // given
    begin(commands("inventory", 2), "o-1", "o-2", "o-3");
    assertThat(begun()).containsExactly("o-1", "o-2");
    assertThat(WaitReasons.of(state("o-3")).get(0).detail())
        .isEqualTo(
            "2 commands of participant inventory are unanswered in partition 0, and 2 may be");

    // when
    engine.inventory().succeeds(OrderRecords.reserved("o-2"));
    engine.tick(1);

    // then
    assertThat(begun()).containsExactly("o-1", "o-2", "o-3");
  }

  @Test
  void shouldCountACommandWhoseNextAttemptIsDueLater() {
    // given
    begin(commands("inventory", 1), "o-1");
    engine.inventory().fails();

    // when
    engine.start("o-2", OrderRecords.order("o-2"));

    // then
    assertThat(state("o-2").isHeldBack()).isTrue();
  }

  @Test
  void shouldHoldEverythingBackWhereNothingMayBeInFlight() {
    // when
    begin(sagas(Map.of(InFlightLimits.OTHERS, 0)), "o-1");

    // then
    assertThat(begun()).isEmpty();
    assertThat(state("o-1").isHeldBack()).isTrue();
  }

  @Test
  void shouldNotHoldTypesBackThatAreNotBounded() {
    // when
    begin(sagas(Map.of("another", 0)), "o-1", "o-2");

    // then
    assertThat(begun()).containsExactly("o-1", "o-2");
  }

  @Test
  void shouldBeginAtOnceIfAnOperatorResumesIt() {
    // given
    begin(ONE_SAGA, "o-1", "o-2", "o-3");

    // when
    engine.operate("o-3", OperationKind.RESUME);
    engine.tick(1);

    // then
    assertThat(begun()).containsExactly("o-1", "o-3");
    engine.operate("o-1", OperationKind.END);
    engine.tick(1);
    assertThat(begun()).containsExactly("o-1", "o-3");
    engine.operate("o-3", OperationKind.END);
    engine.tick(1);
    assertThat(begun()).containsExactly("o-1", "o-3", "o-2");
  }

  @Test
  void shouldEndAtOnceIfAnOperatorCancelsIt() {
    // given
    begin(ONE_SAGA, "o-1", "o-2");

    // when
    engine.operate("o-2", OperationKind.CANCEL);
    engine.tick(1);

    // then
    assertThat(state("o-2").status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(begun()).containsExactly("o-1");
  }

  @Test
  void shouldStayPausedIfAnOperatorPausesIt() {
    // given
    begin(ONE_SAGA, "o-1", "o-2");

    // when
    engine.operate("o-2", OperationKind.PAUSE);
    engine.tick(1);
    engine.operate("o-1", OperationKind.END);
    engine.tick(1);

    // then
    assertThat(begun()).containsExactly("o-1");
    assertThat(WaitReasons.of(state("o-2")).get(0).on()).isEqualTo("ada");
  }

  @Test
  void shouldTakeASecondRequestForADuplicate() {
    // given
    begin(ONE_SAGA, "o-1", "o-2");

    // when
    engine.start("o-2", OrderRecords.order("o-2"));

    // then
    assertThat(state("o-2").chain().revision()).isOne();
    engine.operate("o-1", OperationKind.END);
    engine.tick(1);
    assertThat(begun()).containsExactly("o-1", "o-2");
  }

  @Test
  void shouldKnowWhatIsInFlightAndWhatIsHeldBackAfterARestart() {
    // given
    begin(ONE_SAGA, "o-1", "o-2");
    TakenOver next = takenOver();

    // when
    next.fireTimers();

    // then
    assertThat(next.journal()).isEmpty();

    // when
    next.process(engine.topics.operations(), "o-1", engine.operation(OperationKind.END));
    next.fireTimers();

    // then
    assertThat(next.journal().stream().map(entry -> entry.identity().id().value()))
        .containsExactly("o-1", "o-2");
  }

  @Test
  void shouldBeginWhatWasHeldBackOnceNothingIsBounded() {
    // given
    begin(sagas(Map.of(InFlightLimits.OTHERS, 0)), "o-1");
    EngineDriver unbounded = new EngineDriver(otherDir);
    TakenOver next =
        new TakenOver(
            unbounded,
            otherDir,
            new TakenOver.Stored(checkpoints(), Map.of(), engine.stores.timerEntries()));

    // when
    next.fireTimers();
    unbounded.close();

    // then
    assertThat(next.journal()).hasSize(1);
  }

  private TakenOver takenOver() {
    return new TakenOver(
        engine,
        otherDir,
        new TakenOver.Stored(checkpoints(), Map.of(), engine.stores.timerEntries()));
  }

  private Map<String, byte[]> checkpoints() {
    return engine.stores.checkpoints();
  }

  @Test
  void shouldBeginAgainLaterWhatFailedWhenItWasLetGo() {
    // given: the transition that would begin it cannot be written
    begin(ONE_SAGA, "o-1", "o-2");
    engine.topicLimits.put("inventory.commands", OptionalInt.of(10));
    engine.topicLimits.put(engine.topics.journal(), OptionalInt.of(10));

    // when
    engine.operate("o-1", OperationKind.END);
    engine.advanceUnchecked(Duration.ofMillis(50));

    // then
    assertThat(state("o-2").isHeldBack()).isTrue();

    // when
    engine.topicLimits.clear();
    engine.advanceUnchecked(Duration.ofMillis(Engine.FIRES_AGAIN_MS));
    engine.operate("o-1", OperationKind.END);
    engine.advance(Duration.ofMillis(2 * Engine.FIRES_AGAIN_MS));

    // then
    assertThat(begun()).containsExactly("o-1", "o-2");
  }
}
