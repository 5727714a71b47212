package dev.sagas.dev.checker;

/**
 * One violation.
 *
 * @param kind what was violated
 * @param subject what it concerns: a saga id, with its run if there is one, or the name of a total
 * @param detail expectation and fact, for a person
 */
public record Verdict(VerdictKind kind, String subject, String detail) {
  @Override
  public String toString() {
    return "%s %s: %s".formatted(kind, subject, detail);
  }
}
