package dev.sagas.http.oidc;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that a token is of the issuer, for this service, and valid now. */
final class CurrentClaims extends DefaultJWTClaimsVerifier<SecurityContext> {
  static final int SKEW_SECONDS = 30;

  private final Clock clock;

  CurrentClaims(OidcSettings settings, Clock clock) {
    super(
        audiences(settings),
        new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
        Set.of("sub", "exp"),
        Set.of());
    this.clock = clock;
    setMaxClockSkew(SKEW_SECONDS);
  }

  /** A session of a browser is worth its ID token, whose audience is the client. */
  private static Set<String> audiences(OidcSettings settings) {
    return Stream.concat(
            Stream.of(settings.audience()),
            settings.browser().map(OidcSettings.Browser::clientId).stream())
        .collect(Collectors.toSet());
  }

  @Override
  protected Date currentTime() {
    return Date.from(clock.instant());
  }
}
