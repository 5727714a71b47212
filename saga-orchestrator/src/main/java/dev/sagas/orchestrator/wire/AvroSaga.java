package dev.sagas.orchestrator.wire;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Compensation;
import dev.sagas.definition.ReplyFunction;
import dev.sagas.definition.Saga;
import dev.sagas.definition.Step;
import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.DefinitionFault;
import dev.sagas.orchestrator.core.ExecutableSaga;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.StepPlan;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Runs a definition's functions over encoded bytes.
 *
 * <ul>
 *   <li>Each function gets freshly decoded records, so that it cannot change the state.
 *   <li>Whatever a function throws becomes a {@link DefinitionFault}, stack overflows included;
 *       only an outage of the registry and a lack of memory pass through.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class AvroSaga<D extends SpecificRecord> implements ExecutableSaga {
  private final Saga<D> saga;
  private final AvroCodec codec;
  private final TopicNames topics;
  private final PayloadLimits limits;
  private final List<StepPlan> plans;
  private final Map<StepName, CommandStep<D>> steps = new HashMap<>();
  private final Map<StepName, Map<String, Class<? extends SpecificRecord>>> replyTypes =
      new HashMap<>();
  private final String dataType;

  /**
   * Wraps a definition.
   *
   * @param codec with the record-name strategy; every schema of the definition is registered
   */
  public AvroSaga(Saga<D> saga, AvroCodec codec, TopicNames topics, PayloadLimits limits) {
    this.saga = saga;
    this.codec = codec;
    this.topics = topics;
    this.limits = limits;
    List<CommandStep<D>> commands = saga.steps().stream().map(AvroSaga::commandStep).toList();
    this.plans = commands.stream().map(AvroSaga::plan).toList();
    for (CommandStep<D> step : commands) {
      steps.put(step.name(), step);
      Map<String, Class<? extends SpecificRecord>> types = new HashMap<>();
      step.replies().keySet().forEach(type -> types.put(fullName(type), type));
      replyTypes.put(step.name(), types);
    }
    this.dataType = fullName(saga.dataClass());
  }

  private static <D> CommandStep<D> commandStep(Step<D> step) {
    if (step instanceof CommandStep<D> command) {
      return command;
    }
    throw new IllegalStateException("Expected a command step, but got step " + step.name());
  }

  private static <D> StepPlan plan(CommandStep<D> step) {
    return new StepPlan(
        step.name(),
        step.participant(),
        new StepPlan.Tries(step.retry(), step.timeout().toMillis()),
        step.compensation()
            .map(undo -> new StepPlan.Tries(undo.retry(), undo.timeout().toMillis())),
        step.compensation().flatMap(Compensation::replyClass).isPresent(),
        step.pivot());
  }

  private static String fullName(Class<?> recordClass) {
    return new SpecificData(recordClass.getClassLoader()).getSchema(recordClass).getFullName();
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
  public List<StepPlan> steps() {
    return plans;
  }

  @Override
  public Optional<Duration> deadline() {
    return saga.deadline();
  }

  @Override
  public Optional<String> problemWith(Bytes payload) {
    if (payload.size() > limits.maxDataBytes()) {
      return Optional.of(
          "Expected at most "
              + limits.maxDataBytes()
              + " bytes of data, but got "
              + payload.size());
    }
    try {
      codec.decode(topics.requests(), payload.array(), saga.dataClass());
      return Optional.empty();
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (SerializationException e) {
      return Optional.of("Expected a " + dataType + ": " + e.getMessage());
    }
  }

  @Override
  public Bytes command(StepPlan plan, Bytes data) throws DefinitionFault {
    CommandStep<D> step = step(plan);
    return run(
        "command of step " + plan.name(),
        () -> encodeCommand(plan, step.commandClass(), step.command().command(decodeData(data))));
  }

  @Override
  public Bytes compensation(StepPlan plan, Bytes data, Optional<Bytes> reply)
      throws DefinitionFault {
    Compensation<D> undo =
        step(plan)
            .compensation()
            .orElseThrow(() -> new IllegalStateException("Step " + plan.name() + " is not undone"));
    return run(
        "compensation of step " + plan.name(),
        () ->
            encodeCommand(
                plan,
                undo.commandClass(),
                undo.function().command(decodeData(data), decodeReply(undo, reply))));
  }

  private Optional<Object> decodeReply(Compensation<D> undo, Optional<Bytes> reply) {
    if (reply.isEmpty() || undo.replyClass().isEmpty()) {
      return Optional.empty();
    }
    Class<? extends SpecificRecord> type = undo.replyClass().get();
    return Optional.of(codec.decode(topics.replies(), reply.get().array(), type));
  }

  @Override
  public Bytes applyReply(StepPlan plan, Bytes data, SagaInput.Reply reply) throws DefinitionFault {
    Map<String, Class<? extends SpecificRecord>> types = replyTypes(step(plan));
    Class<? extends SpecificRecord> type = types.get(reply.payloadType());
    if (type != null) {
      return run(
          "reply function of step " + plan.name() + " for " + reply.payloadType(),
          () -> apply(step(plan), type, data, reply.payload()));
    }
    if (types.isEmpty() || reply.outcome() != StepOutcome.SUCCEEDED) {
      return data;
    }
    throw new DefinitionFault(
        "Step "
            + plan.name()
            + " has no reply function for "
            + reply.payloadType()
            + "; it has some for "
            + types.keySet().stream().sorted().toList());
  }

  /** The classes of a step's replies, by the full name of their records. */
  private Map<String, Class<? extends SpecificRecord>> replyTypes(CommandStep<D> step) {
    return replyTypes.getOrDefault(step.name(), Map.of());
  }

  private Bytes apply(
      CommandStep<D> step, Class<? extends SpecificRecord> type, Bytes data, Bytes reply)
      throws DefinitionFault {
    SpecificRecord decoded = codec.decode(topics.replies(), reply.array(), type);
    ReplyFunction<D, Object> function = Objects.requireNonNull(step.replies().get(type));
    D changed = function.apply(decodeData(data), decoded);
    if (changed == null) {
      throw new DefinitionFault("it returned null");
    }
    byte[] encoded = codec.encode(topics.requests(), changed);
    if (encoded.length > limits.maxDataBytes()) {
      throw new DefinitionFault(
          "the data would have "
              + encoded.length
              + " bytes, at most "
              + limits.maxDataBytes()
              + " are allowed");
    }
    return Bytes.of(encoded);
  }

  private D decodeData(Bytes data) {
    return codec.decode(topics.requests(), data.array(), saga.dataClass());
  }

  private Bytes encodeCommand(
      StepPlan plan, Class<? extends SpecificRecord> type, SpecificRecord command)
      throws DefinitionFault {
    if (!type.isInstance(command)) {
      throw new DefinitionFault("it returned no " + type.getName());
    }
    byte[] encoded = codec.encode(topics.commands(plan.participant()), command);
    if (encoded.length > limits.maxCommandBytes()) {
      throw new DefinitionFault(
          "the command would have "
              + encoded.length
              + " bytes, at most "
              + limits.maxCommandBytes()
              + " are allowed");
    }
    return Bytes.of(encoded);
  }

  private CommandStep<D> step(StepPlan plan) {
    CommandStep<D> step = steps.get(plan.name());
    if (step == null) {
      throw new IllegalStateException("Saga " + type() + " has no step " + plan.name());
    }
    return step;
  }

  private interface DefinitionCall {
    Bytes run() throws DefinitionFault;
  }

  /**
   * Runs user code.
   *
   * <p>The message of what it throws may hold payload, so only its class is told.
   */
  private Bytes run(String what, DefinitionCall call) throws DefinitionFault {
    try {
      return call.run();
    } catch (DefinitionFault fault) {
      throw new DefinitionFault(where(what) + ": " + fault.reason(), fault);
    } catch (RegistryUnavailableException | OutOfMemoryError outage) {
      throw outage;
    } catch (Exception | Error thrown) {
      throw new DefinitionFault(where(what) + " threw " + thrown.getClass().getName(), thrown);
    }
  }

  private String where(String what) {
    return "The " + what + " of saga type " + type() + " version " + version();
  }
}
