package dev.sagas.http.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A login that has begun, as its cookie has it.
 *
 * @param next the page to go to
 */
record Attempt(State state, Nonce nonce, CodeVerifier verifier, String next) {
  private static final int PARTS = 4;

  String cookie() {
    return String.join(
        ".",
        state.getValue(),
        nonce.getValue(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(verifier.getValue())),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(next)));
  }

  /** The attempt of a cookie; empty if it is none. */
  static Optional<Attempt> of(String cookie) {
    List<String> parts = List.of(cookie.split("\\.", -1));
    if (parts.size() != PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Attempt(
              new State(parts.get(0)),
              new Nonce(parts.get(1)),
              new CodeVerifier(text(parts.get(2))),
              text(parts.get(3))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(String encoded) {
    return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
  }
}
