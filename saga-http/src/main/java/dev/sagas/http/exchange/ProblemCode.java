package dev.sagas.http.exchange;

import java.util.Locale;

/** What can be wrong with a request; the names are stable, see {@code docs/reference/rest.md}. */
public enum ProblemCode {
  /** A parameter of the path, the query or a header is missing, unknown or out of bounds. */
  BAD_PARAMETER(400),
  /** The body is not the JSON that was expected. */
  BAD_BODY(400),
  /** Nobody said who asks, or it could not be verified. */
  UNAUTHENTICATED(401),
  /** The role does not allow it. */
  FORBIDDEN(403),
  /** The request was made by a page of another site. */
  FOREIGN_PAGE(403),
  /** There is no such path. */
  NO_SUCH_PATH(404),
  /** No saga has the id, or it ended and was forgotten. */
  NO_SUCH_SAGA(404),
  /** No such version of a definition was published. */
  NO_SUCH_DEFINITION(404),
  /** There is no dead letter at the position. */
  NO_SUCH_DEAD_LETTER(404),
  /** No batch has the id. */
  NO_SUCH_BATCH(404),
  /** The saga has no such revision, or it cannot be rebuilt. */
  NO_SUCH_REVISION(404),
  /** The saga has no such record, or it is no longer kept. */
  NO_SUCH_RECORD(404),
  /** Sagas are not exported to a database, and only that could answer. */
  NO_EXPORT(404),
  /** The path does not take the method. */
  METHOD_NOT_ALLOWED(405),
  /** A saga with the id exists that was started with other data. */
  CONFLICT(409),
  /** The action does not fit the saga's state; nothing changed. */
  REFUSED(409),
  /** The body is too large. */
  TOO_LARGE(413),
  /** The body is not declared as JSON. */
  UNSUPPORTED_MEDIA_TYPE(415),
  /** The data does not fit its schema. */
  DOES_NOT_FIT(422),
  /** Too many requests in a short time. */
  TOO_MANY_REQUESTS(429),
  /** A fault of the service; its log has more. */
  INTERNAL(500),
  /** The instance has just started, or is about to stop. */
  NOT_READY(503),
  /** No instance can answer for the partition now. */
  PARTITION_UNAVAILABLE(503),
  /** The database of the export does not answer. */
  EXPORT_UNAVAILABLE(503),
  /** The brokers or the registry do not answer. */
  PLATFORM_UNAVAILABLE(503);

  private final int status;

  ProblemCode(int status) {
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The name in answers, such as {@code no-such-saga}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
