package dev.sagas.orchestrator.metrics;

import java.util.List;

/** The values of a metric's tags, in the table's order: as they are in the engine, not as text. */
record Labels(List<Object> values) {
  static final Labels NONE = new Labels(List.of());

  static Labels of(Object one) {
    return new Labels(List.of(one));
  }

  static Labels of(Object one, Object two) {
    return new Labels(List.of(one, two));
  }

  static Labels of(Object one, Object two, Object three) {
    return new Labels(List.of(one, two, three));
  }

  static Labels of(Object one, Object two, Object three, Object four) {
    return new Labels(List.of(one, two, three, four));
  }
}
