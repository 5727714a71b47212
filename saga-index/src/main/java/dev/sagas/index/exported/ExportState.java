package dev.sagas.index.exported;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How far an export is.
 *
 * @param asOfMs everything that was committed before then is exported, epoch ms; empty if it is not
 *     known, or not of every partition
 * @param partitions those of the journal that are exported
 * @param whyNot why the export does not work, or cannot be asked; empty if it works, as far as is
 *     known
 */
public record ExportState(OptionalLong asOfMs, Set<Integer> partitions, Optional<String> whyNot) {
  public ExportState {
    partitions = Set.copyOf(partitions);
  }

  /** One that cannot be asked. */
  public static ExportState unknown(String whyNot) {
    return new ExportState(OptionalLong.empty(), Set.of(), Optional.of(whyNot));
  }

  /** How far it is behind at that time, ms; empty if it is not known. */
  public OptionalLong lagMs(long nowMs) {
    return asOfMs.isPresent()
        ? OptionalLong.of(Math.max(0, nowMs - asOfMs.getAsLong()))
        : OptionalLong.empty();
  }
}
