package dev.sagas.orchestrator.cli;

/** Texts that others wrote: what they hold must not steer a terminal. */
final class Printable {
  private Printable() {}

  static String of(String text) {
    return text.replaceAll("\\p{Cc}|\\p{Cf}", "?");
  }
}
