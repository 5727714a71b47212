package dev.sagas.cli.definitions;

import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Printable;
import dev.sagas.operate.query.PublishedSaga;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes published definitions for a person. */
final class DefinitionText {
  private static final int SHORT_HASH = 12;

  private DefinitionText() {}

  static List<String> list(List<PublishedSaga> definitions) {
    Columns table = new Columns("TYPE", "VERSION", "STEPS", "DATA", "CLASS", "STRUCTURE");
    for (PublishedSaga definition : definitions) {
      table.add(
          definition.type().value(),
          Integer.toString(definition.version()),
          Integer.toString(definition.steps().size()),
          Printable.of(definition.dataType()),
          Printable.of(definition.definitionClass()),
          shortHash(definition.structureHash()));
    }
    return definitions.isEmpty() ? List.of("No definition was deployed yet") : table.lines();
  }

  private static String shortHash(String hash) {
    return hash.substring(0, Math.min(SHORT_HASH, hash.length()));
  }

  static List<String> page(PublishedSaga definition) {
    List<String> lines = new ArrayList<>();
    lines.add("Saga        " + definition.type() + " version " + definition.version());
    lines.add("Class       " + Printable.of(definition.definitionClass()));
    lines.add(
        "Data        %s, schema ids %s"
            .formatted(Printable.of(definition.dataType()), definition.dataSchemaIds()));
    lines.add("Structure   " + definition.structureHash());
    lines.add("Deadline    " + duration(definition.deadlineMs()).orElse("none"));
    lines.add("If undo finally fails    " + Printable.of(definition.onCompensationFailure()));
    lines.add("");
    lines.addAll(steps(definition));
    return lines;
  }

  private static List<String> steps(PublishedSaga definition) {
    Columns table =
        new Columns("STEP", "BRANCH", "KIND", "ON", "RECORD", "UNDO", "TIME", "ATTEMPTS", "NOTES");
    for (PublishedSaga.Stage stage : definition.stages()) {
      for (PublishedSaga.Branch branch : stage.branches()) {
        String where = stage.group().map(group -> group + "/" + branch.name()).orElse("");
        branch.steps().forEach(step -> add(table, where, step));
      }
    }
    return table.lines();
  }

  private static void add(Columns table, String branch, PublishedSaga.Step step) {
    table.add(
        Printable.of(step.name()),
        Printable.of(branch),
        step.kind(),
        Printable.of(step.on().orElse("")),
        Printable.of(step.record().map(DefinitionText::simpleName).orElse("")),
        Printable.of(step.compensation().map(DefinitionText::simpleName).orElse("")),
        duration(step.timeoutMs()).or(() -> duration(step.sleepMs())).orElse(""),
        step.maxAttempts().isPresent() ? Integer.toString(step.maxAttempts().getAsInt()) : "",
        notes(step));
  }

  private static String notes(PublishedSaga.Step step) {
    List<String> notes = new ArrayList<>();
    if (step.pivot()) {
      notes.add("pivot");
    }
    if (step.conditional()) {
      notes.add("conditional");
    }
    return String.join(", ", notes);
  }

  /** A record's name without its namespace. */
  static String simpleName(String fullName) {
    return fullName.substring(fullName.lastIndexOf('.') + 1);
  }

  private static Optional<String> duration(OptionalLong ms) {
    return ms.isPresent()
        ? Optional.of(Duration.ofMillis(ms.getAsLong()).toString())
        : Optional.empty();
  }
}
