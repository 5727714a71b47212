package dev.sagas.chaos.cluster;

import dev.sagas.dev.registry.EmbeddedRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The main class of the registry: its arguments are the brokers, its port, and the file that shows
 * that it is ready.
 */
final class RegistryMain {
  private RegistryMain() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(arguments[0], Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(registry::close, "registry-stop"));
    Files.createFile(Path.of(arguments[2]));
    // Until a signal ends the process.
    new CountDownLatch(1).await();
  }
}
