package dev.sagas.dev.simulate;

import dev.sagas.dev.simulate.DefinitionSketch.StageSketch;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.CommandId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Definitions, inputs and decisions in words, for a trace. */
final class EventText {
  private static final OfInput OF_INPUT = new OfInput();
  private static final OfDecision OF_DECISION = new OfDecision();
  private static final Details DETAILS = new Details();
  private static final OfEffect OF_EFFECT = new OfEffect();

  private EventText() {}

  static String of(CommandId id) {
    return "%s %s epoch %s attempt %s"
        .formatted(
            id.key().action().headerValue(), id.key().step(), id.key().epoch(), id.attempt());
  }

  static String of(SagaInput input) {
    return input.accept(OF_INPUT);
  }

  private static final class OfInput implements SagaInput.Visitor<String> {
    @Override
    public String start(SagaInput.Start input) {
      return "request";
    }

    @Override
    public String reply(SagaInput.Reply input) {
      return input.outcome() + " to " + of(input.inReplyTo());
    }

    @Override
    public String signal(SagaInput.Signal input) {
      return "signal " + input.name();
    }

    @Override
    public String operation(SagaInput.Operation input) {
      String step = input.step().map(name -> " " + name).orElse("");
      String dry = input.dryRun() ? " as a dry run" : "";
      return "%s%s%s by an operator (%s)".formatted(input.kind(), step, dry, input.operationId());
    }

    @Override
    public String timerDue(SagaInput.TimerDue input) {
      return "timer";
    }
  }

  static String of(Decision decision) {
    return decision.accept(OF_DECISION);
  }

  private static final class OfDecision implements Decision.Visitor<String> {
    @Override
    public String accepted(Decision.Accepted decision) {
      return decision.events().stream()
          .map(event -> event.getClass().getSimpleName())
          .collect(Collectors.joining(", "));
    }

    @Override
    public String rejected(Decision.Rejected decision) {
      return decision.reason().name();
    }

    @Override
    public String forgotten(Decision.Forgotten decision) {
      return "FORGOTTEN";
    }
  }

  /** The events in full, and what is sent, one a line. */
  static List<String> details(Decision decision) {
    return decision.accept(DETAILS);
  }

  private static final class Details implements Decision.Visitor<List<String>> {
    @Override
    public List<String> accepted(Decision.Accepted decision) {
      List<String> lines = new ArrayList<>();
      decision.events().forEach(event -> lines.add("     " + event));
      decision.effects().forEach(effect -> lines.add("  => " + effect.accept(OF_EFFECT)));
      return lines;
    }

    @Override
    public List<String> rejected(Decision.Rejected decision) {
      return List.of("     " + decision.reason() + ": " + decision.message());
    }

    @Override
    public List<String> forgotten(Decision.Forgotten decision) {
      return List.of("     forgotten");
    }
  }

  private static final class OfEffect implements SagaEffect.Visitor<String> {
    @Override
    public String sendCommand(SagaEffect.SendCommand effect) {
      return "command " + of(effect.commandId()) + effect.undo().map(OfEffect::undo).orElse("");
    }

    private static String undo(SagaEffect.Undo undo) {
      String outcome = undo.executeSucceeded() ? "succeeded" : "unknown";
      return " undoes epoch %s, %s".formatted(undo.undoes().epoch(), outcome);
    }

    @Override
    public String publishOutcome(SagaEffect.PublishOutcome effect) {
      return effect.toString();
    }
  }

  /** A definition, one step a line. */
  static List<String> of(DefinitionSketch sketch) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "definition: deadline %s, on compensation failure %s"
            .formatted(
                sketch.deadline().map(Object::toString).orElse("none"),
                sketch.onCompensationFailure()));
    for (StageSketch stage : sketch.stages()) {
      String group = stage.group().map(name -> "group " + name).orElse("");
      for (List<StepSketch> branch : stage.branches()) {
        String steps = branch.stream().map(EventText::of).collect(Collectors.joining("; then "));
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
                return "wait %s%s then %s"
                    .formatted(
                        step.signal(), ms(", time-out ", step.timeoutMs()), step.onTimeout());
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
