package dev.sagas.orchestrator.journal;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.DefinitionCatalog;
import dev.sagas.orchestrator.core.DefinitionFault;
import dev.sagas.orchestrator.core.ExecutableSaga;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaPlan;
import dev.sagas.orchestrator.core.StepPlan;
import dev.sagas.orchestrator.core.StepResult;
import dev.sagas.orchestrator.core.WakeTime;
import dev.sagas.protocol.SagaType;
import java.time.Duration;
import java.util.Optional;

/** A definition under the number of another version. */
record PretendedVersion(ExecutableSaga saga, int version) implements ExecutableSaga {
  /**
   * The newest definition of a type in the place of each version.
   *
   * @param always true if a version that is there gives way too
   */
  static DefinitionCatalog newest(DefinitionCatalog definitions, boolean always) {
    return new DefinitionCatalog() {
      @Override
      public Optional<ExecutableSaga> find(SagaType type, int version) {
        Optional<ExecutableSaga> own = always ? Optional.empty() : definitions.find(type, version);
        return own.or(
            () -> definitions.newest(type).map(saga -> new PretendedVersion(saga, version)));
      }

      @Override
      public Optional<ExecutableSaga> newest(SagaType type) {
        return definitions.newest(type);
      }
    };
  }

  @Override
  public SagaType type() {
    return saga.type();
  }

  @Override
  public String dataType() {
    return saga.dataType();
  }

  @Override
  public SagaPlan plan() {
    return saga.plan();
  }

  @Override
  public Optional<Duration> deadline() {
    return saga.deadline();
  }

  @Override
  public Optional<String> problemWith(Bytes payload) {
    return saga.problemWith(payload);
  }

  @Override
  public boolean condition(StepPlan step, Bytes data) throws DefinitionFault {
    return saga.condition(step, data);
  }

  @Override
  public Bytes command(StepPlan.Command step, Bytes data) throws DefinitionFault {
    return saga.command(step, data);
  }

  @Override
  public Bytes compensation(StepPlan.Command step, Bytes data, Optional<Bytes> reply)
      throws DefinitionFault {
    return saga.compensation(step, data, reply);
  }

  @Override
  public Bytes applyReply(StepPlan.Command step, Bytes data, SagaInput.Reply reply)
      throws DefinitionFault {
    return saga.applyReply(step, data, reply);
  }

  @Override
  public StepResult runLocal(StepPlan.Local step, Bytes data) throws DefinitionFault {
    return saga.runLocal(step, data);
  }

  @Override
  public WakeTime wakeTime(StepPlan.Sleep step, Bytes data, long nowMs) throws DefinitionFault {
    return saga.wakeTime(step, data, nowMs);
  }

  @Override
  public StepResult applySignal(StepPlan.Signal step, Bytes data, Bytes signal)
      throws DefinitionFault {
    return saga.applySignal(step, data, signal);
  }
}
