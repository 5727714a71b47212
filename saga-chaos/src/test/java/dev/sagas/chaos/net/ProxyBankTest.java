package dev.sagas.chaos.net;

import static dev.sagas.chaos.net.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proxies by name. */
class ProxyBankTest {
  @Test
  void shouldChangeTheLinkThatIsNamedAndHealAll() throws IOException {
    try (EchoServer server = new EchoServer();
        ProxyBank bank =
            ProxyBank.open(Map.of("broker-1", server.port(), "registry", server.port()));
        ProxyClient broker = new ProxyClient(bank.port("broker-1"));
        ProxyClient registry = new ProxyClient(bank.port("registry"))) {
      bank.set("broker-1", LinkCondition.held());
      broker.send("held");
      registry.send("free");

      await().untilAsserted(() -> assertThat(registry.text()).isEqualTo("free"));
      assertThat(bank.condition("broker-1")).isEqualTo(LinkCondition.held());
      assertThat(bank.condition("registry")).isEqualTo(LinkCondition.normal());
      assertThat(broker.text()).isEmpty();
      bank.healAll();
      await().untilAsserted(() -> assertThat(broker.text()).isEqualTo("held"));
      assertThat(bank.condition("broker-1")).isEqualTo(LinkCondition.normal());
    }
  }

  @Test
  void shouldNameTheLinksThereAreWhenANameIsWrong() {
    try (ProxyBank bank = ProxyBank.open(Map.of("registry", 1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bank.port("broker-9"))
          .withMessage("Expected one of [registry], but was broker-9");
    }
  }
}
