package dev.sagas.testkit;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Compensation;
import dev.sagas.protocol.Action;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/**
 * One action of a command step, as a script has to fit it.
 *
 * @param step has a compensation if the action is one
 */
record ScriptedStep(CommandStep<?> step, Action action) {
  /** What a test writes to script it. */
  String expression() {
    return switch (action) {
      case EXECUTE -> "kit.on(\"" + step.name() + "\")";
      case COMPENSATE -> "kit.onUndo(\"" + step.name() + "\")";
    };
  }

  Class<? extends SpecificRecord> commandClass() {
    return switch (action) {
      case EXECUTE -> step.commandClass();
      case COMPENSATE -> step.compensation().map(Compensation::commandClass).orElseThrow();
    };
  }

  /** Simple names of the reply records that the definition reads. */
  Set<String> replyRecords() {
    Set<String> names = new TreeSet<>();
    if (action == Action.EXECUTE) {
      step.replies().keySet().forEach(type -> names.add(type.getSimpleName()));
      step.compensation()
          .flatMap(Compensation::replyClass)
          .ifPresent(type -> names.add(type.getSimpleName()));
    }
    return names;
  }

  /** What is wrong with succeeding without a record, if anything. */
  Optional<String> problemWithoutReplyRecord() {
    return replyRecords().isEmpty()
        ? Optional.empty()
        : Optional.of(
            """
            Expected the record that step %s is answered with, because the definition \
            reads it: write %s\
            """
                .formatted(step.name(), success()));
  }

  /** How a test says that it succeeds. */
  String success() {
    Set<String> records = replyRecords();
    String record = records.isEmpty() ? "" : "new " + String.join("/", records) + "(…)";
    return expression() + ".succeeds(" + record + ")";
  }

  void requireCommand(Class<? extends SpecificRecord> type) {
    if (!type.equals(commandClass())) {
      throw new IllegalArgumentException(
          "Expected the record that step %s sends, %s, but got %s"
              .formatted(step.name(), commandClass().getSimpleName(), type.getSimpleName()));
    }
  }
}
