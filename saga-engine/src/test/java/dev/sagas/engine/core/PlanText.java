package dev.sagas.engine.core;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.definition.OnTimeout;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes a saga's structure in one line, for tests.
 *
 * <ul>
 *   <li>{@code a b}: two steps that can be undone. {@code a-}: nothing to undo. {@code a+}: its
 *       undo wants the reply. {@code a!}: the pivot. {@code a@}: with a deadline of 1 500 ms.
 *   <li>{@code ?a}: runs only if its condition holds.
 *   <li>{@code local:a}, {@code sleep:a}.
 *   <li>{@code wait:a}: waits for signal {@code a} for ever; {@code wait:a:COMPENSATE}, {@code
 *       :CONTINUE}, {@code :INCIDENT}: for 5 s.
 *   <li>{@code { a b | c }}: a group of two branches; {@code {= a | b }}: undone side by side.
 * </ul>
 */
final class PlanText {
  private PlanText() {}

  static SagaPlan parse(String text, OnCompensationFailure policy) {
    List<SagaPlan.Stage> stages = new ArrayList<>();
    List<SagaPlan.Branch> branches = new ArrayList<>();
    List<StepPlan> branch = new ArrayList<>();
    boolean inGroup = false;
    boolean parallelUndo = false;
    for (String word : text.trim().split("\\s+", -1)) {
      switch (word) {
        case "{", "{=" -> {
          inGroup = true;
          parallelUndo = word.equals("{=");
        }
        case "|" -> {
          branches.add(branchOf(branches.size(), branch));
          branch.clear();
        }
        case "}" -> {
          branches.add(branchOf(branches.size(), branch));
          Optional<StepName> name = Optional.of(new StepName("group" + stages.size()));
          stages.add(new SagaPlan.Stage(name, branches, parallelUndo));
          branches.clear();
          branch.clear();
          inGroup = false;
        }
        default -> {
          if (inGroup) {
            branch.add(step(word));
          } else {
            stages.add(SagaPlan.Stage.of(step(word)));
          }
        }
      }
    }
    return new SagaPlan(stages, policy);
  }

  private static SagaPlan.Branch branchOf(int index, List<StepPlan> steps) {
    return new SagaPlan.Branch(new StepName("branch" + index), steps);
  }

  private static StepPlan step(String word) {
    boolean conditional = word.startsWith("?");
    String[] parts = (conditional ? word.substring(1) : word).split(":", -1);
    if (parts.length == 1) {
      String name = parts[0].replaceAll("[-+!@]", "");
      return commandOf(name, parts[0].substring(name.length()), conditional);
    }
    StepName name = new StepName(parts[1]);
    return switch (parts[0]) {
      case "local" -> new StepPlan.Local(name, conditional);
      case "sleep" -> new StepPlan.Sleep(name, conditional);
      case "wait" ->
          new StepPlan.Signal(
              name,
              conditional,
              new SignalName(parts[1]),
              "shop.Signal",
              parts.length == 2 ? OptionalLong.empty() : OptionalLong.of(ScriptedSaga.WAIT_MS),
              parts.length == 2 ? OnTimeout.INCIDENT : OnTimeout.valueOf(parts[2]));
      default -> throw new IllegalArgumentException("Expected a kind of step, but got " + word);
    };
  }

  /** A command step with the marks that {@link PlanText} knows. */
  static StepPlan.Command command(String name, String marks) {
    return commandOf(name, marks, false);
  }

  private static StepPlan.Command commandOf(String name, String marks, boolean conditional) {
    boolean pivot = marks.contains("!");
    boolean undoable = !pivot && !marks.contains("-");
    return new StepPlan.Command(
        new StepName(name),
        conditional,
        new ParticipantName("shop"),
        new StepPlan.Tries(ScriptedSaga.THREE, ScriptedSaga.TIMEOUT_MS),
        undoable
            ? Optional.of(new StepPlan.Tries(ScriptedSaga.THREE, ScriptedSaga.UNDO_TIMEOUT_MS))
            : Optional.empty(),
        marks.contains("+"),
        pivot,
        marks.contains("@") ? OptionalLong.of(1_500) : OptionalLong.empty());
  }
}
