package dev.sagas.http.oidc;

import dev.sagas.http.exchange.AccessRole;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose tokens are valid, and what they say of a person.
 *
 * @param issuer as in the tokens and in the issuer's metadata; https, except on loopback
 * @param audience one that every token must name
 * @param nameClaim the claim that is journaled with each action; the issuer must keep it unique
 * @param rolesClaim the claim with a person's roles, a text or a list; {@code a.b} is the claim
 *     {@code b} inside {@code a}
 * @param roles the role of each value of that claim; other values give none
 * @param browser how browsers sign in; empty if only programs do
 */
public record OidcSettings(
    URI issuer,
    String audience,
    String nameClaim,
    String rolesClaim,
    Map<String, AccessRole> roles,
    Optional<Browser> browser) {

  /**
   * This service as a client of the issuer.
   *
   * @param clientSecret empty for a public client
   * @param publicUrl where browsers reach this service, such as {@code https://sagas.example}
   */
  public record Browser(
      String clientId, Optional<String> clientSecret, URI publicUrl, List<String> scopes) {
    public Browser {
      requireSecure("http.public.url", publicUrl);
      scopes = List.copyOf(scopes);
    }

    /** Where the issuer sends browsers back to. */
    URI redirect() {
      String base = publicUrl.toString();
      return URI.create((base.endsWith("/") ? base : base + "/") + "login/callback");
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Browser[clientId=%s, publicUrl=%s]".formatted(clientId, publicUrl);
    }
  }

  public OidcSettings {
    requireSecure("http.oidc.issuer", issuer);
    roles = Map.copyOf(roles);
    if (audience.isEmpty()) {
      throw new IllegalArgumentException(
          """
          Expected http.oidc.audience or http.oidc.client.id to be set, so that tokens of the \
          issuer for other services are refused\
          """);
    }
  }

  /**
   * The role of each value.
   *
   * @param pairs each {@code value=role}
   * @throws IllegalArgumentException if a pair has another form, or there is no such role
   */
  public static Map<String, AccessRole> roles(List<String> pairs) {
    Map<String, AccessRole> roles = new HashMap<>();
    for (String pair : pairs) {
      int end = pair.lastIndexOf('=');
      Optional<AccessRole> role = AccessRole.of(pair.substring(end + 1));
      if (end < 1 || role.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected http.oidc.roles to be value=role, …, with the roles viewer, operator and"
                + " admin, but got "
                + pair);
      }
      roles.put(pair.substring(0, end), role.get());
    }
    return roles;
  }

  private static void requireSecure(String name, URI address) {
    String host = String.valueOf(address.getHost());
    boolean isLocal = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    if (!"https".equals(address.getScheme()) && !("http".equals(address.getScheme()) && isLocal)) {
      throw new IllegalArgumentException(
          "Expected %s to be an https URL (http only on loopback), but got %s"
              .formatted(name, address));
    }
  }
}
