package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.definition.InstantFunction;
import dev.sagas.definition.LocalBuilder;
import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SignalBuilder;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.DefinitionFault;
import dev.sagas.engine.core.ExecutableSaga.WakeTime;
import dev.sagas.engine.core.FunctionResult;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryUnavailableException;
import dev.sagas.serde.SubjectStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R3, R17: conditions, local steps, sleeps, signals and approvals over encoded bytes. */
class AvroSagaKindsTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final PayloadLimits LIMITS = new PayloadLimits(1_000, 500);

  private final AvroCodec codec =
      WireFixtures.codec(new InMemoryRegistryClient(), SubjectStrategy.RECORD_NAME);

  @BeforeEach
  void register() {
    codec.register("t", StepFailure.getClassSchema());
    codec.register("t", NothingToUndo.getClassSchema());
    codec.register("t", ApprovalDecision.getClassSchema());
  }

  @Test
  void shouldAskTheConditionWhenAStepHasOne() throws DefinitionFault {
    AvroSaga<StepFailure> saga =
        local(step -> step.apply(data -> data).when(data -> data.getCode().equals("yes")));
    AvroSaga<StepFailure> failing =
        local(
            step ->
                step.apply(data -> data)
                    .when(
                        data -> {
                          throw new IllegalStateException("holds a secret");
                        }));

    assertThat(saga.condition(first(saga), data("yes"))).isTrue();
    assertThat(saga.condition(first(saga), data("no"))).isFalse();
    assertFault("condition of step a", () -> failing.condition(first(failing), data("yes")));
  }

  @Test
  void shouldChangeTheDataWhenALocalStepRuns() throws DefinitionFault {
    AvroSaga<StepFailure> saga = local(step -> step.apply(AvroSagaKindsTest::shout));
    Bytes data = data("c");

    FunctionResult first = saga.runLocal(localPlan(saga), data);
    FunctionResult second = saga.runLocal(localPlan(saga), data);

    assertThat(first).isEqualTo(second).isEqualTo(new FunctionResult(data("c!"), Optional.empty()));
    assertThat(data).isEqualTo(data("c"));
  }

  @Test
  void shouldBeRefusedByTheFirstCheckThatHoldsWhenALocalStepRuns() throws DefinitionFault {
    AvroSaga<StepFailure> saga =
        local(
            step ->
                step.apply(AvroSagaKindsTest::shout)
                    .rejectWhen(data -> data.getCode().equals("c"), "BEFORE", "sees what was")
                    .rejectWhen(AvroSagaKindsTest::spoils, "SPOILS", "never holds")
                    .rejectWhen(data -> data.getCode().equals("c!"), "TOO_LOUD", "sees what is")
                    .rejectWhen(data -> true, "LATER", "comes too late"));

    assertThat(saga.runLocal(localPlan(saga), data("c")))
        .isEqualTo(
            new FunctionResult(
                data("c!"), Optional.of(new FunctionResult.Refusal("TOO_LOUD", "sees what is"))));
  }

  @Test
  void shouldBeAFaultWhenALocalStepOrItsCheckFails() {
    AvroSaga<StepFailure> nothing = local(step -> step.apply(data -> null));
    AvroSaga<StepFailure> throwing = local(step -> step.apply(data -> failing()));
    AvroSaga<StepFailure> large = local(step -> step.apply(data -> failure("x".repeat(1_000))));
    AvroSaga<StepFailure> check =
        local(step -> step.apply(data -> data).rejectWhen(data -> failing() == null, "ODD", "m"));

    assertFault(
        "function of step a of saga type order version 1: it returned null",
        () -> nothing.runLocal(localPlan(nothing), data("c")));
    assertFault("function of step a", () -> throwing.runLocal(localPlan(throwing), data("c")));
    assertFault("function of step a", () -> large.runLocal(localPlan(large), data("c")));
    assertFault("check ODD of step a", () -> check.runLocal(localPlan(check), data("c")));
  }

  @Test
  void shouldSleepFromNowOnWhenADurationIsGiven() throws DefinitionFault {
    AvroSaga<StepFailure> saga =
        saga(saved -> saved.sleep("a", step -> step.duration(Duration.ofHours(2))));

    assertThat(saga.wakeTime(sleepPlan(saga), data("c"), NOW_MS))
        .isEqualTo(new WakeTime(NOW_MS + 7_200_000, false));
  }

  @Test
  void shouldSleepUntilTheInstantWhenTheDataTellsOne() throws DefinitionFault {
    assertThat(wakeAt(data -> Instant.parse(data.getCode()), "2023-11-14T23:13:20.123Z"))
        .isEqualTo(new WakeTime(NOW_MS + 3_600_123, true));
    assertThat(wakeAt(data -> Instant.ofEpochMilli(NOW_MS).plus(Saga.MAX_DURATION), "c"))
        .isEqualTo(new WakeTime(NOW_MS + Saga.MAX_DURATION.toMillis(), true));
  }

  @Test
  void shouldEndTheSleepAtOnceWhenTheInstantHasPassed() throws DefinitionFault {
    assertThat(wakeAt(data -> Instant.ofEpochMilli(NOW_MS - 1), "c"))
        .isEqualTo(new WakeTime(NOW_MS, true));
    assertThat(wakeAt(data -> Instant.MIN, "c")).isEqualTo(new WakeTime(NOW_MS, true));
  }

  @Test
  void shouldBeAFaultWhenTheInstantIsNoneOrTooFarAway() {
    Instant tooFar = Instant.ofEpochMilli(NOW_MS).plus(Saga.MAX_DURATION).plusMillis(1);

    assertFault("instant of step a", () -> wakeAt(data -> null, "c"));
    assertFault("instant of step a", () -> wakeAt(data -> Instant.parse(data.getCode()), "secret"));
    assertFault("instant of step a", () -> wakeAt(data -> tooFar, "c"));
    assertFault("instant of step a", () -> wakeAt(data -> Instant.MAX, "c"));
  }

  @Test
  void shouldTakeTheSignalIntoTheDataWhenItComes() throws DefinitionFault {
    AvroSaga<StepFailure> saga = signal(step -> step.rejectWhen(paid -> false, "NO", "m"));

    assertThat(saga.applySignal(signalPlan(saga), data("c"), paid("key")))
        .isEqualTo(new FunctionResult(data("key"), Optional.empty()));
  }

  @Test
  void shouldBeRefusedByTheFirstCheckThatHoldsWhenASignalComes() throws DefinitionFault {
    AvroSaga<StepFailure> saga =
        signal(
            step ->
                step.rejectWhen(paid -> paid.getExecuteKey().isEmpty(), "EMPTY", "m")
                    .rejectWhen(paid -> paid.getExecuteKey().equals("key"), "WRONG", "why")
                    .rejectWhen(paid -> true, "LATER", "m"));

    assertThat(saga.applySignal(signalPlan(saga), data("c"), paid("key")))
        .isEqualTo(
            new FunctionResult(
                data("key"), Optional.of(new FunctionResult.Refusal("WRONG", "why"))));
  }

  @Test
  void shouldBeAFaultWhenASignalsFunctionOrCheckFails() {
    AvroSaga<StepFailure> function =
        saga(
            saved ->
                saved.awaitSignal(
                    "a",
                    step ->
                        step.signal("paid").on(NothingToUndo.class, (data, paid) -> failing())));
    AvroSaga<StepFailure> check =
        signal(step -> step.rejectWhen(paid -> failing() == null, "ODD", "m"));

    assertFault(
        "signal function of step a",
        () -> function.applySignal(signalPlan(function), data("c"), paid("key")));
    assertFault(
        "check ODD of step a", () -> check.applySignal(signalPlan(check), data("c"), paid("key")));
  }

  @Test
  void shouldRefuseAndKeepTheDecisionWhenAnApprovalIsDeclined() throws DefinitionFault {
    AvroSaga<StepFailure> saga =
        saga(
            saved ->
                saved.approval(
                    "a",
                    step ->
                        step.signal("review")
                            .timeout(Duration.ofDays(1), OnTimeout.COMPENSATE)
                            .onDecision((data, decision) -> failure(decision.getDecidedBy()))));
    Bytes approved = encode(new ApprovalDecision(true, "ann", null));
    Bytes declined = encode(new ApprovalDecision(false, "ben", "too dear"));

    assertThat(saga.applySignal(signalPlan(saga), data("c"), approved))
        .isEqualTo(new FunctionResult(data("ann"), Optional.empty()));
    FunctionResult refused = saga.applySignal(signalPlan(saga), data("c"), declined);
    assertThat(refused.data()).isEqualTo(data("ben"));
    assertThat(refused.refusal().orElseThrow().code()).isEqualTo("NOT_APPROVED");
  }

  @Test
  void shouldPassAnOutageThroughWhenTheRegistryIsAway() {
    AvroSaga<StepFailure> saga =
        local(
            step ->
                step.apply(
                    data -> {
                      throw new RegistryUnavailableException("away", new Exception());
                    }));

    assertThatThrownBy(() -> saga.runLocal(localPlan(saga), data("c")))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  private interface Call {
    Object run() throws DefinitionFault;
  }

  private static void assertFault(String where, Call call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DefinitionFault.class,
            fault ->
                assertThat(fault.reason())
                    .startsWith("The " + where)
                    .contains(" of saga type order version 1")
                    .doesNotContain("secret"));
  }

  private WakeTime wakeAt(InstantFunction<StepFailure> until, String code) throws DefinitionFault {
    AvroSaga<StepFailure> saga = saga(saved -> saved.sleep("a", step -> step.until(until)));
    return saga.wakeTime(sleepPlan(saga), data(code), NOW_MS);
  }

  private AvroSaga<StepFailure> local(UnaryOperator<LocalBuilder<StepFailure>> step) {
    return saga(saved -> saved.local("a", step));
  }

  private AvroSaga<StepFailure> signal(
      UnaryOperator<SignalBuilder<StepFailure, NothingToUndo>> checks) {
    return saga(
        saved ->
            saved.awaitSignal(
                "a",
                step ->
                    checks.apply(
                        step.signal("paid")
                            .on(
                                NothingToUndo.class,
                                (data, paid) -> failure(paid.getExecuteKey())))));
  }

  private AvroSaga<StepFailure> saga(UnaryOperator<Saga.Builder<StepFailure>> steps) {
    Saga<StepFailure> saga = steps.apply(Saga.named("order", 1, StepFailure.class)).build();
    return new AvroSaga<>(saga, codec, TopicNames.DEFAULT, LIMITS);
  }

  private static StepPlan first(AvroSaga<StepFailure> saga) {
    return saga.plan().steps().get(0);
  }

  private static StepPlan.Local localPlan(AvroSaga<StepFailure> saga) {
    return (StepPlan.Local) first(saga);
  }

  private static StepPlan.Sleep sleepPlan(AvroSaga<StepFailure> saga) {
    return (StepPlan.Sleep) first(saga);
  }

  private static StepPlan.Signal signalPlan(AvroSaga<StepFailure> saga) {
    return (StepPlan.Signal) first(saga);
  }

  private static StepFailure shout(StepFailure data) {
    data.setCode(data.getCode() + "!");
    return data;
  }

  /** A check that changes what it sees. */
  private static boolean spoils(StepFailure data) {
    data.setCode("spoilt");
    return false;
  }

  private static StepFailure failing() {
    throw new IllegalStateException("holds a secret");
  }

  private static StepFailure failure(String code) {
    return new StepFailure(code, "m", Map.of());
  }

  private Bytes data(String code) {
    return encode(failure(code));
  }

  private Bytes paid(String key) {
    return encode(new NothingToUndo(key, NothingToUndoReason.REJECTED));
  }

  private Bytes encode(SpecificRecord record) {
    return Bytes.of(codec.encode("t", record));
  }
}
