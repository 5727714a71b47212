package dev.sagas.http;

import dev.sagas.http.cluster.Peers;
import dev.sagas.http.cluster.SignOutExchange;
import dev.sagas.http.oidc.OidcAuthenticator;
import dev.sagas.http.oidc.OidcLogin;
import dev.sagas.http.oidc.OidcSettings;
import dev.sagas.http.security.Authenticator;
import dev.sagas.http.security.BrowserLogin;
import dev.sagas.http.security.BrowserSessions;
import dev.sagas.http.security.EitherAuthenticator;
import dev.sagas.http.security.LocalPerson;
import dev.sagas.http.security.SessionSeal;
import dev.sagas.http.security.TokenFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who may ask, by the settings of an instance.
 *
 * <ul>
 *   <li>{@code http.tokens.file} and {@code http.oidc.issuer} can be set together: a token of
 *       either is good. Without both, everybody on this machine may do everything.
 * </ul>
 *
 * @param login how browsers sign in, besides with a token
 * @param sessions of those who have signed in
 */
public record HttpAccess(
    Authenticator authenticator, Optional<BrowserLogin> login, BrowserSessions sessions) {

  /**
   * Reads the settings.
   *
   * @param setting the value of a name; empty if it is not set
   * @throws IllegalArgumentException if a setting is wrong, or a file cannot be read
   */
  public static HttpAccess of(Function<String, Optional<String>> setting) {
    Optional<Authenticator> tokens =
        setting.apply("http.tokens.file").map(file -> TokenFile.read(Path.of(file)));
    Optional<OidcAuthenticator> oidc =
        setting
            .apply("http.oidc.issuer")
            .map(issuer -> new OidcAuthenticator(oidc(URI.create(issuer), setting)));
    Authenticator authenticator =
        tokens
            .<Authenticator>flatMap(file -> oidc.map(both -> new EitherAuthenticator(file, both)))
            .or(() -> tokens)
            .or(() -> oidc)
            .orElseGet(() -> new LocalPerson(System.getProperty("user.name", "local")));
    BrowserSessions sessions =
        setting
            .apply("http.session.key.file")
            .map(file -> BrowserSessions.sealed(SessionSeal.read(Path.of(file))))
            .orElseGet(BrowserSessions::new);
    return new HttpAccess(authenticator, oidc.flatMap(OidcLogin::of), sessions);
  }

  /**
   * From now on tells these instances who signs out, and learns it from them; empty if sessions are
   * in memory.
   */
  public Optional<SignOutExchange> exchangingSignOuts(Peers peers) {
    return sessions.signOuts().map(known -> SignOutExchange.start(known, peers, Clock.systemUTC()));
  }

  private static OidcSettings oidc(URI issuer, Function<String, Optional<String>> setting) {
    Optional<String> client = setting.apply("http.oidc.client.id");
    return new OidcSettings(
        issuer,
        setting.apply("http.oidc.audience").or(() -> client).orElse(""),
        setting.apply("http.oidc.name.claim").orElse("sub"),
        setting.apply("http.oidc.roles.claim").orElse("roles"),
        OidcSettings.roles(
            words(
                setting
                    .apply("http.oidc.roles")
                    .orElse("viewer=viewer,operator=operator,admin=admin"))),
        client.map(id -> browser(id, setting)));
  }

  private static OidcSettings.Browser browser(
      String client, Function<String, Optional<String>> setting) {
    String publicUrl =
        setting
            .apply("http.public.url")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        """
                        Expected http.public.url to be set with http.oidc.client.id: the issuer \
                        sends browsers back there\
                        """));
    return new OidcSettings.Browser(
        client,
        setting.apply("http.oidc.client.secret.file").map(HttpAccess::secret),
        URI.create(publicUrl),
        words(setting.apply("http.oidc.scopes").orElse("openid")));
  }

  private static String secret(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("Expected to read the client's secret in " + file, e);
    }
  }

  private static List<String> words(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
