package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.DefinitionFault;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.core.ExecutableSaga.WakeTime;
import dev.sagas.engine.core.ForwardingSaga;
import dev.sagas.engine.core.FunctionResult;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.SagaType;
import java.util.List;
import java.util.Optional;

/**
 * The same definition over payloads that are wrapped, and without jitter: it hangs on the run's id,
 * which the topology gives itself.
 */
final class WrappedSaga extends ForwardingSaga {
  private static final String DATA = "sim.Data";

  private final Wrapping payloads;

  private WrappedSaga(ExecutableSaga saga, Wrapping payloads) {
    super(saga);
    this.payloads = payloads;
  }

  /** The same definitions, wrapped. */
  static DefinitionCatalog catalog(DefinitionCatalog definitions, Wrapping payloads) {
    return new DefinitionCatalog() {
      @Override
      public Optional<ExecutableSaga> find(SagaType type, int version) {
        return definitions.find(type, version).map(saga -> new WrappedSaga(saga, payloads));
      }

      @Override
      public Optional<ExecutableSaga> newest(SagaType type) {
        return definitions.newest(type).map(saga -> new WrappedSaga(saga, payloads));
      }
    };
  }

  private FunctionResult wrapped(FunctionResult result) {
    return new FunctionResult(payloads.wrap(DATA, result.data()), result.refusal());
  }

  @Override
  public SagaPlan plan() {
    List<SagaPlan.Stage> stages =
        super.plan().stages().stream()
            .map(
                stage ->
                    new SagaPlan.Stage(
                        stage.group(),
                        stage.branches().stream().map(WrappedSaga::steady).toList(),
                        stage.undoInParallel()))
            .toList();
    return new SagaPlan(stages, super.plan().onCompensationFailure());
  }

  private static SagaPlan.Branch steady(SagaPlan.Branch branch) {
    return new SagaPlan.Branch(
        branch.name(), branch.steps().stream().map(WrappedSaga::steady).toList());
  }

  private static StepPlan steady(StepPlan step) {
    if (!(step instanceof StepPlan.Command command)) {
      return step;
    }
    return new StepPlan.Command(
        command.name(),
        command.conditional(),
        command.participant(),
        steady(command.execute()),
        command.compensate().map(WrappedSaga::steady),
        command.keepsReply(),
        command.pivot(),
        command.deadlineMs());
  }

  private static StepPlan.Tries steady(StepPlan.Tries tries) {
    return new StepPlan.Tries(tries.retry().withJitter(0), tries.timeoutMs());
  }

  @Override
  public Optional<String> problemWith(Bytes payload) {
    return super.problemWith(payloads.unwrap(payload));
  }

  @Override
  public boolean condition(StepPlan step, Bytes data) throws DefinitionFault {
    return super.condition(step, payloads.unwrap(data));
  }

  @Override
  public Bytes command(StepPlan.Command step, Bytes data) throws DefinitionFault {
    return payloads.wrap("sim.Command", super.command(step, payloads.unwrap(data)));
  }

  @Override
  public Bytes compensation(StepPlan.Command step, Bytes data, Optional<Bytes> reply)
      throws DefinitionFault {
    return payloads.wrap(
        "sim.Command",
        super.compensation(step, payloads.unwrap(data), reply.map(payloads::unwrap)));
  }

  @Override
  public Bytes applyReply(StepPlan.Command step, Bytes data, SagaInput.Reply reply)
      throws DefinitionFault {
    SagaInput.Reply inner =
        new SagaInput.Reply(
            reply.inReplyTo(),
            reply.outcome(),
            payloads.unwrap(reply.payload()),
            reply.payloadType(),
            reply.failure());
    return payloads.wrap(DATA, super.applyReply(step, payloads.unwrap(data), inner));
  }

  @Override
  public FunctionResult runLocal(StepPlan.Local step, Bytes data) throws DefinitionFault {
    return wrapped(super.runLocal(step, payloads.unwrap(data)));
  }

  @Override
  public WakeTime wakeTime(StepPlan.Sleep step, Bytes data, long nowMs) throws DefinitionFault {
    return super.wakeTime(step, payloads.unwrap(data), nowMs);
  }

  @Override
  public FunctionResult applySignal(StepPlan.Signal step, Bytes data, Bytes signal)
      throws DefinitionFault {
    return wrapped(super.applySignal(step, payloads.unwrap(data), payloads.unwrap(signal)));
  }
}
