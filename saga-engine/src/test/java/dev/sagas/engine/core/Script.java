package dev.sagas.engine.core;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What happens to one saga, in one line, for tests: {@code start; ok a; fail b; ring}.
 *
 * <ul>
 *   <li>Before the start: {@code break command:a}, {@code pass a} (its condition does not hold),
 *       {@code refuse l} (a local step), {@code deadline 500}.
 *   <li>Replies to the newest command, or to attempt 1 by {@code ok a#1}: {@code ok}, {@code no},
 *       {@code fail}; {@code undone}, {@code undo-no}, {@code undo-fail}. {@code exhaust a}: fails
 *       and rings until no attempt is left.
 *   <li>{@code ring}: goes to the next due time. {@code later 500}: continues by so many ms. {@code
 *       signal w yes}.
 *   <li>Operations: {@code pause}, {@code resume}, {@code cancel}, {@code compensate}, {@code end},
 *       {@code retry}, {@code retry a}, {@code skip a}, {@code declare-failed a}, {@code restart
 *       a}, {@code edit data}, {@code migrate 2}.
 * </ul>
 */
final class Script {
  private final SagaRun run;
  private final ScriptedSaga saga;

  /** What the last action led to. */
  private Decision last = new Decision.Forgotten();

  private Script(ScriptedSaga saga) {
    this.saga = saga;
    this.run = new SagaRun(saga, saga.withVersion(2));
  }

  /** Plays a script on a new saga. */
  static Script play(String plan, String script) {
    OnCompensationFailure policy =
        script.contains("policy continue")
            ? OnCompensationFailure.CONTINUE
            : OnCompensationFailure.STOP;
    ScriptedSaga saga = ScriptedSaga.of(plan, policy);
    if (script.startsWith("deadline ")) {
      String[] parts = script.split("[ ;]", -1);
      saga = saga.withDeadline(Duration.ofMillis(Long.parseLong(parts[1])).toMillis());
    }
    return new Script(saga).then(script);
  }

  /** Continues with it. */
  Script then(String script) {
    for (String action : script.split(";", -1)) {
      String[] words = action.trim().split(" ", -1);
      act(words[0], words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : "");
    }
    return this;
  }

  SagaRun run() {
    return run;
  }

  Decision last() {
    return last;
  }

  /** The names of the last decision's events, or why there are none. */
  String lastSummary() {
    return SagaRun.summary(last);
  }

  private void act(String verb, String what, String more) {
    switch (verb) {
      case "deadline", "policy" -> {
        // Read before the start.
      }
      case "break" -> saga.breakFunction(what);
      case "mend" -> saga.mendFunction(what);
      case "pass" -> saga.passOver(what);
      case "refuse" -> saga.refuse(what);
      case "undeploy" -> run.undeploy();
      case "deploy" -> run.deploy(saga);
      case "start" -> last = run.input(startOfVersion1());
      case "ring" -> last = run.ring();
      case "later" -> run.advance(Long.parseLong(what));
      case "signal" -> last = run.signal(what, more.isEmpty() ? "yes" : more);
      case "exhaust" -> exhaust(what);
      case "ok" -> reply(what, Action.EXECUTE, StepOutcome.SUCCEEDED);
      case "no" -> reply(what, Action.EXECUTE, StepOutcome.REJECTED);
      case "fail" -> reply(what, Action.EXECUTE, StepOutcome.FAILED);
      case "undone" -> reply(what, Action.COMPENSATE, StepOutcome.SUCCEEDED);
      case "undo-no" -> reply(what, Action.COMPENSATE, StepOutcome.REJECTED);
      case "undo-fail" -> reply(what, Action.COMPENSATE, StepOutcome.FAILED);
      default -> operate(verb, what);
    }
  }

  private static SagaInput.Start startOfVersion1() {
    SagaInput.Start start = SagaRun.startInput("data");
    return new SagaInput.Start(
        start.sagaId(),
        start.run(),
        start.type(),
        OptionalInt.of(1),
        start.payload(),
        start.labels());
  }

  private void operate(String verb, String what) {
    OperationKind kind =
        switch (verb) {
          case "declare-failed" -> OperationKind.FAIL;
          case "edit" -> OperationKind.EDIT_DATA;
          default -> OperationKind.valueOf(verb.toUpperCase(Locale.ROOT));
        };
    boolean namesStep =
        !what.isEmpty() && kind != OperationKind.EDIT_DATA && kind != OperationKind.MIGRATE;
    SagaInput.Operation plain =
        run.operation(kind, namesStep ? Optional.of(new StepName(what)) : Optional.empty());
    last =
        run.input(
            new SagaInput.Operation(
                plain.sagaId(),
                kind,
                plain.order(),
                new OperationSubject(
                    plain.step(),
                    kind == OperationKind.EDIT_DATA
                        ? Optional.of(ScriptedSaga.text(what))
                        : Optional.empty(),
                    kind == OperationKind.MIGRATE
                        ? OptionalInt.of(Integer.parseInt(what))
                        : OptionalInt.empty()),
                false));
  }

  private void reply(String what, Action action, StepOutcome outcome) {
    String[] parts = what.split("#", -1);
    CommandId newest = newest(parts[0], action);
    CommandId command =
        parts.length == 1 ? newest : new CommandId(newest.key(), Integer.parseInt(parts[1]));
    last = run.input(SagaRun.replyInput(command, outcome, "ok"));
  }

  private CommandId newest(String step, Action action) {
    return run.sent().stream()
        .map(SagaEffect.SendCommand::commandId)
        .filter(id -> id.key().step().value().equals(step) && id.key().action() == action)
        .reduce((one, later) -> later)
        .orElseThrow(() -> new IllegalStateException("Nothing was sent for " + step));
  }

  private void exhaust(String step) {
    while (run.state().step(new StepName(step)).filter(s -> s.status().isExecuting()).isPresent()) {
      if (run.status(step) == StepStatus.EXECUTING) {
        reply(step, Action.EXECUTE, StepOutcome.FAILED);
      } else {
        last = run.ring();
      }
    }
  }
}
