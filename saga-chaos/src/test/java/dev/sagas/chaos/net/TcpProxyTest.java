package dev.sagas.chaos.net;

import static dev.sagas.chaos.net.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients and a server notice of each condition. */
class TcpProxyTest {
  /** How long nothing may happen before a test believes that nothing happens. */
  private static final Duration CALM = Duration.ofMillis(150);

  private static final long HOUR_MS = 3_600_000;

  private final EchoServer server = new EchoServer();
  private final TcpProxy proxy = TcpProxy.open(server.port());
  private final List<ProxyClient> clients = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (ProxyClient client : clients) {
      client.close();
    }
    proxy.close();
    server.close();
  }

  @Test
  void shouldForwardBytesUnchangedInBothDirections() throws IOException {
    ProxyClient client = connected();
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);

    client.send(bytes);

    await().untilAsserted(() -> assertThat(client.bytes()).isEqualTo(bytes));
  }

  @Test
  void shouldForwardTheEndOfOneSideOnly() throws IOException {
    ProxyClient client = connected();
    client.send("last");

    client.endSending();

    await().until(client::isEnded);
    assertThat(client.text()).isEqualTo("last");
    await().until(() -> server.ended() == 1);
    assertThat(server.resets()).isZero();
  }

  @Test
  void shouldServeManyConnections() throws IOException {
    for (int i = 0; i < 100; i++) {
      connected().send("from " + i);
    }

    for (int i = 0; i < 100; i++) {
      awaitText(clients.get(i), "from " + i);
    }
  }

  @Test
  void shouldResetConnectionsWhenCut() throws IOException {
    ProxyClient client = connected();
    awaitEcho(client);

    proxy.set(LinkCondition.cut());

    awaitReset(client);
    awaitReset(connected());
    await().until(() -> server.ended() == 1);
    proxy.set(LinkCondition.normal());
    awaitEcho(connected());
  }

  @Test
  void shouldHoldWhatIsSentToTheTarget() throws IOException {
    ProxyClient client = connected();
    awaitEcho(client);
    long before = server.received();

    proxy.set(LinkCondition.heldToTarget());
    client.send("held");

    during(() -> server.received() == before);
    proxy.set(LinkCondition.normal());
    awaitText(client, "echoheld");
  }

  @Test
  void shouldHoldWhatTheTargetSends() throws IOException {
    ProxyClient client = connected();
    awaitEcho(client);
    long before = server.received();

    proxy.set(LinkCondition.heldToClient());
    client.send("held");

    await().until(() -> server.received() == before + 4);
    during(() -> client.text().equals("echo"));
    proxy.set(LinkCondition.normal());
    awaitText(client, "echoheld");
  }

  @Test
  void shouldHoldBothDirectionsAndStopTheSenderWhenItSendsMuch() throws IOException {
    proxy.set(LinkCondition.held());
    ProxyClient client = connected();
    byte[] block = new byte[64 * 1024];

    long sent = offerAll(client, block);

    assertThat(server.received()).isZero();
    proxy.set(LinkCondition.normal());
    await().until(() -> client.bytes().length == sent);
  }

  @Test
  void shouldHideTheEndOfTheTargetWhileHeld() throws IOException {
    ProxyClient client = connected();
    awaitEcho(client);
    proxy.set(LinkCondition.heldToClient());

    client.endSending();

    await().until(() -> server.ended() == 1);
    during(() -> !client.isEnded());
    proxy.set(LinkCondition.normal());
    await().until(client::isEnded);
  }

  @Test
  void shouldDelayBytesInOrder() throws IOException {
    ProxyClient client = connected();
    awaitEcho(client);
    long before = server.received();
    proxy.set(LinkCondition.delayed(HOUR_MS));
    client.send("1");
    client.send("2");

    during(() -> server.received() == before);
    proxy.set(LinkCondition.delayed(5));
    client.send("3");

    awaitText(client, "echo123");
    proxy.set(LinkCondition.normal());
    client.send("4");
    awaitText(client, "echo1234");
  }

  @Test
  void shouldSlowConnectionsDown() throws IOException {
    proxy.set(LinkCondition.slow(1));
    ProxyClient client = connected();
    client.send(new byte[10_000]);

    await().until(() -> server.received() > 0);
    during(() -> server.received() < 1_000);
    proxy.set(LinkCondition.slow(100_000));
    await().until(() -> client.bytes().length == 10_000);
    proxy.set(LinkCondition.normal());
    client.send(new byte[1_000_000]);
    await().until(() -> client.bytes().length == 1_010_000);
  }

  @Test
  void shouldReadAndStaySilentWhenHalfOpen() throws IOException {
    ProxyClient old = connected();
    awaitEcho(old);
    long before = server.received();
    proxy.set(LinkCondition.halfOpen());
    ProxyClient recent = connected();

    for (int i = 0; i < 200; i++) {
      old.send(new byte[64 * 1024]);
    }
    recent.send("lost");

    during(() -> server.received() == before && !old.isEnded() && recent.text().isEmpty());
    proxy.set(LinkCondition.normal());
    awaitReset(old);
    awaitReset(recent);
    awaitEcho(connected());
  }

  @Test
  void shouldResetTheClientWhenTheTargetIsAway() throws IOException {
    server.close();

    awaitReset(connected());
  }

  @ParameterizedTest
  @MethodSource("silent")
  void shouldHideThatTheTargetIsAwayWhileSilent(LinkCondition condition) throws IOException {
    server.close();
    proxy.set(condition);
    ProxyClient client = connected();

    during(() -> !client.isEnded());
    proxy.set(LinkCondition.normal());

    awaitReset(client);
  }

  static List<LinkCondition> silent() {
    return List.of(
        LinkCondition.held(),
        LinkCondition.heldToClient(),
        LinkCondition.heldToTarget(),
        LinkCondition.halfOpen());
  }

  @Test
  void shouldResetConnectionsAndFreeThePortWhenClosed() throws IOException {
    ProxyClient client = connected();
    awaitEcho(client);

    proxy.close();
    proxy.close();

    awaitReset(client);
    assertThatIOException().isThrownBy(this::connected);
    assertThatIllegalStateException()
        .isThrownBy(() -> proxy.set(LinkCondition.normal()))
        .withMessage("Expected the proxy of port %s to be open", proxy.port());
    try (TcpProxy again = TcpProxy.open(proxy.port(), server.port())) {
      assertThat(again.port()).isEqualTo(proxy.port());
    }
  }

  @Test
  void shouldRefuseAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> TcpProxy.open(port, server.port()))
          .withMessage("Expected to listen on port %s for port %s", port, server.port());
    }
  }

  @Test
  void shouldRefuseConditionsThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> LinkCondition.slow(0));
    assertThatIllegalArgumentException().isThrownBy(() -> LinkCondition.delayed(-1));
  }

  private ProxyClient connected() throws IOException {
    ProxyClient client = new ProxyClient(proxy.port());
    clients.add(client);
    return client;
  }

  private static void awaitEcho(ProxyClient client) throws IOException {
    client.send("echo");
    awaitText(client, "echo");
  }

  private static void awaitText(ProxyClient client, String text) {
    await().untilAsserted(() -> assertThat(client.text()).isEqualTo(text));
  }

  private static void awaitReset(ProxyClient client) {
    await()
        .untilAsserted(
            () ->
                assertThatIOException().isThrownBy(client::isEnded).withMessageContaining("reset"));
  }

  /** Sends until nothing more was taken for a while. */
  private static long offerAll(ProxyClient client, byte[] block) {
    long[] sent = {0};
    await()
        .during(CALM)
        .until(
            () -> {
              int taken = client.offer(block);
              sent[0] += taken;
              return taken == 0;
            });
    return sent[0];
  }

  private static void during(Callable<Boolean> holds) {
    await().during(CALM).until(holds);
  }
}
