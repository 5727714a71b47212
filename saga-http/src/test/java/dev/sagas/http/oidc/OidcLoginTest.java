package dev.sagas.http.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.http.Probes;
import dev.sagas.http.SagaServer;
import dev.sagas.http.ServerSettings;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.Route;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in with a browser at a real issuer in this process. */
class OidcLoginTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private TestIssuer issuer;
  private SagaServer server;

  @BeforeEach
  void start() throws Exception {
    issuer = TestIssuer.start();
    int port = TestIssuer.freePort();
    OidcAuthenticator authenticator =
        new OidcAuthenticator(issuer.settings(port, List.of("openid", "profile")));
    Route who =
        Route.get(
            "/api/v1/who",
            AccessRole.VIEWER,
            Set.of(),
            ask -> HttpReply.of("text/plain", ask.person().name()));
    server =
        SagaServer.start(
            new ServerSettings("127.0.0.1", port, authenticator, OidcLogin.of(authenticator)),
            List.of(who),
            new Probes(Optional::empty, Optional::empty, Optional::empty));
  }

  @AfterEach
  void close() {
    server.close();
    issuer.close();
  }

  @Test
  void shouldOpenASessionForWhoTheIssuerSignsIn() throws Exception {
    assertThat(get("/login?next=%2Fsagas", "").body())
        .contains("Sign in at localhost", "/login/begin?next=%2Fsagas");

    HttpResponse<String> begun = get("/login/begin?next=%2Fsagas", "");
    assertThat(begun.statusCode()).isEqualTo(303);
    assertThat(setCookie(begun, "saga-login"))
        .endsWith("; Path=/login; HttpOnly; SameSite=Lax; Max-Age=600");
    Map<String, String> asked = TestIssuer.form(location(begun).getRawQuery());
    assertThat(asked)
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "openid profile")
        .containsKeys("state", "nonce", "code_challenge");

    HttpResponse<String> back = get(atIssuer(begun), cookie(begun, "saga-login"));
    assertThat(back.statusCode()).isEqualTo(303);
    assertThat(location(back)).hasToString("/login?next=%2Fsagas");
    assertThat(setCookie(back, "saga-login")).contains("Max-Age=0");
    assertThat(setCookie(back, "saga-session")).contains("HttpOnly; SameSite=Strict");
    HttpResponse<String> who = get("/api/v1/who", cookie(back, "saga-session"));
    assertThat(who.body()).isEqualTo("ada");
    assertThat(get("/api/v1/who", "").statusCode()).isEqualTo(401);
  }

  @Test
  void shouldFinishOnlyWhatBeganInTheSameBrowser() throws Exception {
    HttpResponse<String> mine = get("/login/begin", "");
    HttpResponse<String> theirs = get("/login/begin", "");
    String callback = atIssuer(theirs);

    shouldRefuse(get(callback, ""), "in this browser");
    shouldRefuse(get(callback, cookie(mine, "saga-login")), "in this browser");
    shouldRefuse(get(callback, "saga-login=a.b.c.d"), "in this browser");
    shouldRefuse(get("/login/callback", cookie(mine, "saga-login")), "in this browser");
    assertThat(get(callback, cookie(theirs, "saga-login")).statusCode()).isEqualTo(303);
    shouldRefuse(get(callback, cookie(theirs, "saga-login")), "the issuer to accept");
  }

  @Test
  void shouldRefuseACodeOfAnotherVerifier() throws Exception {
    HttpResponse<String> mine = get("/login/begin", "");
    HttpResponse<String> theirs = get("/login/begin", "");
    String state = TestIssuer.form(location(mine).getRawQuery()).get("state");
    String stolen = atIssuer(theirs).replaceFirst("state=.*", "state=" + state);
    shouldRefuse(get(stolen, cookie(mine, "saga-login")), "the issuer to accept");
  }

  @Test
  void shouldRefuseATokenThatIsNotForThisLogin() throws Exception {
    issuer.forgetNonces();
    HttpResponse<String> begun = get("/login/begin", "");
    shouldRefuse(get(atIssuer(begun), cookie(begun, "saga-login")), "to be for this login");
  }

  @Test
  void shouldSayThatTheIssuerRefused() throws Exception {
    HttpResponse<String> begun = get("/login/begin", "");
    String state = TestIssuer.form(location(begun).getRawQuery()).get("state");
    shouldRefuse(
        get("/login/callback?error=access_denied&state=" + state, cookie(begun, "saga-login")),
        "but it refused");
  }

  @Test
  void shouldSayThatSomebodyHasNoRole() throws Exception {
    issuer.giveRoles("accounting");
    HttpResponse<String> begun = get("/login/begin", "");
    HttpResponse<String> back = get(atIssuer(begun), cookie(begun, "saga-login"));
    assertThat(back.statusCode()).isEqualTo(403);
    assertThat(back.body()).contains("Expected ada to have a role of http.oidc.roles");

    String token = issuer.sign(issuer.claims(Instant.now()).build());
    HttpResponse<String> page =
        http.send(
            request("/sagas").header("Authorization", "Bearer " + token).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).contains("Expected ada to have a role", "Sign in at");
  }

  @Test
  void shouldSayThatTheIssuerDoesNotAnswer() throws Exception {
    issuer.goDown(true);
    HttpResponse<String> begun = get("/login/begin", "");
    assertThat(begun.statusCode()).isEqualTo(503);
    assertThat(begun.body()).contains("to answer, but it does not", "Sign in at");
  }

  private static void shouldRefuse(HttpResponse<String> response, String why) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains(why, "Sign in at");
    assertThat(response.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("saga-session"));
  }

  /** What the issuer sends the browser back with. */
  private String atIssuer(HttpResponse<String> begun) throws Exception {
    HttpResponse<String> signed =
        http.send(
            HttpRequest.newBuilder(location(begun)).build(), HttpResponse.BodyHandlers.ofString());
    URI back = location(signed);
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  private static URI location(HttpResponse<String> response) {
    return URI.create(response.headers().firstValue("Location").orElseThrow());
  }

  private static String cookie(HttpResponse<String> response, String name) {
    return setCookie(response, name).replaceFirst(";.*", "");
  }

  private static String setCookie(HttpResponse<String> response, String name) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    HttpRequest.Builder request = request(path);
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }
}
