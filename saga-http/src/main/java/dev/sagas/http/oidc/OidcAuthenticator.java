package dev.sagas.http.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.security.Authenticator;
import dev.sagas.http.security.Bearer;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Verifies bearer tokens that an OpenID Connect issuer signed.
 *
 * <ul>
 *   <li>A token must be signed with a public key of the issuer (RSA or elliptic curve): unsigned
 *       ones and those with a shared secret are refused, whatever their header says.
 *   <li>It must name the issuer and the audience, or this service's client id, and be valid now,
 *       with a skew of 30 s.
 *   <li>A person without a role that is known here is refused as {@code forbidden}.
 *   <li>If the issuer's keys are not known and it does not answer: {@code platform-unavailable}.
 * </ul>
 */
public final class OidcAuthenticator implements Authenticator {
  /** The algorithms of signatures that are accepted. */
  static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final Pattern JWT =
      Pattern.compile("eyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");

  private final OidcSettings settings;
  private final TokenIssuer issuer;
  private final Clock clock;

  /** A verifier that asks the issuer when the first token comes. */
  public OidcAuthenticator(OidcSettings settings) {
    this(settings, Clock.systemUTC(), () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  /**
   * The same with other clocks.
   *
   * @param nowMs one that never goes back
   */
  OidcAuthenticator(OidcSettings settings, Clock clock, LongSupplier nowMs) {
    this.settings = settings;
    this.clock = clock;
    this.issuer = new TokenIssuer(settings.issuer(), nowMs);
  }

  OidcSettings settings() {
    return settings;
  }

  TokenIssuer issuer() {
    return issuer;
  }

  static JWSKeySelector<SecurityContext> keysOf(TokenIssuer.Known known) {
    return new JWSVerificationKeySelector<>(ALGORITHMS, known.keys());
  }

  @Override
  public Person verify(Optional<String> authorization) {
    String token = Bearer.token(authorization);
    if (!JWT.matcher(token).matches()) {
      throw new ProblemException(ProblemCode.UNAUTHENTICATED, "Expected a token in use");
    }
    return PersonClaims.person(claims(token), settings);
  }

  private JWTClaimsSet claims(String token) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(keysOf(issuer.known()));
    processor.setJWTClaimsSetVerifier(new CurrentClaims(settings, clock));
    try {
      return processor.process(token, null);
    } catch (ParseException | BadJOSEException | RateLimitReachedException e) {
      throw refused(e);
    } catch (JOSEException e) {
      throw issuer.unavailable(e);
    }
  }

  private ProblemException refused(Exception reason) {
    return new ProblemException(
        ProblemCode.UNAUTHENTICATED,
        "Expected a token of %s that is valid now, but it is not: %s"
            .formatted(settings.issuer(), reason.getMessage()),
        reason);
  }

  @Override
  public boolean isProtecting() {
    return true;
  }
}
