package dev.sagas.index.exported;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run, as far as it was exported.
 *
 * @param data as JSON without what is sensitive, as it was before the end; empty if it could not be
 *     read
 * @param unwind why it turned back
 * @param incidents the open ones
 */
public record ExportedSaga(
    ExportedPage.Row row,
    Optional<String> requestedBy,
    OptionalLong deadlineAtMs,
    Payload data,
    Optional<Unwind> unwind,
    List<Step> steps,
    List<OpenIncident> incidents) {
  public ExportedSaga {
    steps = List.copyOf(steps);
    incidents = List.copyOf(incidents);
  }

  /**
   * The saga's data.
   *
   * @param type full name of the record
   */
  public record Payload(String type, Optional<String> json) {}

  /** Why a run turned back. */
  public record Unwind(Optional<String> step, String code, String message) {}

  /**
   * A step that has begun.
   *
   * @param status as the engine names it
   * @param on participant, signal or approval
   * @param order among the effects; empty if it has none
   */
  public record Step(
      String name,
      String status,
      Optional<String> on,
      int epoch,
      int attempt,
      OptionalLong order,
      long sinceMs) {}

  /** An incident that nobody has resolved. */
  public record OpenIncident(
      String id, Optional<String> step, String code, String message, long raisedAtMs) {}
}
