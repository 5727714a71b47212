package dev.sagas.cli.definitions;

import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Printable;
import dev.sagas.cli.shared.Screen;
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

  static List<String> list(List<PublishedSaga> definitions, Screen screen) {
    Columns table = new Columns("TYPE", "VERSION", "STEPS", "STRUCTURE", "DATA AND CLASS");
    for (PublishedSaga definition : definitions) {
      table.add(
          definition.type().value(),
          Integer.toString(definition.version()),
          Integer.toString(definition.steps().size()),
          shortHash(definition.structureHash()),
          Printable.of(definition.dataType()));
      table.add("", "", "", "", Printable.of(definition.definitionClass()));
    }
    return definitions.isEmpty()
        ? List.of("No definition was deployed yet")
        : table.lines(screen.columns());
  }

  private static String shortHash(String hash) {
    return hash.substring(0, Math.min(SHORT_HASH, hash.length()));
  }

  static List<String> page(PublishedSaga definition, Screen screen) {
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
    lines.addAll(steps(definition, screen));
    return lines;
  }

  private static List<String> steps(PublishedSaga definition, Screen screen) {
    Columns table = new Columns("STEP", "KIND", "ON", "TIME", "TRIES", "NOTES");
    for (PublishedSaga.Stage stage : definition.stages()) {
      for (PublishedSaga.Branch branch : stage.branches()) {
        String where = stage.group().map(group -> group + "/" + branch.name()).orElse("");
        branch.steps().forEach(step -> add(table, where, step));
      }
    }
    return table.lines(screen.columns());
  }

  private static void add(Columns table, String branch, PublishedSaga.Step step) {
    table.add(
        Printable.of(step.name()),
        step.kind(),
        Printable.of(step.on().orElse("")),
        duration(step.timeoutMs()).or(() -> duration(step.sleepMs())).orElse(""),
        step.maxAttempts().isPresent() ? Integer.toString(step.maxAttempts().getAsInt()) : "",
        Printable.of(notes(branch, step)));
  }

  private static String notes(String branch, PublishedSaga.Step step) {
    List<String> notes = new ArrayList<>();
    step.record().map(DefinitionText::simpleName).ifPresent(notes::add);
    step.compensation()
        .map(DefinitionText::simpleName)
        .ifPresent(undo -> notes.add("undo " + undo));
    if (step.pivot()) {
      notes.add("pivot");
    }
    if (step.conditional()) {
      notes.add("conditional");
    }
    if (!branch.isEmpty()) {
      notes.add("in " + branch);
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
