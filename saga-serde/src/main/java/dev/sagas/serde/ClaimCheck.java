package dev.sagas.serde;

import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;

/**
 * Keeps large values outside Kafka: the record carries a {@link Claim} instead (Hohpe and Woolf,
 * <i>Enterprise Integration Patterns</i>: Claim Check).
 *
 * <ul>
 *   <li>Safe for use by many threads.
 *   <li>Values are in {@linkplain WireFormat wire format}, header included.
 * </ul>
 */
public interface ClaimCheck extends AutoCloseable {
  /** Where large values are kept; without it there are none. */
  String URL_CONFIG = "claim.check.url";

  /** An instance to use instead of one that is opened by its address; its owner closes it. */
  String INSTANCE_CONFIG = "saga.claim.check";

  /** Leaves all values where they are. A claim cannot be read until an address is configured. */
  ClaimCheck NONE =
      new ClaimCheck() {
        @Override
        public byte[] checkIn(byte[] value) {
          return value;
        }

        @Override
        public byte[] checkOut(Claim claim) {
          throw new ClaimUnavailableException(
              "Expected %s to name the store of %s, but it is not configured"
                  .formatted(URL_CONFIG, claim));
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  /**
   * The value itself if it is small; else its claim, once the store has it durably.
   *
   * <ul>
   *   <li>Equal values have equal claims, so that it may be repeated.
   * </ul>
   *
   * @throws ClaimUnavailableException if the store does not take it now
   * @throws ValueTooLargeException if it is too large even so
   */
  byte[] checkIn(byte[] value);

  /**
   * The value that a claim stands for.
   *
   * @throws ClaimUnavailableException if the store does not answer
   * @throws ClaimLostException if it has no such object, or another
   */
  byte[] checkOut(Claim claim);

  @Override
  void close();

  /** Opens claim checks; a service, which {@code saga-claims} provides. */
  interface Provider {
    /**
     * Opens one; the store is not asked for anything yet.
     *
     * @throws ConfigException if a value does not fit
     */
    ClaimCheck open(Map<String, ?> config);
  }

  /**
   * The one that is configured.
   *
   * @throws ConfigException if an address is, but no provider is on the class path
   */
  static ClaimCheck of(Map<String, ?> config) {
    if (config.get(INSTANCE_CONFIG) instanceof ClaimCheck instance) {
      return new Borrowed(instance);
    }
    if (RegistryConfig.string(config, URL_CONFIG).isEmpty()) {
      return NONE;
    }
    return ServiceLoader.load(Provider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    "Expected saga-claims on the class path, because %s is configured"
                        .formatted(URL_CONFIG)))
        .open(config);
  }

  /** One that somebody else closes. */
  record Borrowed(ClaimCheck owned) implements ClaimCheck {
    @Override
    public byte[] checkIn(byte[] value) {
      return owned.checkIn(value);
    }

    @Override
    public byte[] checkOut(Claim claim) {
      return owned.checkOut(claim);
    }

    @Override
    public void close() {
      // Its owner closes it.
    }
  }
}
