package dev.sagas.http.oidc;

import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An issuer: its metadata and its keys.
 *
 * <ul>
 *   <li>Its metadata is read when it is first needed, so that an issuer that is down keeps no
 *       instance from starting. After a failure it is asked again 5 s later at the earliest.
 *   <li>Its keys are kept for 5 minutes, and for an hour while it does not answer. An unknown key
 *       is looked for at most once in {@link SpacedKeys#INTERVAL}.
 *   <li>Thread-safe.
 * </ul>
 */
final class TokenIssuer {
  static final int TIMEOUT_MS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(TokenIssuer.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration KEEP_KEYS = Duration.ofMinutes(5);
  private static final Duration KEEP_KEYS_IN_OUTAGE = Duration.ofHours(1);
  private static final int MAX_KEYS_BYTES = 256 * 1024;

  private final URI issuer;
  private final LongSupplier nowMs;
  private @Nullable Known known;
  private long failedAtMs;
  private boolean hasFailed;

  /** What is known of it. */
  record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys) {}

  /**
   * An issuer.
   *
   * @param nowMs a clock that never goes back
   */
  TokenIssuer(URI issuer, LongSupplier nowMs) {
    this.issuer = issuer;
    this.nowMs = nowMs;
  }

  URI address() {
    return issuer;
  }

  /**
   * Its metadata and keys.
   *
   * @throws ProblemException if it does not answer
   */
  synchronized Known known() {
    Known current = known;
    if (current == null) {
      current = read();
      known = current;
    }
    return current;
  }

  private Known read() {
    if (hasFailed && nowMs.getAsLong() - failedAtMs < RETRY_AFTER.toMillis()) {
      throw unavailable(new IOException("it did not answer a moment ago"));
    }
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(new Issuer(issuer), TIMEOUT_MS, TIMEOUT_MS);
      return new Known(metadata, keys(metadata.getJWKSetURI()));
    } catch (GeneralException | IOException e) {
      hasFailed = true;
      failedAtMs = nowMs.getAsLong();
      LOG.error("Expected the metadata of the issuer {}, but: {}", issuer, e.toString());
      throw unavailable(e);
    }
  }

  private JWKSource<SecurityContext> keys(URI address) throws MalformedURLException {
    JWKSetSource<SecurityContext> all =
        new URLBasedJWKSetSource<>(
            address.toURL(), new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, MAX_KEYS_BYTES));
    return JWKSourceBuilder.create(new SpacedKeys(all, nowMs))
        .rateLimited(false)
        .retrying(false)
        .refreshAheadCache(false)
        .cache(KEEP_KEYS.toMillis(), 2L * TIMEOUT_MS)
        .outageTolerant(KEEP_KEYS_IN_OUTAGE.toMillis())
        .build();
  }

  /** For requests that need an answer of the issuer. */
  ProblemException unavailable(Exception cause) {
    return new ProblemException(
        ProblemCode.PLATFORM_UNAVAILABLE,
        "Expected the issuer of tokens, %s, to answer, but it does not; the log has the reason"
            .formatted(issuer),
        cause);
  }
}
