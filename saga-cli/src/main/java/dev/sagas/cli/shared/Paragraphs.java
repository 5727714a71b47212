package dev.sagas.cli.shared;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.text.WordUtils;

/** Texts for a person, broken at words; a word that is longer than a line stays whole. */
public final class Paragraphs {
  /** How wide a line is. */
  public static final int COLUMNS = 80;

  private Paragraphs() {}

  /** The lines of one text, each with this indent. */
  public static List<String> wrapped(String text, String indent) {
    return Arrays.stream(
            WordUtils.wrap(text, COLUMNS - indent.length(), "\n", false).split("\n", -1))
        .map(line -> indent + line)
        .toList();
  }
}
