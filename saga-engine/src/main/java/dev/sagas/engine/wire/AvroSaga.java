package dev.sagas.engine.wire;

import dev.sagas.definition.Check;
import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Compensation;
import dev.sagas.definition.LocalStep;
import dev.sagas.definition.ReplyFunction;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SignalCheck;
import dev.sagas.definition.SignalStep;
import dev.sagas.definition.SleepStep;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.DefinitionFault;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.core.ExecutableSaga.WakeTime;
import dev.sagas.engine.core.FunctionResult;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.CodecOutageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a definition's functions over encoded bytes.
 *
 * <ul>
 *   <li>Each function gets freshly decoded records, so that it cannot change the state.
 *   <li>Whatever a function throws becomes a {@link DefinitionFault}, stack overflows included;
 *       only an outage of the registry or of the store of large values and a lack of memory are
 *       rethrown.
 *   <li>A local step's function runs before its checks, which see its result. A signal is copied
 *       into the data before its checks, so that the data shows what was declined.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class AvroSaga<D extends SpecificRecord> implements ExecutableSaga {
  private final Saga<D> saga;
  private final String dataType;
  private final SagaPlan plan;
  private final SagaSteps<D> steps;
  private final SagaRecords<D> records;
  private final DefinitionCalls calls;

  /**
   * Wraps a definition.
   *
   * @param codec with the record-name strategy; every schema of the definition is registered
   */
  public AvroSaga(Saga<D> saga, AvroCodec codec, TopicNames topics, PayloadLimits limits) {
    this.saga = saga;
    this.dataType = PlanTranslator.fullName(saga.dataClass());
    this.plan = PlanTranslator.plan(saga);
    this.steps = new SagaSteps<>(saga);
    this.records = new SagaRecords<>(saga.dataClass(), codec, topics, limits);
    this.calls = new DefinitionCalls(saga.type() + " version " + saga.version());
  }

  @Override
  public SagaType type() {
    return saga.type();
  }

  @Override
  public int version() {
    return saga.version();
  }

  @Override
  public String dataType() {
    return dataType;
  }

  @Override
  public SagaPlan plan() {
    return plan;
  }

  @Override
  public Optional<Duration> deadline() {
    return saga.deadline();
  }

  @Override
  public Optional<String> problemWith(Bytes payload) {
    if (payload.size() > records.maxDataBytes()) {
      return Optional.of(
          "Expected at most %s bytes of data, but got %s"
              .formatted(records.maxDataBytes(), payload.size()));
    }
    try {
      D unused = records.data(payload);
      return Optional.empty();
    } catch (CodecOutageException e) {
      throw e;
    } catch (SerializationException e) {
      return Optional.of("Expected a " + dataType + ": " + e.getMessage());
    }
  }

  @Override
  public boolean condition(StepPlan step, Bytes data) throws DefinitionFault {
    return calls.run(
        "condition of step " + step.name(), () -> steps.condition(step).holds(records.data(data)));
  }

  @Override
  public Bytes command(StepPlan.Command plan, Bytes data) throws DefinitionFault {
    CommandStep<D> step = steps.command(plan);
    return calls.run(
        "command of step " + plan.name(),
        () ->
            records.encodeCommand(
                plan.participant(),
                step.commandClass(),
                step.command().command(records.data(data))));
  }

  @Override
  public Bytes compensation(StepPlan.Command plan, Bytes data, Optional<Bytes> reply)
      throws DefinitionFault {
    Compensation<D> undo =
        steps
            .command(plan)
            .compensation()
            .orElseThrow(() -> new IllegalStateException("Step " + plan.name() + " is not undone"));
    return calls.run(
        "compensation of step " + plan.name(),
        () ->
            records.encodeCommand(
                plan.participant(),
                undo.commandClass(),
                undo.function().command(records.data(data), decodeReply(undo, reply))));
  }

  private Optional<Object> decodeReply(Compensation<D> undo, Optional<Bytes> reply) {
    if (reply.isEmpty() || undo.replyClass().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(records.reply(reply.get(), undo.replyClass().get()));
  }

  @Override
  public Bytes applyReply(StepPlan.Command plan, Bytes data, SagaInput.Reply reply)
      throws DefinitionFault {
    Map<String, Class<? extends SpecificRecord>> types = steps.replyTypes(plan);
    Class<? extends SpecificRecord> type = types.get(reply.payloadType());
    if (type != null) {
      ReplyFunction<D, Object> function =
          Objects.requireNonNull(steps.command(plan).replies().get(type));
      return calls.run(
          "reply function of step " + plan.name() + " for " + reply.payloadType(),
          () ->
              records.encodeData(
                  function.apply(records.data(data), records.reply(reply.payload(), type))));
    }
    if (types.isEmpty() || reply.outcome() != StepOutcome.SUCCEEDED) {
      return data;
    }
    throw new DefinitionFault(
        "Step %s has no reply function for %s; it has some for %s"
            .formatted(
                plan.name(), reply.payloadType(), types.keySet().stream().sorted().toList()));
  }

  @Override
  public FunctionResult runLocal(StepPlan.Local plan, Bytes data) throws DefinitionFault {
    LocalStep<D> step = steps.local(plan);
    Bytes changed =
        calls.run(
            "function of step " + plan.name(),
            () -> records.encodeData(step.function().apply(records.data(data))));
    for (Check<D> check : step.checks()) {
      if (calls.run(
          "check " + check.code() + " of step " + plan.name(),
          () -> check.failsWhen().holds(records.data(changed)))) {
        return refused(changed, check.code(), check.message());
      }
    }
    return new FunctionResult(changed, Optional.empty());
  }

  private static FunctionResult refused(Bytes data, String code, String message) {
    return new FunctionResult(data, Optional.of(new FunctionResult.Refusal(code, message)));
  }

  @Override
  public WakeTime wakeTime(StepPlan.Sleep plan, Bytes data, long nowMs) throws DefinitionFault {
    SleepStep<D> step = steps.sleep(plan);
    if (step.duration().isPresent()) {
      return new WakeTime(nowMs + step.duration().get().toMillis(), false);
    }
    return calls.run(
        "instant of step " + plan.name(),
        () -> wakeAt(step.until().orElseThrow().at(records.data(data)), nowMs));
  }

  /** Compared as instants: not every one is a number of milliseconds. */
  private static WakeTime wakeAt(@Nullable Instant until, long nowMs) throws DefinitionFault {
    Instant now = Instant.ofEpochMilli(nowMs);
    if (until == null) {
      throw new DefinitionFault("it returned null");
    }
    if (until.isAfter(now.plus(Saga.MAX_DURATION))) {
      throw new DefinitionFault(
          "it returned an instant more than " + Saga.MAX_DURATION.toDays() + " days ahead");
    }
    return new WakeTime(until.isBefore(now) ? nowMs : until.toEpochMilli(), true);
  }

  @Override
  public FunctionResult applySignal(StepPlan.Signal plan, Bytes data, Bytes signal)
      throws DefinitionFault {
    SignalStep<D> step = steps.signal(plan);
    Bytes changed =
        calls.run(
            "signal function of step " + plan.name(),
            () ->
                records.encodeData(
                    step.function()
                        .apply(records.data(data), records.signal(signal, step.signalClass()))));
    for (SignalCheck check : step.checks()) {
      if (calls.run(
          "check " + check.code() + " of step " + plan.name(),
          () -> check.failsWhen().test(records.signal(signal, step.signalClass())))) {
        return refused(changed, check.code(), check.message());
      }
    }
    return new FunctionResult(changed, Optional.empty());
  }
}
