package dev.sagas.dev.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** Which steps a definition allows to be undone at the same time, from its published descriptor. */
final class UndoGroups {
  private final Map<String, Branch> branches = new HashMap<>();

  static UndoGroups of(List<HistoryRecord> records) {
    UndoGroups groups = new UndoGroups();
    for (HistoryRecord record : records) {
      if (record.topic() == HistoryTopic.DEFINITIONS) {
        record.decoded().ifPresent(groups::add);
      }
    }
    return groups;
  }

  private void add(GenericRecord definition) {
    int stageIndex = 0;
    for (GenericRecord stage : Fields.records(definition, "stages")) {
      stageIndex++;
      if (Fields.isTrue(stage, "undoInParallel")) {
        for (GenericRecord branch : Fields.records(stage, "branches")) {
          addBranch(definition, branch, stageIndex);
        }
      }
    }
  }

  private void addBranch(GenericRecord definition, GenericRecord branch, int stageIndex) {
    Branch name = new Branch(stageIndex, Fields.text(branch, "name").orElse(""));
    for (GenericRecord step : Fields.records(branch, "steps")) {
      branches.put(key(definition, Fields.text(step, "name").orElse("")), name);
    }
  }

  private static String key(GenericRecord typeAndVersion, String step) {
    return "%s/%s/%s".formatted(typeAndVersion.get("type"), typeAndVersion.get("version"), step);
  }

  /** True if two steps are in different branches of a group that is undone in parallel. */
  boolean areParallel(JournalLine line, String one, String other) {
    Branch first = branches.get(key(line.entry(), one));
    Branch second = branches.get(key(line.entry(), other));
    return first != null
        && second != null
        && first.stage() == second.stage()
        && !first.name().equals(second.name());
  }

  private record Branch(int stage, String name) {}
}
