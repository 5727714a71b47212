package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.exchange.TooManyRequestsException;
import dev.sagas.http.security.BrowserLogin;
import dev.sagas.http.security.BrowserSessions;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signing in with a token, which then is in no address and in no page; {@link IssuerLogin} has the
 * other way.
 */
final class Login {
  /** The cookie's name. */
  static final String COOKIE = "saga-session";

  static final int SEE_OTHER = 303;

  private static final int OK = 200;

  private final UiRoutes.Settings settings;
  private final Templates templates;

  Login(UiRoutes.Settings settings, Templates templates) {
    this.settings = settings;
    this.templates = templates;
  }

  /** Who asks; empty if they have to sign in first. */
  Optional<Person> person(Optional<String> authorization) {
    try {
      return Optional.of(settings.authenticator().verify(authorization));
    } catch (ProblemException e) {
      if (e.code() == ProblemCode.UNAUTHENTICATED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  HttpReply show(Context context) {
    return page(context.queryParam("next"), "");
  }

  /**
   * The page.
   *
   * @param next where to go after signing in
   * @param problem why it did not work before; empty at first
   */
  HttpReply page(@Nullable String next, String problem) {
    String own = own(next);
    return templates.part(
        "login",
        Map.of(
            "next",
            own,
            "files",
            templates.files(),
            "issuer",
            settings.login().map(BrowserLogin::issuer).orElse(""),
            "begin",
            "/login/begin?next=" + URLEncoder.encode(own, StandardCharsets.UTF_8),
            "problem",
            problem));
  }

  /** The page, with why somebody is not let in. */
  HttpReply refused(@Nullable String next, ProblemException problem) {
    HttpReply page = page(next, problem.detail());
    return new HttpReply(problem.code().status(), page.contentType(), page.body());
  }

  /**
   * Leaves the login page if there is a session after all: a cookie that is strict about sites does
   * not come along when somebody follows a link from a chat, but does with this request.
   */
  HttpReply known(Context context) {
    if (person(authorization(context)).isPresent()) {
      context.header("HX-Redirect", own(context.queryParam("next")));
    }
    return new HttpReply(OK, Templates.HTML, "");
  }

  /** What a request proves who it is from with: its header, or that of its session. */
  Optional<String> authorization(Context context) {
    return Optional.ofNullable(context.header("Authorization"))
        .or(() -> UiRoutes.session(context, settings));
  }

  /** The same, unless there were too many attempts to sign in from that address. */
  Function<Context, HttpReply> limited(Function<Context, HttpReply> attempt) {
    return context -> {
      try {
        settings.limiter().signIn(context.ip());
      } catch (TooManyRequestsException e) {
        context.header("Retry-After", Long.toString(e.retryAfterSeconds()));
        return context.method().equals(HandlerType.POST)
            ? refusal(e.code().status(), "Too many attempts: try again in a moment.")
            : refused(context.queryParam("next"), e);
      }
      return attempt.apply(context);
    };
  }

  private HttpReply refusal(int status, String why) {
    return new HttpReply(
        status, Templates.HTML, templates.part("refused", Map.of("why", why)).body());
  }

  HttpReply enter(Context context) {
    JsonNode form = ApiCaller.parsed(context.body());
    String authorization = "Bearer " + Words.text(form, "token").strip();
    if (person(Optional.of(authorization)).isEmpty()) {
      return refusal(OK, "This token is not in use.");
    }
    openSession(context, authorization);
    context.header("HX-Redirect", own(Words.text(form, "next")));
    return new HttpReply(OK, Templates.HTML, "");
  }

  /** The verified header is what the session is worth. */
  void openSession(Context context, String authorization) {
    String id = settings.sessions().open(authorization, settings.clock().millis());
    context.res().addHeader("Set-Cookie", cookie(context, id, BrowserSessions.LIFE.toSeconds()));
  }

  HttpReply leave(Context context) {
    long nowMs = settings.clock().millis();
    Optional.ofNullable(context.cookie(COOKIE))
        .ifPresent(id -> settings.sessions().close(id, nowMs));
    context.header("Set-Cookie", cookie(context, "", 0));
    context.header("HX-Redirect", "/login");
    return new HttpReply(OK, Templates.HTML, "");
  }

  private static String cookie(Context context, String value, long seconds) {
    return "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%s%s"
        .formatted(COOKIE, value, seconds, secure(context));
  }

  /** What a cookie that came over TLS ends with. */
  static String secure(Context context) {
    boolean secure =
        context.scheme().equals("https") || "https".equals(context.header("X-Forwarded-Proto"));
    return secure ? "; Secure" : "";
  }

  /** Where to go after signing in: a page of this server, never another one. */
  static String own(@Nullable String next) {
    return next != null && next.matches("/(?![/\\\\])[^\\p{Cntrl}\\\\]*") ? next : "/";
  }
}
