package dev.sagas.http.ui;

import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.security.BrowserLogin;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Signing in at an issuer: the browser goes there, and comes back with a code.
 *
 * <ul>
 *   <li>The cookie of a login that has begun is sent along when the issuer sends the browser back,
 *       and to no other path than those of the login.
 *   <li>It ends on the login page, which leads to the page that was wanted: the session's cookie is
 *       strict about sites, and does not come along while the issuer redirects.
 * </ul>
 */
final class IssuerLogin {
  private static final String COOKIE = "saga-login";
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Login login;
  private final BrowserLogin issuer;

  IssuerLogin(Login login, BrowserLogin issuer) {
    this.login = login;
    this.issuer = issuer;
  }

  /** Sends the browser to the issuer. */
  HttpReply begin(Context context) {
    String next = Login.own(context.queryParam("next"));
    try {
      BrowserLogin.Begun begun = issuer.begin(next);
      putCookie(context, begun.cookie(), LIFE);
      return redirect(context, begun.address().toString());
    } catch (ProblemException e) {
      return login.refused(next, e);
    }
  }

  /** The browser is back. */
  HttpReply finish(Context context) {
    Map<String, String> query = new HashMap<>();
    context.queryParamMap().forEach((name, values) -> query.put(name, values.get(0)));
    Optional<String> cookie = Optional.ofNullable(context.cookie(COOKIE));
    putCookie(context, "", Duration.ZERO);
    try {
      BrowserLogin.Signed signed = issuer.finish(query, cookie);
      login.openSession(context, signed.authorization());
      String next = URLEncoder.encode(Login.own(signed.next()), StandardCharsets.UTF_8);
      return redirect(context, "/login?next=" + next);
    } catch (ProblemException e) {
      return login.refused("/", e);
    }
  }

  private static HttpReply redirect(Context context, String address) {
    context.header("Location", address);
    return new HttpReply(Login.SEE_OTHER, Templates.HTML, "");
  }

  private static void putCookie(Context context, String value, Duration life) {
    context
        .res()
        .addHeader(
            "Set-Cookie",
            "%s=%s; Path=/login; HttpOnly; SameSite=Lax; Max-Age=%s%s"
                .formatted(COOKIE, value, life.toSeconds(), Login.secure(context)));
  }
}
