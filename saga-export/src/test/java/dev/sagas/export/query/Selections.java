package dev.sagas.export.query;

import dev.sagas.index.exported.DataCondition;
import dev.sagas.index.exported.ExportedFilter;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Which exported runs tests ask for. */
final class Selections {
  private Selections() {}

  static ExportedFilter filter(LiveFilter sagas) {
    return new ExportedFilter(sagas, false, Optional.empty(), Optional.empty());
  }

  static LiveFilter waiting(LiveFilter.Waiting waiting) {
    return new LiveFilter(
        "",
        Optional.empty(),
        OptionalInt.empty(),
        Set.of(),
        waiting,
        LiveFilter.Between.EVER,
        Map.of());
  }

  static LiveFilter named(String prefix, Optional<SagaType> type, Set<SagaStatus> statuses) {
    return new LiveFilter(
        prefix,
        type,
        OptionalInt.empty(),
        statuses,
        LiveFilter.Waiting.ANY,
        LiveFilter.Between.EVER,
        Map.of());
  }

  static ExportedFilter has(String condition) {
    return new ExportedFilter(
        LiveFilter.ALL, false, Optional.of(new DataCondition(condition)), Optional.empty());
  }

  static ExportedFilter text(String text) {
    return new ExportedFilter(LiveFilter.ALL, false, Optional.empty(), Optional.of(text));
  }

  static ExportedFilter labelled(Map<String, String> labels) {
    return filter(
        new LiveFilter(
            "",
            Optional.empty(),
            OptionalInt.empty(),
            Set.of(),
            LiveFilter.Waiting.ANY,
            LiveFilter.Between.EVER,
            labels));
  }
}
