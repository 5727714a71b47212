package dev.sagas.index.live;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which sagas are selected: those that match all criteria.
 *
 * @param idPrefix what the saga id begins with; may be empty
 * @param type of the definition
 * @param version of the definition that they are on now
 * @param statuses one of these; every live saga if empty
 * @param waiting one of its waits matches all of this
 * @param started when it was started
 * @param labels every one of these
 */
public record LiveFilter(
    String idPrefix,
    Optional<SagaType> type,
    OptionalInt version,
    Set<SagaStatus> statuses,
    Waiting waiting,
    Between started,
    Map<String, String> labels) {
  /** All live sagas. */
  public static final LiveFilter ALL =
      new LiveFilter(
          "", Optional.empty(), OptionalInt.empty(), Set.of(), Waiting.ANY, Between.EVER, Map.of());

  public LiveFilter {
    statuses = Set.copyOf(statuses);
    labels = Map.copyOf(labels);
  }

  /**
   * What one wait of the saga must be like.
   *
   * @param sinceAtMostMs it has waited since then or longer, epoch ms
   */
  public record Waiting(
      Optional<WaitReason.Kind> kind,
      Optional<String> participant,
      Optional<StepName> step,
      Optional<String> incidentCode,
      OptionalLong sinceAtMostMs) {
    /** Anything. */
    public static final Waiting ANY =
        new Waiting(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty());

    private boolean matches(LiveWait wait) {
      WaitKey key = wait.key();
      return accepts(kind, Optional.of(key.kind()))
          && accepts(participant, key.participant())
          && accepts(step, key.step())
          && accepts(incidentCode, key.incidentCode())
          && (sinceAtMostMs.isEmpty() || wait.sinceMs() <= sinceAtMostMs.getAsLong());
    }

    private static <T> boolean accepts(Optional<T> wanted, Optional<T> actual) {
      return wanted.isEmpty() || wanted.equals(actual);
    }
  }

  /**
   * A time span.
   *
   * @param fromMs inclusive, epoch ms
   * @param toMs exclusive, epoch ms
   */
  public record Between(OptionalLong fromMs, OptionalLong toMs) {
    /** Any time. */
    public static final Between EVER = new Between(OptionalLong.empty(), OptionalLong.empty());

    private boolean contains(long ms) {
      return (fromMs.isEmpty() || ms >= fromMs.getAsLong())
          && (toMs.isEmpty() || ms < toMs.getAsLong());
    }
  }

  /** The same of ended sagas: of every ended status, unless some are named. */
  public LiveFilter ofEnded() {
    Set<SagaStatus> ended = EnumSet.copyOf(List.of(SagaStatus.values()));
    ended.removeIf(status -> !status.isTerminal());
    return statuses.isEmpty()
        ? new LiveFilter(idPrefix, type, version, ended, waiting, started, labels)
        : this;
  }

  /** True if the saga is selected. */
  public boolean selects(LiveSaga saga) {
    return sinceMs(saga).isPresent();
  }

  /**
   * Since when the saga waits for what is asked for, epoch ms: since its first wait that matches.
   * Empty if the saga is not selected.
   */
  public OptionalLong sinceMs(LiveSaga saga) {
    if (!matches(saga)) {
      return OptionalLong.empty();
    }
    if (waiting.equals(Waiting.ANY)) {
      return OptionalLong.of(saga.sinceMs());
    }
    for (LiveWait wait : saga.waits()) {
      if (waiting.matches(wait)) {
        return OptionalLong.of(wait.sinceMs());
      }
    }
    return OptionalLong.empty();
  }

  private boolean matches(LiveSaga saga) {
    DefinitionVersion definition = saga.definition();
    return saga.id().value().startsWith(idPrefix)
        && (statuses.isEmpty() || statuses.contains(saga.status()))
        && (type.isEmpty() || type.get().equals(definition.type()))
        && (version.isEmpty() || version.getAsInt() == definition.version())
        && started.contains(saga.startedAtMs())
        && saga.labels().entrySet().containsAll(labels.entrySet());
  }
}
