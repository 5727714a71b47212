package dev.sagas.http.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.security.BrowserLogin;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs people in with a browser at the issuer: the authorization code flow, with PKCE, state and
 * nonce.
 *
 * <ul>
 *   <li>The session is worth the ID token, and so ends when that expires.
 *   <li>Nothing is kept here between the two steps: state, nonce and verifier are in a cookie that
 *       no script can read, so it need not be the same instance that finishes.
 * </ul>
 */
public final class OidcLogin implements BrowserLogin {
  private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);

  private final OidcAuthenticator authenticator;
  private final OidcSettings.Browser browser;
  private final TokenIssuer issuer;

  private OidcLogin(OidcAuthenticator authenticator, OidcSettings.Browser browser) {
    this.authenticator = authenticator;
    this.browser = browser;
    this.issuer = authenticator.issuer();
  }

  /** The login for the same issuer; empty if there is none for browsers. */
  public static Optional<BrowserLogin> of(OidcAuthenticator authenticator) {
    return authenticator.settings().browser().map(browser -> new OidcLogin(authenticator, browser));
  }

  @Override
  public String issuer() {
    return issuer.address().getHost();
  }

  @Override
  public Begun begin(String next) {
    Attempt attempt = new Attempt(new State(), new Nonce(), new CodeVerifier(), next);
    URI address =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                new Scope(browser.scopes().toArray(String[]::new)),
                new ClientID(browser.clientId()),
                browser.redirect())
            .endpointURI(issuer.known().metadata().getAuthorizationEndpointURI())
            .state(attempt.state())
            .nonce(attempt.nonce())
            .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
            .build()
            .toURI();
    return new Begun(address, attempt.cookie());
  }

  @Override
  public Signed finish(Map<String, String> query, Optional<String> cookie) {
    Attempt attempt =
        cookie
            .flatMap(Attempt::of)
            .filter(begun -> begun.state().getValue().equals(query.get("state")))
            .orElseThrow(
                () -> refused("Expected a login that began in this browser less than 10 min ago"));
    String code = query.getOrDefault("code", "");
    if (code.isEmpty()) {
      LOG.info("{} refused a login: {}", issuer.address(), query.getOrDefault("error", "no code"));
      throw refused("Expected the issuer to sign you in, but it refused");
    }
    JWT token = exchange(code, attempt);
    requireFresh(token, attempt.nonce());
    String authorization = "Bearer " + token.serialize();
    authenticator.verify(Optional.of(authorization));
    return new Signed(authorization, attempt.next());
  }

  /** What the issuer gives for a code. */
  private JWT exchange(String code, Attempt attempt) {
    HTTPRequest request = tokenRequest(code, attempt).toHTTPRequest();
    request.setConnectTimeout(TokenIssuer.TIMEOUT_MS);
    request.setReadTimeout(TokenIssuer.TIMEOUT_MS);
    try {
      TokenResponse response = OIDCTokenResponseParser.parse(request.send());
      if (!response.indicatesSuccess()) {
        LOG.warn(
            "{} refused a code: {}",
            issuer.address(),
            response.toErrorResponse().getErrorObject().getCode());
        throw refused("Expected the issuer to accept the login, but it refused");
      }
      OIDCTokens tokens = ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens();
      return Optional.ofNullable(tokens.getIDToken())
          .orElseThrow(() -> refused("Expected the issuer to give an ID token, but it gave none"));
    } catch (IOException | ParseException e) {
      LOG.error("Expected a token of the issuer {}, but: {}", issuer.address(), e.toString());
      throw issuer.unavailable(e);
    }
  }

  private TokenRequest tokenRequest(String code, Attempt attempt) {
    ClientID client = new ClientID(browser.clientId());
    URI endpoint = issuer.known().metadata().getTokenEndpointURI();
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), browser.redirect(), attempt.verifier());
    return browser
        .clientSecret()
        .map(
            secret ->
                new TokenRequest.Builder(
                        endpoint, new ClientSecretBasic(client, new Secret(secret)), grant)
                    .build())
        .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant).build());
  }

  /** Signed by the issuer, for this client, and for this attempt. */
  private void requireFresh(JWT token, Nonce nonce) {
    try {
      new IDTokenValidator(
              new Issuer(issuer.address()),
              new ClientID(browser.clientId()),
              OidcAuthenticator.keysOf(issuer.known()),
              null)
          .validate(token, nonce);
    } catch (BadJOSEException | JOSEException e) {
      LOG.warn("{} sent a token that is refused: {}", issuer.address(), e.getMessage());
      throw refused("Expected the issuer's token to be for this login, but it is not");
    }
  }

  private static ProblemException refused(String why) {
    return new ProblemException(ProblemCode.UNAUTHENTICATED, why + ": sign in again");
  }
}
