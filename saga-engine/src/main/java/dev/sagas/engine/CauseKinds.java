package dev.sagas.engine;

import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.Cause;

/** What the journal calls each kind of input. */
final class CauseKinds implements SagaInput.Visitor<Cause.Kind> {
  static final CauseKinds OF = new CauseKinds();

  private CauseKinds() {}

  @Override
  public Cause.Kind start(SagaInput.Start input) {
    return Cause.Kind.START;
  }

  @Override
  public Cause.Kind reply(SagaInput.Reply input) {
    return Cause.Kind.REPLY;
  }

  @Override
  public Cause.Kind signal(SagaInput.Signal input) {
    return Cause.Kind.SIGNAL;
  }

  @Override
  public Cause.Kind operation(SagaInput.Operation input) {
    return Cause.Kind.OPERATION;
  }

  @Override
  public Cause.Kind timerDue(SagaInput.TimerDue input) {
    return Cause.Kind.TIMER;
  }
}
