package dev.sagas.protocol;

/** Makes an untrusted value safe to show in an error message: bounded and on one line. */
final class Quoted {
  private static final int MAX_CHARS = 64;

  private Quoted() {}

  static String of(String value) {
    String shown =
        value.length() <= MAX_CHARS ? value : BoundedText.ofChars(value, MAX_CHARS) + "…";
    return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "' (" + value.length() + " characters)";
  }
}
