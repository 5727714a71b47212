package dev.sagas.dev.fuzz;

import java.util.List;

/** The locales that the fuzz runs under, each in a process of its own. */
enum FuzzLocale {
  /** Other capitals of {@code i}. */
  TURKISH("C.UTF-8", "tr", "TR"),
  /** Other digits. */
  ARABIC("C.UTF-8", "ar", "EG"),
  /** No encoding but ASCII, on a JDK before 18. */
  C("C", "en", "");

  private final String posix;
  private final String language;
  private final String country;

  FuzzLocale(String posix, String language, String country) {
    this.posix = posix;
    this.language = language;
    this.country = country;
  }

  /** The value of {@code LC_ALL}. */
  String posix() {
    return posix;
  }

  /** Options of the virtual machine. */
  List<String> options() {
    return List.of("-Duser.language=" + language, "-Duser.country=" + country);
  }
}
