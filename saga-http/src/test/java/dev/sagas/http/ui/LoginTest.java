package dev.sagas.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.http.SagaServer;
import dev.sagas.http.security.RateLimits;
import dev.sagas.http.security.TokenFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of a server that wants to know who looks. */
class LoginTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private final CannedApi api = new CannedApi();

  @TempDir private Path folder;

  private SagaServer server;

  @BeforeEach
  void start() throws Exception {
    server = CannedApi.serve(api.routes(), TokenFile.read(tokens(folder, TOKEN, "viewer")));
  }

  static Path tokens(Path folder, String token, String role) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    return Files.write(
        folder.resolve("tokens"), List.of("ada " + role + " " + HexFormat.of().formatHex(hash)));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldSendStrangersToTheLoginAndBack() throws Exception {
    HttpResponse<String> page = send(request("/sagas?q=wait:reply"));
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .contains("/login?next=%2Fsagas%3Fq%3Dwait%3Areply");
    assertThat(api.asked).isEmpty();

    HttpResponse<String> in = login(TOKEN, "/sagas?q=wait:reply");
    assertThat(in.headers().firstValue("HX-Redirect")).contains("/sagas?q=wait:reply");
    assertThat(send(request("/sagas").header("Cookie", cookie(in))).statusCode()).isEqualTo(200);
    assertThat(api.asked.get(0).header("authorization")).contains("Bearer " + TOKEN);
  }

  @Test
  void shouldKeepTheCookieFromScriptsAndOtherSites() throws Exception {
    assertThat(login(TOKEN, "/").headers().firstValue("Set-Cookie").orElse(""))
        .matches("saga-session=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200");
  }

  @Test
  void shouldAlsoOpenTheApiForTheSession() throws Exception {
    String cookie = cookie(login(TOKEN, "/"));
    assertThat(send(request("/api/v1/sagas")).statusCode()).isEqualTo(401);
    assertThat(send(request("/api/v1/sagas").header("Cookie", cookie)).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRefuseOtherTokens() throws Exception {
    HttpResponse<String> refused = login(TOKEN.replace('0', '1'), "/");
    assertThat(refused.body()).contains("not in use");
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(send(request("/").header("Cookie", "saga-session=1")).statusCode()).isEqualTo(303);
  }

  @Test
  void shouldRefuseMoreSignInsOfAnAddressWhateverTheToken() throws Exception {
    // given
    try (SagaServer strict = limited(1)) {
      HttpRequest.Builder attempt =
          request(strict, "/login")
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"%s\"}".formatted(TOKEN)));

      // when
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (int i = 0; i < 50 && answers.stream().noneMatch(LoginTest::isRefused); i++) {
        answers.add(send(attempt));
      }

      // then
      HttpResponse<String> last = answers.get(answers.size() - 1);
      assertThat(answers.get(0).headers().firstValue("Set-Cookie")).isPresent();
      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(last.headers().firstValue("Retry-After")).contains("1");
      assertThat(last.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(last.body()).contains("Too many attempts");
    }
  }

  private static boolean isRefused(HttpResponse<String> answer) {
    return answer.statusCode() == 429;
  }

  private SagaServer limited(int writesPerSecond) throws Exception {
    return CannedApi.serve(
        api.routes(),
        TokenFile.read(tokens(folder, TOKEN, "viewer")),
        new RateLimits(500, writesPerSecond));
  }

  @Test
  void shouldNotBeLedToAnotherSite() throws Exception {
    for (String next : List.of("//evil.example", "https://evil.example", "/\\\\evil.example", "")) {
      assertThat(login(TOKEN, next).headers().firstValue("HX-Redirect")).contains("/");
    }
  }

  @Test
  void shouldEndTheSession() throws Exception {
    String cookie = cookie(login(TOKEN, "/"));
    send(post("/logout", "{}").header("Cookie", cookie));
    assertThat(send(request("/").header("Cookie", cookie)).statusCode()).isEqualTo(303);
  }

  @Test
  void shouldRefuseWhatTheRoleMayNot() throws Exception {
    String cookie = cookie(login(TOKEN, "/"));
    HttpResponse<String> acted =
        send(
            post(
                    "/sagas/order-8812/act",
                    "{\"kind\":\"cancel\",\"reason\":\"because\",\"confirmed\":\"true\"}")
                .header("Cookie", cookie));
    assertThat(acted.body()).contains("Expected the role operator or more, but ada is viewer");
    assertThat(api.bodies).isEmpty();
  }

  @Test
  void shouldRefuseForgedForms() throws Exception {
    String cookie = cookie(login(TOKEN, "/"));
    HttpRequest.Builder foreign =
        post("/sagas/order-8812/act", "{}")
            .header("Cookie", cookie)
            .header("Origin", "http://evil.example");
    HttpRequest.Builder plain =
        request("/sagas/order-8812/act")
            .header("Cookie", cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("kind=cancel&reason=because"));
    assertThat(send(foreign).statusCode()).isEqualTo(403);
    assertThat(send(plain).statusCode()).isEqualTo(415);
  }

  @Test
  void shouldOpenPagesByLinksOnOtherSitesButNothingElse() throws Exception {
    String cookie = cookie(login(TOKEN, "/"));
    for (String path : List.of("/sagas", "/api/v1/sagas")) {
      HttpRequest.Builder link =
          request(path)
              .header("Cookie", cookie)
              .header("Sec-Fetch-Site", "cross-site")
              .header("Sec-Fetch-Mode", "navigate")
              .header("Sec-Fetch-Dest", "document");
      assertThat(send(link).statusCode()).isEqualTo(path.startsWith("/api") ? 403 : 200);
    }
    HttpRequest.Builder script =
        request("/sagas")
            .header("Cookie", cookie)
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", "no-cors")
            .header("Sec-Fetch-Dest", "image");
    assertThat(send(script).statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> login(String token, String next) throws Exception {
    return send(post("/login", "{\"token\":\"%s\",\"next\":\"%s\"}".formatted(token, next)));
  }

  private static String cookie(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  private HttpRequest.Builder request(String path) {
    return request(server, path);
  }

  private static HttpRequest.Builder request(SagaServer to, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + path));
  }

  private HttpRequest.Builder post(String path, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
