package dev.sagas.admin;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Which orchestrator is asked, and how.
 *
 * <ul>
 *   <li>The time-outs default to {@link #CONNECT_TIMEOUT} and {@link #REQUEST_TIMEOUT}, and there
 *       is no token.
 * </ul>
 *
 * @param server where an instance answers, such as {@code http://orchestrator:8080}; each answers
 *     for all
 * @param token sent as {@code Authorization: Bearer}
 * @param connectTimeout how long a connection may take
 * @param requestTimeout how long an answer may take; an action's own wait is added
 */
public record AdminConfig(
    URI server, Optional<String> token, Duration connectTimeout, Duration requestTimeout) {
  /** How long a connection may take by default. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** How long an answer may take by default. */
  public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  public AdminConfig {
    String scheme = String.valueOf(server.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "Expected a server such as http://orchestrator:8080, but got " + server);
    }
  }

  /** The instance at an address. */
  public static AdminConfig at(URI server) {
    return new AdminConfig(server, Optional.empty(), CONNECT_TIMEOUT, REQUEST_TIMEOUT);
  }

  /** The same with a token. */
  public AdminConfig withToken(String bearer) {
    return new AdminConfig(server, Optional.of(bearer), connectTimeout, requestTimeout);
  }

  /** The same with other time-outs. */
  public AdminConfig withTimeouts(Duration connect, Duration request) {
    return new AdminConfig(server, token, connect, request);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return server.toString();
  }
}
