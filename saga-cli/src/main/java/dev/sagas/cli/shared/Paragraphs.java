package dev.sagas.cli.shared;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.text.WordUtils;

/** Texts for a person, broken at words; a word that is longer than a line stays whole. */
public final class Paragraphs {
  private Paragraphs() {}

  /**
   * The lines of one text, each with this indent.
   *
   * @param columns how wide a line is, the indent included
   */
  public static List<String> wrapped(String text, String indent, int columns) {
    return Arrays.stream(
            WordUtils.wrap(text, Math.max(1, columns - indent.length()), "\n", false)
                .split("\n", -1))
        .map(line -> indent + line)
        .toList();
  }

  /** The same, with another beginning of the first line, which is as long as the indent. */
  public static List<String> hanging(String first, String text, String indent, int columns) {
    List<String> lines = new ArrayList<>(wrapped(text, indent, columns));
    lines.set(0, first + lines.get(0).substring(indent.length()));
    return lines;
  }
}
