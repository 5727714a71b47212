package dev.sagas.claims;

import dev.sagas.objects.ObjectStores;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import dev.sagas.serde.ClaimLostException;
import dev.sagas.serde.ValueTooLargeException;
import dev.sagas.serde.WireFormat;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * Keeps large values in an object store, each under the digest of its content.
 *
 * <ul>
 *   <li>A claim is returned when its object is durable: an application that sends it afterwards
 *       never sends a claim to nothing.
 *   <li>The caller waits for the store, for {@link ClaimSettings#timeout} and three requests at
 *       most; not at all while the store is known to be away.
 * </ul>
 */
public final class ObjectClaims implements ClaimCheck {
  private final ClaimSettings settings;
  private final ClaimStore store;

  ObjectClaims(ClaimSettings settings, ClaimStore store) {
    this.settings = settings;
    this.store = store;
  }

  /** Opens the configured store. */
  public static final class Service implements ClaimCheck.Provider {
    @Override
    public ClaimCheck open(Map<String, ?> config) {
      ObjectClaims store = ObjectClaims.open(ClaimSettings.of(config));
      boolean readOnly = "true".equals(String.valueOf(config.get(ClaimSettings.READ_ONLY_CONFIG)));
      return readOnly ? store.rehearsed() : store;
    }
  }

  /**
   * Opens a store; it is not asked for anything yet.
   *
   * @throws ConfigException if its address or the file of keys does not fit
   */
  public static ObjectClaims open(ClaimSettings settings) {
    ContentCipher cipher = ContentCipher.of(settings.keyFile());
    try {
      MarkedStore store = new MarkedStore(ObjectStores.open(settings.url()), settings.mayCreate());
      return new ObjectClaims(
          settings, new ClaimStore(store, cipher, Clock.systemUTC(), settings.timeout()));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(ClaimCheck.URL_CONFIG + ": " + e.getMessage());
    }
  }

  /** Whether a value is to be kept outside Kafka. */
  public boolean isLarge(byte[] value) {
    return value.length > settings.minBytes() && !Claim.isClaim(value);
  }

  @Override
  public byte[] checkIn(byte[] value) {
    if (!isLarge(value)) {
      return value;
    }
    Claim claim = claim(value);
    store.put(claim, Arrays.copyOfRange(value, WireFormat.HEADER_BYTES, value.length));
    return claim.encoded();
  }

  /**
   * The claim of a large value, which is not stored yet.
   *
   * @throws ValueTooLargeException if it is larger than values may be
   */
  public Claim claim(byte[] value) {
    if (value.length > settings.maxBytes()) {
      throw new ValueTooLargeException(
          "Expected a value of at most %s bytes (%s), but got %s"
              .formatted(settings.maxBytes(), ClaimSettings.MAX_BYTES_CONFIG, value.length));
    }
    return Claim.of(value);
  }

  @Override
  public byte[] checkOut(Claim claim) {
    if (claim.bytes() > settings.maxBytes()) {
      throw new ClaimLostException(
          "Expected at most %s bytes (%s), but there is a claim of %s"
              .formatted(settings.maxBytes(), ClaimSettings.MAX_BYTES_CONFIG, claim));
    }
    return claim.inline(store.get(claim));
  }

  /** The same store for decisions that are not carried out: what they make is not stored. */
  public ClaimCheck rehearsed() {
    return new RehearsedClaims(this);
  }

  /** True while the store is known not to answer: calls fail at once. */
  public boolean isAway() {
    return store.isAway();
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public String toString() {
    return store.toString();
  }
}
