package dev.sagas.testkit.simulate;

import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.SagaEffect;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.StepPlan;
import dev.sagas.protocol.CommandId;
import dev.sagas.testkit.simulate.DefinitionSketch.StageSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Definitions, inputs and decisions in words, for a trace. */
final class Words {
  private Words() {}

  static String of(CommandId id) {
    return id.key().action().headerValue()
        + " "
        + id.key().step()
        + " epoch "
        + id.key().epoch()
        + " attempt "
        + id.attempt();
  }

  static String of(SagaInput input) {
    if (input instanceof SagaInput.Reply reply) {
      return reply.outcome() + " to " + of(reply.inReplyTo());
    }
    if (input instanceof SagaInput.Signal signal) {
      return "signal " + signal.name();
    }
    if (input instanceof SagaInput.Operation operation) {
      return operation.kind()
          + operation.step().map(step -> " " + step).orElse("")
          + (operation.dryRun() ? " as a dry run" : "")
          + " by an operator ("
          + operation.operationId()
          + ")";
    }
    return input instanceof SagaInput.Start ? "request" : "timer";
  }

  static String of(Decision decision) {
    if (decision instanceof Decision.Accepted accepted) {
      return accepted.events().stream()
          .map(event -> event.getClass().getSimpleName())
          .collect(Collectors.joining(", "));
    }
    return decision instanceof Decision.Rejected rejected ? rejected.reason().name() : "FORGOTTEN";
  }

  /** The events in full, and what is sent, one a line. */
  static List<String> details(Decision decision) {
    List<String> lines = new ArrayList<>();
    if (decision instanceof Decision.Accepted accepted) {
      accepted.events().forEach(event -> lines.add("     " + event));
      accepted.effects().forEach(effect -> lines.add("  => " + of(effect)));
    } else if (decision instanceof Decision.Rejected rejected) {
      lines.add("     " + rejected.reason() + ": " + rejected.message());
    } else {
      lines.add("     forgotten");
    }
    return lines;
  }

  private static String of(SagaEffect effect) {
    if (effect instanceof SagaEffect.SendCommand send) {
      String undo =
          send.undo()
              .map(
                  undoes ->
                      " undoes epoch "
                          + undoes.undoes().epoch()
                          + (undoes.executeSucceeded() ? ", succeeded" : ", unknown"))
              .orElse("");
      return "command " + of(send.commandId()) + undo;
    }
    return effect.toString();
  }

  /** A definition, one step a line. */
  static List<String> of(DefinitionSketch sketch) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "definition: deadline "
            + sketch.deadline().map(Object::toString).orElse("none")
            + ", on compensation failure "
            + sketch.onCompensationFailure());
    for (StageSketch stage : sketch.stages()) {
      String group = stage.group().map(name -> "group " + name).orElse("");
      for (List<StepSketch> branch : stage.branches()) {
        String steps = branch.stream().map(Words::of).collect(Collectors.joining("; then "));
        lines.add("  " + group + (stage.undoInParallel() ? " (undone in parallel) " : " ") + steps);
      }
    }
    return lines;
  }

  private static String of(StepSketch sketch) {
    StepPlan plan = sketch.plan();
    return plan.name() + (plan.conditional() ? " (conditional) " : " ") + kind(sketch);
  }

  private static String kind(StepSketch sketch) {
    return sketch
        .plan()
        .accept(
            new StepPlan.Visitor<String>() {
              @Override
              public String command(StepPlan.Command step) {
                return (step.pivot() ? "pivot to " : "command to ")
                    + step.participant()
                    + ", "
                    + tries(step.execute())
                    + ms(", deadline ", step.deadlineMs())
                    + step.compensate().map(tries -> ", undo " + tries(tries)).orElse("");
              }

              @Override
              public String local(StepPlan.Local step) {
                return "local";
              }

              @Override
              public String sleep(StepPlan.Sleep step) {
                return (sketch.absolute() ? "sleep until +" : "sleep for ")
                    + sketch.sleepMs()
                    + " ms";
              }

              @Override
              public String signal(StepPlan.Signal step) {
                return "wait "
                    + step.signal()
                    + ms(", time-out ", step.timeoutMs())
                    + " then "
                    + step.onTimeout();
              }
            });
  }

  private static String tries(StepPlan.Tries tries) {
    return tries.retry().maxAttempts() + " attempts of " + tries.timeoutMs() + " ms";
  }

  private static String ms(String what, OptionalLong time) {
    return time.isPresent() ? what + time.getAsLong() + " ms" : "";
  }
}
