package dev.sagas.cli.shared;

/** Texts of foreign origin: they must not control the terminal. */
public final class Printable {
  private Printable() {}

  public static String of(String text) {
    return text.replaceAll("\\p{Cc}|\\p{Cf}", "?");
  }
}
