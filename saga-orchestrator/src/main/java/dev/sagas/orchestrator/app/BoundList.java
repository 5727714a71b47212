package dev.sagas.orchestrator.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A property that bounds several things: {@code name=number, …}. */
final class BoundList {
  /** Refuses what is not a list of bounds. */
  static final ConfigDef.Validator VALIDATOR =
      ConfigDef.LambdaValidator.with(
          (name, value) -> parse(name, (List<?>) value), () -> "name=number, …");

  private static final Pattern ENTRY = Pattern.compile("\\s*([^=\\s]+)\\s*=\\s*(\\d{1,9})\\s*");

  private BoundList() {}

  /**
   * The bounds by what they bound.
   *
   * @throws ConfigException if an entry is no name and number from 0 to 999 999 999, or a name is
   *     there twice
   */
  static Map<String, Integer> parse(String property, List<?> entries) {
    Map<String, Integer> bounds = new HashMap<>();
    for (Object entry : entries) {
      Matcher bound = ENTRY.matcher(entry.toString());
      if (!bound.matches()
          || bounds.put(bound.group(1), Integer.parseInt(bound.group(2))) != null) {
        throw new ConfigException(
            property,
            entries,
            "Expected name=number from 0, each name once, but got '" + entry + "'");
      }
    }
    return bounds;
  }
}
