package dev.sagas.operate.why;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import java.util.Optional;

/** Ready-made commands; what a person must fill in is in dots. */
final class CommandLines {
  private static final String REASON = " --reason \"...\"";

  private final SagaId saga;

  CommandLines(SagaId saga) {
    this.saga = saga;
  }

  /** The command of an operation, about a step where it needs one. */
  String of(OperationKind kind, Optional<StepName> step) {
    String onStep = step.map(name -> " --step " + name).orElse("");
    return switch (kind) {
      case PAUSE -> "saga pause " + saga + REASON;
      case RESUME -> "saga resume " + saga + REASON;
      case CANCEL -> "saga cancel " + saga + REASON;
      case COMPENSATE -> "saga compensate " + saga + REASON;
      case RETRY -> "saga retry " + saga + onStep + REASON;
      case SKIP -> "saga skip " + saga + onStep + REASON;
      case FAIL -> "saga fail " + saga + onStep + REASON;
      case EDIT_DATA -> "saga edit " + saga + " --data FILE" + REASON;
      case RESTART -> "saga restart " + saga + onStep + REASON;
      case MIGRATE -> "saga migrate " + saga + " --to-version N" + REASON;
      case END -> "saga end " + saga + REASON;
    };
  }

  String deadLetters() {
    return "saga dead-letters list --saga " + saga;
  }

  String approve(String signal) {
    return "saga approve %s %s".formatted(saga, signal);
  }

  String decline(String signal) {
    return "saga decline %s %s%s".formatted(saga, signal, REASON);
  }

  String signal(String signal, String type) {
    return "saga signal %s %s --record %s --data FILE".formatted(saga, signal, type);
  }
}
