package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.security.BrowserSessions;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in with a token, which then is in no address and in no page. */
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
    return templates.part(
        "login", Map.of("next", own(context.queryParam("next")), "files", templates.files()));
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

  HttpReply enter(Context context) {
    JsonNode form = ApiCaller.parsed(context.body());
    String authorization = "Bearer " + Words.text(form, "token").strip();
    if (person(Optional.of(authorization)).isEmpty()) {
      return templates.part("refused", Map.of());
    }
    String id = settings.sessions().open(authorization, settings.clock().millis());
    context.header("Set-Cookie", cookie(context, id, BrowserSessions.LIFE.toSeconds()));
    context.header("HX-Redirect", own(Words.text(form, "next")));
    return new HttpReply(OK, Templates.HTML, "");
  }

  HttpReply leave(Context context) {
    Optional.ofNullable(context.cookie(COOKIE)).ifPresent(settings.sessions()::close);
    context.header("Set-Cookie", cookie(context, "", 0));
    context.header("HX-Redirect", "/login");
    return new HttpReply(OK, Templates.HTML, "");
  }

  private static String cookie(Context context, String value, long seconds) {
    boolean secure =
        context.scheme().equals("https") || "https".equals(context.header("X-Forwarded-Proto"));
    return "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%s%s"
        .formatted(COOKIE, value, seconds, secure ? "; Secure" : "");
  }

  /** Where to go after signing in: a page of this server, never another one. */
  private static String own(@Nullable String next) {
    return next != null && next.matches("/(?![/\\\\])[^\\p{Cntrl}\\\\]*") ? next : "/";
  }
}
