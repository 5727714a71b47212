package dev.sagas.operate.why;

/** The kinds of step that a published definition may name. */
enum PublishedKind {
  COMMAND,
  LOCAL,
  SLEEP,
  SIGNAL,
  APPROVAL;

  /** False for a kind of a newer version. */
  static boolean isKnown(String published) {
    for (PublishedKind kind : values()) {
      if (kind.name().equals(published)) {
        return true;
      }
    }
    return false;
  }

  static PublishedKind of(String published) {
    return valueOf(published);
  }
}
