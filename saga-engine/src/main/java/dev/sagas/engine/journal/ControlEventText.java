package dev.sagas.engine.journal;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.protocol.StepName;

/** Says in a few words what each event means that steers a saga. */
abstract class ControlEventText implements SagaEvent.Visitor<String> {
  static String because(UnwindReason reason) {
    return reason.step().map(StepName::value).map(step -> " because of " + step).orElse("")
        + ": "
        + reason.code();
  }

  @Override
  public String stopRequested(ControlEvent.StopRequested event) {
    return "turning back" + because(event.reason());
  }

  @Override
  public String cancelHeld(ControlEvent.CancelHeld event) {
    return "cancel held until the pivot is answered" + because(event.reason());
  }

  @Override
  public String cancelRefused(ControlEvent.CancelRefused event) {
    return "cancel refused: the pivot took effect";
  }

  @Override
  public String paused(ControlEvent.Paused event) {
    return event.isHeldBack() ? "held back: " + event.reason() : "paused";
  }

  @Override
  public String resumed(ControlEvent.Resumed event) {
    return "resumed";
  }

  @Override
  public String operationApplied(ControlEvent.OperationApplied event) {
    return words(event.kind()) + " by " + event.actor() + ": " + event.reason();
  }

  private static String words(OperationKind kind) {
    return switch (kind) {
      case PAUSE -> "pause";
      case RESUME -> "resume";
      case CANCEL -> "cancel";
      case COMPENSATE -> "compensate";
      case RETRY -> "retry";
      case SKIP -> "skip";
      case FAIL -> "fail";
      case EDIT_DATA -> "edit data";
      case RESTART -> "restart";
      case MIGRATE -> "migrate";
      case END -> "end";
    };
  }

  @Override
  public String retryOrdered(ControlEvent.RetryOrdered event) {
    return "further attempts ordered to " + event.action().headerValue() + " " + event.step();
  }

  @Override
  public String restartRequested(ControlEvent.RestartRequested event) {
    return "to restart from " + event.from();
  }

  @Override
  public String restartDropped(ControlEvent.RestartDropped event) {
    return "not to restart: everything is undone";
  }

  @Override
  public String restarted(ControlEvent.Restarted event) {
    return "restarted from " + event.from();
  }

  @Override
  public String migrated(ControlEvent.Migrated event) {
    return "moved to version " + event.version();
  }
}
