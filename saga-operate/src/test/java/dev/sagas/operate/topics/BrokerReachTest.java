package dev.sagas.operate.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sagas.engine.deployment.DeploymentException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Brokers that do not answer are found out soon, and named. */
class BrokerReachTest {
  /** Kafka's own clients take 60 s; a busy machine may take some of that, too. */
  private static final Duration SLACK = Duration.ofSeconds(15);

  private static String failure(String servers, Map<String, Object> more, Duration limit) {
    Map<String, Object> client = new HashMap<>(more);
    client.put("bootstrap.servers", servers);
    long begin = System.nanoTime();
    DeploymentException failure =
        assertThatExceptionOfType(DeploymentException.class)
            .isThrownBy(() -> BrokerReach.require(client))
            .actual();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(limit.plus(SLACK));
    return String.valueOf(failure.getMessage());
  }

  @Test
  void shouldNameEveryAddressWhenNoneTakesAConnection() {
    assertThat(failure("127.0.0.1:1, 127.0.0.1:2", Map.of(), Duration.ZERO))
        .startsWith("Expected Kafka's brokers to answer at 127.0.0.1:1,127.0.0.1:2, but ")
        .contains("127.0.0.1:1: Connection refused", "127.0.0.1:2: Connection refused")
        .contains("--bootstrap-server", "SAGA_BOOTSTRAP_SERVERS");
  }

  @Test
  void shouldSayWhatIsWrongWithAnAddress() {
    assertThat(failure("localhost", Map.of(), Duration.ZERO)).contains("not of the form HOST:PORT");
    assertThat(failure(" , ", Map.of(), Duration.ZERO)).contains("no address is given");
  }

  @Test
  void shouldEndInTimeWhenWhatTakesTheConnectionSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      // given
      String address = "127.0.0.1:" + silent.getLocalPort();

      // then
      assertThat(failure(address, Map.of("default.api.timeout.ms", "700"), Duration.ofMillis(700)))
          .contains(
              "answer at " + address,
              "nothing there answered as a Kafka broker within 700 ms",
              "PLAINTEXT");
    }
  }

  @Test
  void shouldFindTheOneAddressThatTakesAConnectionHoweverThreadsRun() throws Exception {
    try (ServerSocket open = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
      List<String> alone = List.of("127.0.0.1:" + open.getLocalPort());
      List<String> among = List.of("127.0.0.1:1", alone.get(0), "127.0.0.1:2");
      for (int i = 0; i < 150; i++) {
        BrokerReach reach = new BrokerReach(Map.of(), BrokerReach.LIMIT_MS);
        assertThat(reach.probe(alone)).isEmpty();
        assertThat(reach.probe(among)).isEmpty();
      }
    }
  }

  @Test
  void shouldHaveAShortLimitByDefault() {
    assertThat(BrokerReach.LIMIT_MS).isLessThanOrEqualTo(5_000);
  }
}
