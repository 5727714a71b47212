package dev.sagas.orchestrator.claims;

import dev.sagas.claims.ClaimSettings;
import dev.sagas.claims.ObjectClaims;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import dev.sagas.serde.ClaimLostException;
import dev.sagas.serde.ClaimUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The claim check of the engine's codec.
 *
 * <ul>
 *   <li>Within a decision the store is not asked: a value that is needed must have been {@linkplain
 *       #load loaded} before, else {@link dev.sagas.serde.ClaimNeededException} says so; and a
 *       value that is made is kept in memory until it is {@linkplain #store stored}.
 *   <li>Elsewhere, as for previews, it loads at once, and stores nothing.
 *   <li>Safe for use by many threads; each decision has values of its own.
 * </ul>
 */
public final class StagedClaims implements ClaimCheck {
  private static final ThreadLocal<@Nullable ClaimedValues> CURRENT = new ThreadLocal<>();

  private final Optional<ObjectClaims> store;
  private final ClaimCheck rehearsed;
  private final ClaimFigures figures = new ClaimFigures();

  private StagedClaims(Optional<ObjectClaims> store) {
    this.store = store;
    this.rehearsed = store.map(ObjectClaims::rehearsed).orElse(NONE);
  }

  /** Keeps all values inline; a claim waits until a store is configured. */
  public static StagedClaims none() {
    return new StagedClaims(Optional.empty());
  }

  /**
   * Opens the configured store, if there is one; it is not asked for anything yet.
   *
   * @throws ConfigException if a value does not fit
   */
  public static StagedClaims of(Map<String, ?> config) {
    Object url = config.get(URL_CONFIG);
    boolean isConfigured = url != null && !url.toString().isBlank();
    return isConfigured
        ? new StagedClaims(Optional.of(ObjectClaims.open(ClaimSettings.of(config))))
        : none();
  }

  /** A codec's configuration with this as its claim check, if there is a store. */
  public Map<String, Object> in(Map<String, ?> config) {
    Map<String, Object> with = new HashMap<>(config);
    if (isConfigured()) {
      with.put(INSTANCE_CONFIG, this);
    }
    return with;
  }

  /** What is counted of it. */
  public ClaimFigures figures() {
    return figures;
  }

  /** Whether there is a store; if not, a decision needs none of this. */
  public boolean isConfigured() {
    return store.isPresent();
  }

  /** True while the store does not answer. */
  public boolean isAway() {
    return store.map(ObjectClaims::isAway).orElse(false);
  }

  /** Makes a decision, on whichever thread this is called, with these values. */
  public <T> T within(ClaimedValues values, Supplier<T> decision) {
    CURRENT.set(values);
    try {
      return decision.get();
    } finally {
      CURRENT.remove();
    }
  }

  @Override
  public byte[] checkIn(byte[] value) {
    if (store.isEmpty() || !store.get().isLarge(value)) {
      return value;
    }
    ClaimedValues values = CURRENT.get();
    if (values == null) {
      return rehearsed.checkIn(value);
    }
    Claim claim = store.get().claim(value);
    values.stage(claim, value);
    return claim.encoded();
  }

  @Override
  public byte[] checkOut(Claim claim) {
    ClaimedValues values = CURRENT.get();
    return values == null ? rehearsed.checkOut(claim) : values.get(claim);
  }

  private ClaimCheck asked() {
    return store.map(ClaimCheck.class::cast).orElse(NONE);
  }

  /**
   * Loads a value for a decision. One that the store does not have is noted: the decision gets the
   * error when it needs the value.
   *
   * @throws ClaimUnavailableException if the store does not answer in time
   */
  public void load(Claim claim, ClaimedValues values) {
    try {
      byte[] value = asked().checkOut(claim);
      figures.loaded(value.length);
      values.load(claim, value);
    } catch (ClaimUnavailableException e) {
      figures.failed();
      throw e;
    } catch (ClaimLostException e) {
      values.lose(claim, e);
    }
  }

  /**
   * Makes durable what a decision has made; repeating it changes nothing.
   *
   * @throws ClaimUnavailableException if the store does not take it in time
   */
  public void store(ClaimedValues values) {
    try {
      for (byte[] value : values.staged()) {
        byte[] unused = asked().checkIn(value);
        figures.stored(value.length);
      }
    } catch (ClaimUnavailableException e) {
      figures.failed();
      throw e;
    }
  }

  @Override
  public void close() {
    store.ifPresent(ObjectClaims::close);
  }
}
