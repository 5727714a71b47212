package dev.sagas.cli.shared;

import dev.sagas.operate.query.TimeText;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a person reads on.
 *
 * @param columns how wide a line is
 * @param times writes times in the person's zone
 */
public record Screen(int columns, TimeText times) {
  /** The width without another one in the environment. */
  public static final int DEFAULT_COLUMNS = 80;

  private static final int MIN_COLUMNS = 40;
  private static final int MAX_COLUMNS = 1_000;

  /** The person's: with the width in {@code COLUMNS}, and the zone of the process ({@code TZ}). */
  public static Screen of(Map<String, String> environment) {
    return new Screen(
        width(environment.getOrDefault("COLUMNS", "")), new TimeText(ZoneId.systemDefault()));
  }

  private static int width(String columns) {
    if (!columns.matches("[0-9]{1,6}")) {
      return DEFAULT_COLUMNS;
    }
    return Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, Integer.parseInt(columns)));
  }

  /** An instant, epoch ms. */
  public String time(long epochMs) {
    return times.at(epochMs);
  }
}
