package dev.sagas.operate.deadletters;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The position of a dead letter in its topic, written {@code partition:offset}. */
public record LetterPosition(int partition, long offset) implements Comparable<LetterPosition> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,18})");
  private static final Comparator<LetterPosition> ORDER =
      Comparator.comparingInt(LetterPosition::partition).thenComparingLong(LetterPosition::offset);

  /**
   * Reads {@code partition:offset}, as in {@code 3:17}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static LetterPosition parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "Expected a position of the form partition:offset, such as 3:17, but got " + text);
    }
    return new LetterPosition(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)));
  }

  @Override
  public int compareTo(LetterPosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
