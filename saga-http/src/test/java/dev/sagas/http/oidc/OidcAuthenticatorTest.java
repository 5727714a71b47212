package dev.sagas.http.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.security.EitherAuthenticator;
import dev.sagas.http.security.LocalPerson;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of a real issuer in this process. */
class OidcAuthenticatorTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");
  private static final Map<String, AccessRole> ROLES =
      OidcSettings.roles(List.of("staff=viewer", "on-call=operator", "platform=admin"));

  private final AtomicLong nowMs = new AtomicLong();
  private TestIssuer issuer;
  private OidcAuthenticator authenticator;

  @BeforeEach
  void start() throws Exception {
    issuer = TestIssuer.start();
    authenticator = authenticator("roles");
  }

  @AfterEach
  void close() {
    issuer.close();
  }

  private OidcAuthenticator authenticator(String rolesClaim) {
    return new OidcAuthenticator(
        new OidcSettings(
            issuer.address(), TestIssuer.CLIENT, "sub", rolesClaim, ROLES, Optional.empty()),
        Clock.fixed(NOW, ZoneOffset.UTC),
        nowMs::get);
  }

  @Test
  void shouldTakeNameAndRoleFromATokenOfTheIssuer() {
    assertThat(verify(claims())).isEqualTo(new Person("ada", AccessRole.OPERATOR));
    assertThat(authenticator.isProtecting()).isTrue();
  }

  @Test
  void shouldTakeTheRoleThatMayDoMost() {
    assertThat(verify(claims().claim("roles", List.of("other", "staff", "platform", "on-call"))))
        .isEqualTo(new Person("ada", AccessRole.ADMIN));
    assertThat(verify(claims().claim("roles", "staff")).role()).isEqualTo(AccessRole.VIEWER);
  }

  @Test
  void shouldFindRolesInsideAnotherClaim() {
    authenticator = authenticator("realm_access.roles");
    assertThat(verify(claims().claim("realm_access", Map.of("roles", List.of("staff")))).role())
        .isEqualTo(AccessRole.VIEWER);
  }

  @Test
  void shouldForbidPeopleWithoutARole() {
    for (JWTClaimsSet.Builder claims :
        List.of(
            claims().claim("roles", List.of("other", "admin")),
            claims().claim("roles", null),
            claims().claim("roles", Map.of("on-call", true)),
            claims().claim("roles", 7))) {
      shouldRefuse(issuer.sign(claims.build()), ProblemCode.FORBIDDEN);
    }
  }

  @Test
  void shouldRefuseTokensForOthersOrOfOthersOrOfAnotherTime() {
    for (JWTClaimsSet.Builder claims :
        List.of(
            claims().issuer("https://evil.example"),
            claims().issuer(null),
            claims().audience("shop"),
            claims().audience(List.of()),
            claims().subject(null),
            claims().subject("a\nb"),
            claims().expirationTime(null),
            claims().expirationTime(Date.from(NOW.minusSeconds(31))),
            claims().notBeforeTime(Date.from(NOW.plusSeconds(31))))) {
      shouldRefuse(issuer.sign(claims.build()), ProblemCode.UNAUTHENTICATED);
    }
    assertThat(verify(claims().expirationTime(Date.from(NOW.minusSeconds(29)))).name())
        .as("clocks differ")
        .isEqualTo("ada");
  }

  @Test
  void shouldRefuseTokensThatTheIssuerDidNotSign() throws Exception {
    JWTClaimsSet claims = claims().build();
    String good = issuer.sign(claims);
    String body = good.substring(0, good.lastIndexOf('.'));
    SignedJWT shared =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(issuer.key().getKeyID()).build(),
            claims);
    shared.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));

    shouldRefuse(new PlainJWT(claims).serialize(), ProblemCode.UNAUTHENTICATED);
    shouldRefuse(shared.serialize(), ProblemCode.UNAUTHENTICATED);
    shouldRefuse(body + ".", ProblemCode.UNAUTHENTICATED);
    shouldRefuse(body + ".AAAA", ProblemCode.UNAUTHENTICATED);
    shouldRefuse("eyJ.x.y", ProblemCode.UNAUTHENTICATED);
    assertThat(authenticator.verify(Optional.of("Bearer " + good)).name()).isEqualTo("ada");
  }

  @Test
  void shouldLookForAnUnknownKeyAtMostOnceInAnInterval() {
    String old = issuer.sign(claims().build());
    verify(claims());
    issuer.rotate("second");
    String rotated = issuer.sign(claims().build());

    for (int i = 0; i < 5; i++) {
      shouldRefuse(rotated, ProblemCode.UNAUTHENTICATED);
    }
    assertThat(issuer.keyRequests).hasValue(1);
    assertThat(authenticator.verify(Optional.of("Bearer " + old)).name())
        .as("known keys are not asked for")
        .isEqualTo("ada");

    nowMs.addAndGet(SpacedKeys.INTERVAL.toMillis());
    for (int i = 0; i < 5; i++) {
      assertThat(authenticator.verify(Optional.of("Bearer " + rotated)).name()).isEqualTo("ada");
    }
    assertThat(issuer.keyRequests).hasValue(2);

    issuer.rotate("third");
    String forged = issuer.sign(claims().build());
    issuer.rotate("fourth");
    nowMs.addAndGet(SpacedKeys.INTERVAL.toMillis());
    for (int i = 0; i < 5; i++) {
      shouldRefuse(forged, ProblemCode.UNAUTHENTICATED);
    }
    assertThat(issuer.keyRequests).hasValue(3);
  }

  @Test
  void shouldSayThatTheIssuerDoesNotAnswerAndAskItAgainLater() {
    String token = issuer.sign(claims().build());
    issuer.goDown(true);
    shouldRefuse(token, ProblemCode.PLATFORM_UNAVAILABLE);
    issuer.goDown(false);
    shouldRefuse(token, ProblemCode.PLATFORM_UNAVAILABLE);

    nowMs.addAndGet(Duration.ofSeconds(5).toMillis());
    assertThat(authenticator.verify(Optional.of("Bearer " + token)).name()).isEqualTo("ada");
  }

  @Test
  void shouldSayThatTheIssuerDoesNotAnswerWhileItHasNoKeys() {
    String token = issuer.sign(claims().build());
    issuer.hideKeys(true);
    shouldRefuse(token, ProblemCode.PLATFORM_UNAVAILABLE);
    shouldRefuse(token, ProblemCode.PLATFORM_UNAVAILABLE);
    assertThat(issuer.keyRequests).hasValue(1);

    issuer.hideKeys(false);
    nowMs.addAndGet(SpacedKeys.INTERVAL.toMillis());
    assertThat(authenticator.verify(Optional.of("Bearer " + token)).name()).isEqualTo("ada");
  }

  @Test
  void shouldNotAskTheIssuerForWhatIsNoTokenOfIts() {
    issuer.goDown(true);
    shouldRefuse("0123456789abcdef0123456789abcdef", ProblemCode.UNAUTHENTICATED);
    assertThatThrownBy(() -> authenticator.verify(Optional.empty()))
        .isInstanceOf(ProblemException.class)
        .hasMessage("Expected the header Authorization to be Bearer TOKEN");
  }

  @Test
  void shouldAlsoWorkNextToTokensOfAFile() {
    EitherAuthenticator either = new EitherAuthenticator(authenticator, new LocalPerson("local"));
    assertThat(either.verify(Optional.of("Bearer " + issuer.sign(claims().build()))).name())
        .isEqualTo("ada");
    assertThat(either.verify(Optional.of("Bearer 1")).name()).isEqualTo("local");
    assertThat(either.isProtecting()).isFalse();
    String forbidden = issuer.sign(claims().claim("roles", List.of()).build());
    assertThatThrownBy(() -> either.verify(Optional.of("Bearer " + forbidden)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.FORBIDDEN));
  }

  @Test
  void shouldRefuseSettingsThatProtectNothing() {
    assertThatThrownBy(() -> settings("http://issuer.example", "sagas"))
        .hasMessageContaining("Expected http.oidc.issuer to be an https URL");
    assertThatThrownBy(() -> settings("https://issuer.example", ""))
        .hasMessageContaining("Expected http.oidc.audience or http.oidc.client.id to be set");
    assertThatThrownBy(() -> OidcSettings.roles(List.of("staff=king")))
        .hasMessageContaining("Expected http.oidc.roles to be value=role");
    OidcSettings.Browser browser =
        new OidcSettings.Browser(
            "sagas", Optional.of("secret"), URI.create("https://sagas.example"), List.of("openid"));
    assertThat(browser.toString()).doesNotContain("secret");
    assertThat(browser.redirect()).hasToString("https://sagas.example/login/callback");
  }

  private static OidcSettings settings(String address, String audience) {
    return new OidcSettings(URI.create(address), audience, "sub", "roles", ROLES, Optional.empty());
  }

  private JWTClaimsSet.Builder claims() {
    return issuer.claims(NOW);
  }

  private Person verify(JWTClaimsSet.Builder claims) {
    return authenticator.verify(Optional.of("Bearer " + issuer.sign(claims.build())));
  }

  private void shouldRefuse(String token, ProblemCode code) {
    assertThatThrownBy(() -> authenticator.verify(Optional.of("Bearer " + token)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).as(e.detail()).isEqualTo(code))
        .hasMessageNotContaining(token);
  }
}
