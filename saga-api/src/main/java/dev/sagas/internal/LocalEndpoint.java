package dev.sagas.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Protects an HTTP endpoint without authentication from web pages. A browser sends whatever any
 * page asks it to send, even to this machine.
 *
 * <ul>
 *   <li>A request from a page of another origin is refused: by {@code Origin}, or by {@code
 *       Sec-Fetch-Site} where there is none.
 *   <li>An endpoint on a loopback address answers only requests whose {@code Host} is one: a page
 *       can have its own name resolved to 127.0.0.1, and is then of the same origin.
 *   <li>A body must be declared as JSON; pages can send other types without a preflight request.
 * </ul>
 *
 * @param host the address that the endpoint is bound to
 */
public record LocalEndpoint(String host) {
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.[0-9]{1,3}){3}|::1|\\[::1]");
  private static final Pattern JSON =
      Pattern.compile("(?i)application/([a-z0-9.-]+\\+)?json\\s*(;.*)?");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  /** Why a request is refused: the HTTP status, and a sentence for a person. */
  public record Refusal(int status, String reason) {}

  /**
   * Checks one request.
   *
   * @param header gives the value of a header by its name
   * @return empty if the request is allowed
   */
  public Optional<Refusal> refusal(Function<String, Optional<String>> header) {
    Optional<String> asked = header.apply("Host");
    if (isLoopback(host) && asked.isPresent() && !isLoopback(withoutPort(asked.get()))) {
      return forbidden("Host", "a loopback address, such as localhost");
    }
    Optional<String> origin = header.apply("Origin");
    if (origin.isPresent() && !isOwn(origin.get(), asked.orElse(""))) {
      return forbidden("Origin", "the endpoint's own, if there is one");
    }
    if (header.apply("Sec-Fetch-Site").filter(site -> !OWN_SITES.contains(site)).isPresent()) {
      return forbidden("Sec-Fetch-Site", "one of " + OWN_SITES.stream().sorted().toList());
    }
    if (hasBody(header) && !JSON.matcher(header.apply("Content-Type").orElse("")).matches()) {
      return Optional.of(
          new Refusal(415, "Expected the header Content-Type to be application/json"));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> forbidden(String header, String expected) {
    return Optional.of(new Refusal(403, "Expected the header " + header + " to be " + expected));
  }

  private static boolean isLoopback(String name) {
    return LOOPBACK.matcher(name).matches();
  }

  private static String withoutPort(String authority) {
    return authority.replaceFirst(":[0-9]*$", "");
  }

  private static boolean isOwn(String origin, String asked) {
    String authority = origin.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
    return !asked.isEmpty() && authority.equals(asked.toLowerCase(Locale.ROOT));
  }

  private static boolean hasBody(Function<String, Optional<String>> header) {
    return header.apply("Transfer-Encoding").isPresent()
        || header.apply("Content-Length").filter(length -> !length.equals("0")).isPresent();
  }
}
