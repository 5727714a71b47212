package dev.sagas.participant;

import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.RegistryUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry that does not answer its next calls, on demand. */
final class FlakyRegistry {
  private final RegistryClient real = new InMemoryRegistryClient();
  private final AtomicInteger failures = new AtomicInteger();

  void failNext(int calls) {
    failures.set(calls);
  }

  int failuresLeft() {
    return failures.get();
  }

  RegistryClient client() {
    return (RegistryClient)
        Proxy.newProxyInstance(
            FlakyRegistry.class.getClassLoader(),
            new Class<?>[] {RegistryClient.class},
            (proxy, method, arguments) -> {
              if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new RegistryUnavailableException("The registry is away");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
