package dev.sagas.index.exported;

import dev.sagas.index.live.LiveFilter;
import java.util.Optional;

/**
 * Which exported runs are selected: those that match all criteria.
 *
 * <ul>
 *   <li>Of {@code sagas}, participant, step and incident code select runs that ever had them, each
 *       on its own; the kind of wait selects live ones; {@code sinceAtMostMs} those that have not
 *       changed since then.
 * </ul>
 *
 * @param ended whether only ended ones are selected; else live ones as well
 * @param data what their data must have
 * @param text what their id, or a name or value of their labels, must contain, in any case
 */
public record ExportedFilter(
    LiveFilter sagas, boolean ended, Optional<DataCondition> data, Optional<String> text) {
  private static final int MAX_TEXT = 200;

  public ExportedFilter {
    text.ifPresent(
        part -> {
          if (part.isBlank() || part.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                "Expected a text of 1 to %s characters, but it has %s"
                    .formatted(MAX_TEXT, part.length()));
          }
        });
  }

  /** All ended runs. */
  public static ExportedFilter allEnded() {
    return new ExportedFilter(LiveFilter.ALL, true, Optional.empty(), Optional.empty());
  }
}
