package dev.sagas.dev.bench;

import java.util.Locale;

/** What an operator asks about the sagas that wait. */
enum Question {
  /** A page of the list, the sagas that have waited longest first. */
  LIST("/api/v1/sagas?wait=signal&limit=50"),
  /** How many there are of each kind. */
  COUNT("/api/v1/sagas/counts"),
  /** Those whose ids begin with what was typed. */
  SEARCH("/api/v1/sagas?idPrefix=waiting-%d"),
  /** One saga. */
  ONE("/api/v1/sagas/waiting-%d"),
  /** The page of a saga in the web UI. */
  PAGE("/sagas/waiting-%d"),
  /** Why it does not move. */
  WHY("/api/v1/sagas/waiting-%d/why");

  private final String path;

  Question(String path) {
    this.path = path;
  }

  /** Its path, about one of the sagas. */
  String path(long saga) {
    return path.contains("%d") ? String.format(Locale.ROOT, path, saga) : path;
  }

  /** How it is called in a report. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * How it was answered.
   *
   * @param count how often it was asked
   * @param p50 in ms, from the request to the end of the answer, as are the others
   */
  record Answered(String question, long count, double p50, double p99, double max) {}
}
