package dev.sagas.http.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an issuer's keys at most once in {@link #INTERVAL}: anybody can send tokens that name
 * unknown keys. The library's own limit lets two through.
 */
final class SpacedKeys extends JWKSetSourceWrapper<SecurityContext> {
  static final Duration INTERVAL = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(SpacedKeys.class);

  private final LongSupplier nowMs;
  private boolean wasRead;
  private boolean hasFailed;
  private long readAtMs;

  SpacedKeys(JWKSetSource<SecurityContext> source, LongSupplier nowMs) {
    super(source);
    this.nowMs = nowMs;
  }

  /**
   * The keys.
   *
   * @throws RateLimitReachedException if they were read a moment ago
   * @throws KeySourceException if they cannot be read, or could not a moment ago
   */
  @Override
  public synchronized JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long currentTime, SecurityContext context)
      throws KeySourceException {
    long now = nowMs.getAsLong();
    if (wasRead && now - readAtMs < INTERVAL.toMillis()) {
      if (hasFailed) {
        throw new JWKSetUnavailableException("Expected keys, but reading them has just failed");
      }
      throw new RateLimitReachedException();
    }
    wasRead = true;
    readAtMs = now;
    hasFailed = true;
    try {
      JWKSet keys = getSource().getJWKSet(evaluator, currentTime, context);
      hasFailed = false;
      return keys;
    } catch (KeySourceException e) {
      LOG.error("Expected the keys of the issuer of tokens, but: {}", e.toString());
      throw e;
    }
  }
}
