package dev.sagas.cli.shared;

import dev.sagas.index.live.LiveFilter;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options that select sagas, those of the REST API: {@code --saga-version} and {@code --at-step}
 * are {@code version} and {@code step} there, words that commands have another use for.
 */
public final class FilterOptions {
  @Option(
      names = "--status",
      split = ",",
      paramLabel = "STATUS",
      description =
          "One of these: ${COMPLETION-CANDIDATES} (default: those of live sagas). Ended ones are"
              + " known until they are forgotten.")
  private List<SagaStatus> statuses = List.of();

  @Option(names = "--type", paramLabel = "TYPE", description = "Only sagas of this type.")
  private @Nullable SagaType type;

  @Option(
      names = "--saga-version",
      paramLabel = "NUMBER",
      description = "Only sagas that are on this version of their definition.")
  private @Nullable Integer version;

  @Option(
      names = "--id-prefix",
      defaultValue = "",
      paramLabel = "TEXT",
      description = "Only sagas whose id begins with this.")
  private String idPrefix;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "Only sagas with this label; repeatable.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--wait",
      paramLabel = "KIND",
      description = "Only sagas that wait for this: ${COMPLETION-CANDIDATES}.")
  private WaitReason.@Nullable Kind wait;

  @Option(
      names = "--participant",
      paramLabel = "NAME",
      description = "Only sagas that wait for this participant.")
  private @Nullable String participant;

  @Option(
      names = "--at-step",
      paramLabel = "NAME",
      description = "Only sagas that wait in this step.")
  private @Nullable StepName step;

  @Option(
      names = "--incident",
      paramLabel = "CODE",
      description = "Only sagas with an incident of this code.")
  private @Nullable String incident;

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      description =
          "Only sagas that have waited for the same thing for longer than this, such as 30s, "
              + "5m, 2h or 7d.")
  private @Nullable Duration olderThan;

  @Option(
      names = "--started-from",
      paramLabel = "INSTANT",
      description = "Only sagas that were started then or later, such as 2026-11-21T17:00:00Z.")
  private @Nullable Instant startedFrom;

  @Option(
      names = "--started-to",
      paramLabel = "INSTANT",
      description = "Only sagas that were started before then.")
  private @Nullable Instant startedTo;

  /** Created by picocli, which sets the options. */
  @SuppressWarnings("NullAway.Init")
  public FilterOptions() {}

  /** False if none of the options is given: every live saga matches. */
  public boolean isGiven() {
    return !parameters().isEmpty();
  }

  /** True if sagas that have ended may match. */
  public boolean includesEnded() {
    return statuses.stream().anyMatch(SagaStatus::isTerminal);
  }

  /**
   * The filter of sagas.
   *
   * @param nowMs what durations are counted from, epoch ms
   */
  public LiveFilter filter(long nowMs) {
    return new LiveFilter(
        idPrefix,
        Optional.ofNullable(type),
        version == null ? OptionalInt.empty() : OptionalInt.of(version),
        new HashSet<>(statuses),
        new LiveFilter.Waiting(
            Optional.ofNullable(wait),
            Optional.ofNullable(participant),
            Optional.ofNullable(step),
            Optional.ofNullable(incident),
            olderThan == null
                ? OptionalLong.empty()
                : OptionalLong.of(nowMs - olderThan.toMillis())),
        new LiveFilter.Between(ms(startedFrom), ms(startedTo)),
        labels);
  }

  private static OptionalLong ms(@Nullable Instant instant) {
    return instant == null ? OptionalLong.empty() : OptionalLong.of(instant.toEpochMilli());
  }

  /** The same as parameters of the REST API; empty if none of the options is given. */
  public Map<String, List<String>> parameters() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    statuses.forEach(status -> put(all, "status", word(status)));
    putIfGiven(all, "type", type);
    putIfGiven(all, "version", version);
    putIfGiven(all, "idPrefix", idPrefix.isEmpty() ? null : idPrefix);
    labels.forEach((name, value) -> put(all, "label", name + "=" + value));
    putIfGiven(all, "wait", wait == null ? null : word(wait));
    putIfGiven(all, "participant", participant);
    putIfGiven(all, "step", step);
    putIfGiven(all, "incident", incident);
    putIfGiven(all, "olderThan", olderThan == null ? null : olderThan.toMillis() + "ms");
    putIfGiven(all, "startedFrom", startedFrom);
    putIfGiven(all, "startedTo", startedTo);
    return all;
  }

  private static void putIfGiven(
      Map<String, List<String>> all, String name, @Nullable Object value) {
    if (value != null) {
      put(all, name, value.toString());
    }
  }

  private static void put(Map<String, List<String>> all, String name, String value) {
    all.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
