package dev.sagas.orchestrator.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A property that bounds several things: {@code name=number, …}. */
final class BoundList {
  /** Refuses what is not a list of bounds. */
  static final ConfigDef.Validator VALIDATOR =
      ConfigDef.LambdaValidator.with(
          (name, value) -> parse(name, (List<?>) value), () -> "name=number, …");

  private BoundList() {}

  /**
   * The bounds by what they bound.
   *
   * @throws ConfigException if an entry is no name and number from 0, or a name is there twice
   */
  static Map<String, Integer> parse(String property, List<?> entries) {
    Map<String, Integer> bounds = new HashMap<>();
    for (Object entry : entries) {
      String text = entry.toString();
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals).strip();
      if (equals < 1 || bounds.put(name, number(property, text.substring(equals + 1))) != null) {
        throw new ConfigException(
            property, entries, "Expected name=number with each name once, but got '" + text + "'");
      }
    }
    return bounds;
  }

  private static int number(String property, String text) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new ConfigException(property, text, "Expected a number from 0, but got " + e);
    }
    throw new ConfigException(property, text, "Expected a number from 0");
  }
}
