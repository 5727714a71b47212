package dev.sagas.cli.saga;

import dev.sagas.index.exported.DataCondition;
import dev.sagas.index.exported.ExportedFilter;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.protocol.SagaStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that select ended sagas, and those that only an export can find. */
final class EndedOptions {
  @Option(
      names = "--ended",
      description =
          "Sagas that have ended, in any way: those that are remembered, or, where sagas are"
              + " exported, all of them, those that ended last first.")
  private boolean ended;

  @Option(
      names = "--data",
      paramLabel = "CONDITION",
      description =
          "Only sagas whose data has this: a field such as customer.name=Ada, or a JSON path of"
              + " PostgreSQL such as '$.lines[*] ? (@.price > 100)'. Needs an export.")
  private @Nullable DataCondition data;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Only sagas whose id or labels contain this, in any case. Needs an export.")
  private @Nullable String text;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  EndedOptions() {}

  /** True if only an export can answer. */
  boolean isSearch() {
    return data != null || text != null;
  }

  /** The filter with the ended statuses, if ended sagas are asked for. */
  LiveFilter of(LiveFilter filter) {
    return ended ? filter.ofEnded() : filter;
  }

  /** True if live sagas are not asked for. */
  boolean isEndedOnly(LiveFilter filter) {
    return ended
        || (!filter.statuses().isEmpty()
            && filter.statuses().stream().allMatch(SagaStatus::isTerminal));
  }

  /** What is asked of an export. */
  ExportedFilter exported(LiveFilter filter) {
    return new ExportedFilter(
        of(filter), isEndedOnly(filter), Optional.ofNullable(data), Optional.ofNullable(text));
  }

  /** Added to the parameters of the REST API. */
  Map<String, List<String>> addedTo(Map<String, List<String>> parameters) {
    Map<String, List<String>> all = new LinkedHashMap<>(parameters);
    if (ended) {
      all.put("ended", List.of("true"));
    }
    if (data != null) {
      all.put("data", List.of(data.text()));
    }
    if (text != null) {
      all.put("text", List.of(text));
    }
    return all;
  }
}
