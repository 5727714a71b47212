package dev.sagas.http;

import dev.sagas.http.security.Authenticator;

/**
 * Where the server listens, and who may ask.
 *
 * @param host the address; beyond loopback the authenticator must protect
 * @param port 0 for a free one
 */
public record ServerSettings(String host, int port, Authenticator authenticator) {
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

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
