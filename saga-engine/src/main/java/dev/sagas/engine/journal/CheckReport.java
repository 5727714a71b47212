package dev.sagas.engine.journal;

import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import java.util.List;
import java.util.Optional;

/**
 * Whether sagas would continue as they began if these definitions were deployed.
 *
 * @param counts what was examined
 * @param breaks the first {@value #MAX_LISTED} runs that would break
 * @param breakCount how many there are in all
 */
public record CheckReport(Counts counts, List<Break> breaks, long breakCount) {
  /** The most runs that are listed. */
  public static final int MAX_LISTED = 100;

  public CheckReport {
    breaks = List.copyOf(breaks);
  }

  /**
   * What was examined.
   *
   * @param live runs that have not ended
   * @param ended runs that have, a sample
   * @param decisions replayed
   * @param skipped decisions that do not depend on a definition, such as an incident of the
   *     deployment, or one of a version that the definitions do not have
   * @param unchecked runs whose beginning is no longer in the journal, or that are damaged
   */
  public record Counts(long live, long ended, long decisions, long skipped, long unchecked) {}

  /** Why a run would break. */
  public enum Kind {
    /** A decision would differ. */
    DIFFERS,
    /** It lives, and its version is not among the definitions. */
    VERSION_MISSING
  }

  /**
   * A run that would break.
   *
   * @param version that it is on
   * @param live true if it has not ended
   * @param difference the first decision that differs, for {@link Kind#DIFFERS}
   */
  public record Break(
      Kind kind,
      SagaId saga,
      RunId run,
      SagaType type,
      int version,
      boolean live,
      Optional<Difference> difference) {}

  /** True if nothing would break. */
  public boolean isClean() {
    return breakCount == 0;
  }
}
