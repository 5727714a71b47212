package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.definition.ReplyFunction;
import dev.sagas.definition.Saga;
import dev.sagas.definition.StepBuilder;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.DefinitionFault;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryUnavailableException;
import dev.sagas.serde.SubjectStrategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** R17 where definitions meet the engine: whatever a function does becomes a fault or bytes. */
class AvroSagaTest {
  private static final PayloadLimits LIMITS = new PayloadLimits(1_000, 500);

  private final AvroCodec codec =
      WireFixtures.codec(new InMemoryRegistryClient(), SubjectStrategy.RECORD_NAME);

  @BeforeEach
  void register() {
    codec.register("t", StepFailure.getClassSchema());
    codec.register("t", NothingToUndo.getClassSchema());
  }

  /** Makes what a function throws. */
  private interface Throwing extends Supplier<StepFailure> {}

  static List<Throwing> everythingThatCanBeThrown() {
    return List.of(
        () -> {
          throw new IllegalStateException("holds a secret");
        },
        AvroSagaTest::overflow,
        () -> {
          throw new NoClassDefFoundError("holds a secret");
        },
        () -> {
          throw new AssertionError("holds a secret");
        },
        () -> {
          throw new Error("holds a secret");
        });
  }

  @SuppressWarnings("InfiniteRecursion") // the point is to overflow
  private static StepFailure overflow() {
    return overflow();
  }

  @ParameterizedTest
  @MethodSource("everythingThatCanBeThrown")
  void shouldBeAFaultThatNamesTheFunctionWhenItThrows(Throwing throwing) {
    AvroSaga<StepFailure> saga =
        saga(
            step ->
                step.command(StepFailure.class, data -> throwing.get())
                    .compensation(StepFailure.class, data -> throwing.get())
                    .onReply(NothingToUndo.class, (data, reply) -> throwing.get()));
    StepPlan.Command plan = command(saga);
    Bytes data = encoded("c");

    assertFault("command of step a", () -> saga.command(plan, data));
    assertFault("compensation of step a", () -> saga.compensation(plan, data, Optional.empty()));
    assertFault(
        "reply function of step a for dev.sagas.schema.NothingToUndo",
        () -> saga.applyReply(plan, data, reply(StepOutcome.SUCCEEDED)));
  }

  private interface Call {
    Bytes run() throws DefinitionFault;
  }

  private static void assertFault(String where, Call call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DefinitionFault.class,
            fault ->
                assertThat(fault.reason())
                    .startsWith("The " + where + " of saga type order version 1 threw ")
                    .doesNotContain("secret"));
  }

  @Test
  void shouldPassAnOutageThroughWhenTheRegistryIsAway() {
    AvroSaga<StepFailure> saga =
        saga(
            step ->
                step.command(
                    StepFailure.class,
                    data -> {
                      throw new RegistryUnavailableException("away", new Exception());
                    }));

    assertThatThrownBy(() -> saga.command(command(saga), encoded("c")))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldBeAFaultWhenAFunctionReturnsWhatCannotBeSent() {
    AvroSaga<StepFailure> nothing = saga(step -> step.command(StepFailure.class, data -> null));
    AvroSaga<StepFailure> unfit =
        saga(step -> step.command(StepFailure.class, data -> new StepFailure()));
    AvroSaga<StepFailure> large =
        saga(step -> step.command(StepFailure.class, data -> failure("x".repeat(500))));
    AvroSaga<StepFailure> unregistered =
        saga(step -> step.command(SagaOperation.class, data -> new SagaOperation()));

    assertThatThrownBy(() -> nothing.command(command(nothing), encoded("c")))
        .isInstanceOf(DefinitionFault.class)
        .hasMessageContaining("returned no dev.sagas.schema.StepFailure");
    assertThatThrownBy(() -> unfit.command(command(unfit), encoded("c")))
        .isInstanceOf(DefinitionFault.class);
    assertThatThrownBy(() -> large.command(command(large), encoded("c")))
        .isInstanceOf(DefinitionFault.class)
        .hasMessageContaining("at most 500 are allowed");
    assertThatThrownBy(() -> unregistered.command(command(unregistered), encoded("c")))
        .isInstanceOf(DefinitionFault.class);
  }

  @Test
  void shouldBeAFaultWhenTheDataBecomesNullOrTooLarge() {
    AvroSaga<StepFailure> nothing = saga(step -> plain(step, (data, reply) -> null));
    AvroSaga<StepFailure> large =
        saga(step -> plain(step, (data, reply) -> failure("x".repeat(1_000))));

    assertThatThrownBy(
            () -> nothing.applyReply(command(nothing), encoded("c"), reply(StepOutcome.SUCCEEDED)))
        .isInstanceOf(DefinitionFault.class)
        .hasMessageContaining("returned null");
    assertThatThrownBy(
            () -> large.applyReply(command(large), encoded("c"), reply(StepOutcome.SUCCEEDED)))
        .isInstanceOf(DefinitionFault.class)
        .hasMessageContaining("at most 1000 are allowed");
  }

  @Test
  void shouldGiveEachFunctionItsOwnCopyWhenItChangesTheData() throws DefinitionFault {
    AvroSaga<StepFailure> saga =
        saga(
            step ->
                step.command(
                    StepFailure.class,
                    data -> {
                      data.setCode(data.getCode() + "!");
                      return data;
                    }));
    Bytes data = encoded("c");

    Bytes first = saga.command(command(saga), data);
    Bytes second = saga.command(command(saga), data);

    assertThat(first).isEqualTo(second).isEqualTo(encoded("c!"));
    assertThat(data).isEqualTo(encoded("c"));
  }

  @Test
  void shouldRefuseASucceededReplyOnlyWhereTheStepReadsOthers() throws DefinitionFault {
    AvroSaga<StepFailure> any = saga(step -> step.command(StepFailure.class, data -> data));
    AvroSaga<StepFailure> picky =
        saga(
            step ->
                step.command(StepFailure.class, data -> data)
                    .onReply(StepFailure.class, (data, reply) -> reply));
    Bytes data = encoded("c");

    assertThat(any.applyReply(command(any), data, reply(StepOutcome.SUCCEEDED))).isEqualTo(data);
    assertThat(picky.applyReply(command(picky), data, reply(StepOutcome.REJECTED))).isEqualTo(data);
    assertThatThrownBy(() -> picky.applyReply(command(picky), data, reply(StepOutcome.SUCCEEDED)))
        .isInstanceOf(DefinitionFault.class)
        .hasMessage(
            "Step a has no reply function for dev.sagas.schema.NothingToUndo; it has some for"
                + " [dev.sagas.schema.StepFailure]");
  }

  @Test
  void shouldHandTheReplyToTheUndoWhenItAsksForIt() throws DefinitionFault {
    AvroSaga<StepFailure> saga =
        saga(
            step ->
                step.command(StepFailure.class, data -> data)
                    .compensation(
                        StepFailure.class,
                        NothingToUndo.class,
                        (data, met) ->
                            failure(met.map(NothingToUndo::getExecuteKey).orElse("unknown"))));
    StepPlan.Command plan = command(saga);

    assertThat(plan.keepsReply()).isTrue();
    assertThat(
            saga.compensation(
                plan, encoded("c"), Optional.of(reply(StepOutcome.SUCCEEDED).payload())))
        .isEqualTo(encoded("key"));
    assertThat(saga.compensation(plan, encoded("c"), Optional.empty()))
        .isEqualTo(encoded("unknown"));
  }

  @Test
  void shouldSayWhatIsWrongWhenARequestDoesNotFit() {
    AvroSaga<StepFailure> saga = saga(step -> step.command(StepFailure.class, data -> data));
    Bytes foreign = reply(StepOutcome.SUCCEEDED).payload();

    assertThat(saga.problemWith(encoded("c"))).isEmpty();
    assertThat(saga.problemWith(foreign).orElseThrow())
        .startsWith("Expected a dev.sagas.schema.StepFailure: ");
    assertThat(saga.problemWith(Bytes.of(new byte[1_001])))
        .contains("Expected at most 1000 bytes of data, but got 1001");
  }

  private AvroSaga<StepFailure> saga(UnaryOperator<StepBuilder<StepFailure>> step) {
    Saga<StepFailure> saga =
        Saga.named("order", 1, StepFailure.class)
            .step("a", described -> step.apply(described.participant("shop")))
            .build();
    return new AvroSaga<>(saga, codec, TopicNames.DEFAULT, LIMITS);
  }

  private static StepPlan.Command command(AvroSaga<StepFailure> saga) {
    return (StepPlan.Command) saga.plan().steps().get(0);
  }

  private static StepBuilder<StepFailure> plain(
      StepBuilder<StepFailure> step, ReplyFunction<StepFailure, NothingToUndo> function) {
    return step.command(StepFailure.class, data -> data).onReply(NothingToUndo.class, function);
  }

  private Bytes encoded(String code) {
    return encode(failure(code));
  }

  private Bytes encode(SpecificRecord record) {
    return Bytes.of(codec.encode("t", record));
  }

  private static StepFailure failure(String code) {
    return new StepFailure(code, "m", Map.of());
  }

  private SagaInput.Reply reply(StepOutcome outcome) {
    return new SagaInput.Reply(
        CommandId.parse("s-1/00ff00ff00ff/a/execute/1#1"),
        outcome,
        encode(new NothingToUndo("key", NothingToUndoReason.REJECTED)),
        "dev.sagas.schema.NothingToUndo",
        outcome == StepOutcome.SUCCEEDED
            ? Optional.empty()
            : Optional.of(new SagaInput.Failure("NO", "why")));
  }
}
