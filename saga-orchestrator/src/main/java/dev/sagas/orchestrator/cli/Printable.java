package dev.sagas.orchestrator.cli;

/** Texts of foreign origin: they must not control the terminal. */
final class Printable {
  private Printable() {}

  static String of(String text) {
    return text.replaceAll("\\p{Cc}|\\p{Cf}", "?");
  }
}
