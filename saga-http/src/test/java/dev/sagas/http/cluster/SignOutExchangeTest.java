package dev.sagas.http.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.http.HttpAccess;
import dev.sagas.http.Probes;
import dev.sagas.http.SagaServer;
import dev.sagas.http.ServerSettings;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.Route;
import dev.sagas.http.security.RateLimits;
import dev.sagas.index.cluster.Member;
import dev.sagas.index.cluster.Membership;
import dev.sagas.serde.CapturedLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who signs out on one instance is signed out on all that have the same key. */
class SignOutExchangeTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int UNAUTHENTICATED = 401;
  private static final int NOT_READY = 503;

  private final List<Member> members = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;

  /** An instance with the key of the folder; what is exchanged begins later. */
  private final class Instance {
    final HttpAccess access;
    final SagaServer server;

    Instance(int port) {
      this.access =
          HttpAccess.of(
              name ->
                  Optional.ofNullable(
                      Map.of(
                              "http.tokens.file", folder.resolve("tokens").toString(),
                              "http.session.key.file", folder.resolve("key").toString())
                          .get(name)));
      this.server =
          SagaServer.start(
              new ServerSettings(
                  "127.0.0.1",
                  port,
                  access.authenticator(),
                  access.login(),
                  RateLimits.DEFAULT,
                  access.sessions()),
              List.of(
                  Route.get(
                      "/api/v1/sagas",
                      AccessRole.VIEWER,
                      Set.of(),
                      ask -> new HttpReply(OK, "application/json", "{}"))),
              new Probes(Optional::empty, Optional::empty, Optional::<String>empty));
      open.add(server);
    }

    Instance exchanging() {
      open.add(
          access.exchangingSignOuts(new Peers(new Together(address(), members))).orElseThrow());
      return this;
    }

    Instance joined() {
      members.add(new Member(address(), Set.of(), Set.of()));
      return this;
    }

    String address() {
      return "127.0.0.1:" + server.port();
    }

    HttpResponse<String> send(String path, Optional<String> json, Optional<String> cookie)
        throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://" + address() + path))
              .header("Content-Type", "application/json");
      json.ifPresent(body -> request.POST(HttpRequest.BodyPublishers.ofString(body)));
      cookie.ifPresent(value -> request.header("Cookie", value));
      return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    String signIn() throws Exception {
      return send("/login", Optional.of("{\"token\":\"%s\"}".formatted(TOKEN)), Optional.empty())
          .headers()
          .firstValue("Set-Cookie")
          .orElseThrow()
          .replaceFirst(";.*", "");
    }

    void signOut(String cookie) throws Exception {
      send("/logout", Optional.of("{}"), Optional.of(cookie));
    }

    int ask(String cookie) throws Exception {
      return send("/api/v1/sagas", Optional.empty(), Optional.of(cookie)).statusCode();
    }

    void awaitAnswer(String cookie, int status) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(ask(cookie)).isEqualTo(status));
    }
  }

  private record Together(String self, List<Member> members) implements Membership {
    @Override
    public int partitions() {
      return 1;
    }
  }

  @BeforeEach
  void prepare() throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        folder.resolve("tokens"), "ada viewer " + HexFormat.of().formatHex(hash) + "\n");
    key("k".repeat(32));
  }

  private void key(String key) throws IOException {
    Files.writeString(folder.resolve("key"), key);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void shouldSignOutOnEveryInstance() throws Exception {
    // given
    Instance first = new Instance(0).joined().exchanging();
    Instance second = new Instance(0).joined().exchanging();
    String cookie = first.signIn();
    String other = first.signIn();
    second.awaitAnswer(cookie, OK);

    // when
    first.signOut(cookie);

    // then
    assertThat(first.ask(cookie)).isEqualTo(UNAUTHENTICATED);
    second.awaitAnswer(cookie, UNAUTHENTICATED);
    assertThat(second.ask(other)).isEqualTo(OK);
  }

  @Test
  void shouldKnowAfterARestartWhoHadSignedOut() throws Exception {
    // given
    Instance first = new Instance(0).joined().exchanging();
    String cookie = first.signIn();
    first.awaitAnswer(cookie, OK);
    first.signOut(cookie);
    String other = first.signIn();

    // when: until it knows the others, it does not know who has signed out
    List<Member> known = List.copyOf(members);
    members.clear();
    Instance restarted = new Instance(0).exchanging();
    int early = restarted.ask(other);
    members.addAll(known);
    restarted.joined();

    // then
    assertThat(early).isEqualTo(NOT_READY);
    restarted.awaitAnswer(other, OK);
    assertThat(restarted.ask(cookie)).isEqualTo(UNAUTHENTICATED);
  }

  @Test
  void shouldTellAnInstanceThatCouldNotBeReachedOnceItCan() throws Exception {
    // given
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Instance first = new Instance(0).joined();
    members.add(new Member("127.0.0.1:" + port, Set.of(), Set.of()));
    try (CapturedLog log = CapturedLog.of(SignOutExchange.class)) {
      first.exchanging();
      String cookie = first.signIn();
      first.awaitAnswer(cookie, OK);

      // when
      first.signOut(cookie);

      // then: the log says so once
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(log.events())
                      .singleElement()
                      .satisfies(
                          event ->
                              assertThat(event.getFormattedMessage())
                                  .contains("127.0.0.1:" + port, "asking again every 2 s")));
      Instance second = new Instance(port);
      second.awaitAnswer(cookie, UNAUTHENTICATED);
      await().atMost(PATIENCE).until(() -> log.events().size() == 2);
      assertThat(log.events().get(1).getFormattedMessage()).contains("knows of all sign-outs");
    }
  }

  @Test
  void shouldRefuseWhatWasNotSealedWithTheKey() throws Exception {
    // given
    Instance here = new Instance(0);
    String cookie = here.signIn();
    key("l".repeat(32));
    Instance foreign = new Instance(0);
    foreign.signOut(foreign.signIn());
    String theirs = foreign.access.sessions().signOuts().orElseThrow().sealed(0);

    // expect
    for (String sealed : List.of(theirs, cookie.replace("saga-session=", ""), "", "no base64!")) {
      String body = "{\"sealed\":\"%s\"}".formatted(sealed);
      HttpResponse<String> answer =
          here.send(SignOutExchange.PATH, Optional.of(body), Optional.empty());
      assertThat(answer.statusCode()).as(sealed).isEqualTo(403);
    }
    assertThat(here.send(SignOutExchange.PATH, Optional.of("no JSON"), Optional.empty()))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(403);
    assertThat(here.access.sessions().signOuts().orElseThrow().size()).isZero();
    assertThat(here.ask(cookie)).isEqualTo(OK);
  }
}
