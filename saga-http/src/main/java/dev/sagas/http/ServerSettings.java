package dev.sagas.http;

import dev.sagas.http.security.Authenticator;
import dev.sagas.http.security.BrowserLogin;
import dev.sagas.http.security.BrowserSessions;
import dev.sagas.http.security.RateLimits;
import java.util.Optional;

/**
 * Where the server listens, and who may ask.
 *
 * @param host the address; beyond loopback the authenticator must protect
 * @param port 0 for a free one
 * @param login how browsers sign in, besides with a token; empty if they do not
 * @param limits how often each may ask
 * @param sessions of those who sign in with a browser
 */
public record ServerSettings(
    String host,
    int port,
    Authenticator authenticator,
    Optional<BrowserLogin> login,
    RateLimits limits,
    BrowserSessions sessions) {
  public ServerSettings {
    if (!authenticator.isProtecting() && !isLoopback(host)) {
      throw new IllegalArgumentException(
          """
          Expected http.host to be a loopback address, but it is %s: set http.tokens.file to a \
          file of tokens, or http.oidc.issuer, before others can reach the operators' interface\
          """
              .formatted(host));
    }
  }

  /** Where browsers sign in with a token alone, with the default limits. */
  public ServerSettings(String host, int port, Authenticator authenticator) {
    this(host, port, authenticator, Optional.empty());
  }

  /** With the default limits, and sessions in memory. */
  public ServerSettings(
      String host, int port, Authenticator authenticator, Optional<BrowserLogin> login) {
    this(host, port, authenticator, login, RateLimits.DEFAULT, new BrowserSessions());
  }

  /** The same with other limits. */
  public ServerSettings withLimits(RateLimits other) {
    return new ServerSettings(host, port, authenticator, login, other, sessions);
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
