package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.schema.StepFailure;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.IncompatibleSchemaException;
import dev.sagas.serde.RegistryClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParticipantStartTest {
  private final RegistryClient registry = new InMemoryRegistryClient();
  private final AtomicBoolean refuses = new AtomicBoolean(true);

  private RegistryClient refusing() {
    return (RegistryClient)
        Proxy.newProxyInstance(
            RegistryClient.class.getClassLoader(),
            new Class<?>[] {RegistryClient.class},
            (proxy, method, arguments) -> {
              if (refuses.get()) {
                throw new IncompatibleSchemaException("refused");
              }
              try {
                return method.invoke(registry, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void shouldStartAfterAStartThatThrew() {
    // given
    Participant participant =
        Participant.named("inventory")
            .kafka(
                Map.of(
                    RegistryClient.CLIENT_CONFIG,
                    refusing(),
                    "bootstrap.servers",
                    "localhost:1",
                    "schema.registry.url",
                    "http://localhost:1"))
            .unfenced()
            .handle(StepFailure.class, (command, context) -> StepResult.failed("BUSY", "Later"))
            .build();
    assertThatThrownBy(participant::start).isInstanceOf(IncompatibleSchemaException.class);
    assertThat(participant.isRunning()).isFalse();

    // when
    refuses.set(false);
    participant.start();

    // then
    assertThat(participant.isRunning()).isTrue();
    assertThatThrownBy(participant::start).isInstanceOf(IllegalStateException.class);
    participant.close();
    assertThatThrownBy(participant::start).isInstanceOf(IllegalStateException.class);
  }
}
