package dev.sagas.claims;

import dev.sagas.serde.ClaimCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * How large values are kept; {@code docs/guides/large-payloads.md} explains the keys.
 *
 * @param url address of the store, as for {@link dev.sagas.objects.ObjectStores#open}
 * @param minBytes values up to this length stay in their records
 * @param maxBytes the largest value
 * @param timeout how long the store may take to answer one request
 * @param keyFile the keys with which objects are encrypted; they are not if empty
 * @param mayCreate whether a store that has never been used is taken into use
 */
public record ClaimSettings(
    String url,
    int minBytes,
    int maxBytes,
    Duration timeout,
    Optional<Path> keyFile,
    boolean mayCreate) {
  public static final String MIN_BYTES_CONFIG = "claim.check.min.bytes";
  public static final String MAX_BYTES_CONFIG = "claim.check.max.bytes";
  public static final String TIMEOUT_CONFIG = "claim.check.timeout.ms";

  /** Whether nothing is stored ({@code true}): for rehearsals. Not set by applications. */
  public static final String READ_ONLY_CONFIG = "claim.check.read.only";

  public static final String KEY_FILE_CONFIG = "claim.check.key.file";

  /** Whether a store that has never been used is taken into use: {@code true} by default. */
  public static final String CREATE_CONFIG = "claim.check.create";

  public static final int DEFAULT_MIN_BYTES = 128 * 1024;
  public static final int DEFAULT_MAX_BYTES = 100 * 1024 * 1024;

  /** Less than Kafka Streams gives a transaction: one must not end because of a slow store. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  /** A claim must not be as long as what it stands for. */
  private static final int LEAST_MIN_BYTES = 1024;

  /**
   * Reads the configuration of a client.
   *
   * @throws ConfigException if a value does not fit
   */
  public static ClaimSettings of(Map<String, ?> config) {
    int minBytes = number(config, MIN_BYTES_CONFIG, DEFAULT_MIN_BYTES, LEAST_MIN_BYTES);
    int timeoutMs = number(config, TIMEOUT_CONFIG, (int) DEFAULT_TIMEOUT.toMillis(), 1);
    return new ClaimSettings(
        text(config, ClaimCheck.URL_CONFIG)
            .orElseThrow(() -> new ConfigException("Expected " + ClaimCheck.URL_CONFIG)),
        minBytes,
        number(config, MAX_BYTES_CONFIG, Math.max(DEFAULT_MAX_BYTES, minBytes), minBytes),
        Duration.ofMillis(timeoutMs),
        text(config, KEY_FILE_CONFIG).map(Path::of),
        flag(config, CREATE_CONFIG));
  }

  private static boolean flag(Map<String, ?> config, String key) {
    String text = text(config, key).orElse("true").toLowerCase(Locale.ROOT);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ConfigException(
              "Expected %s to be true or false, but it is '%s'".formatted(key, text));
    };
  }

  private static Optional<String> text(Map<String, ?> config, String key) {
    return Optional.ofNullable(config.get(key))
        .map(value -> value.toString().strip())
        .filter(value -> !value.isEmpty());
  }

  private static int number(Map<String, ?> config, String key, int otherwise, int least) {
    String text = text(config, key).orElse(String.valueOf(otherwise));
    try {
      int number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same message for what is no number, and what is too small.
    }
    throw new ConfigException(
        "Expected %s to be a whole number from %s, but it is '%s'".formatted(key, least, text));
  }
}
