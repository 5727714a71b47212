package dev.sagas.samples.demo;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One of the demo's services as a process of its own, which ends with the process it belongs to.
 */
final class ServiceMain {
  private ServiceMain() {}

  /** The argument is the service's name; the environment configures it. */
  public static void main(String[] arguments) {
    Thread watch = new Thread(ServiceMain::awaitOrphaned, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    EmbeddedEnvironment.SERVICES.stream()
        .filter(service -> service.name().equals(arguments[0]))
        .findFirst()
        .orElseThrow()
        .runUntilStopped();
  }

  /** The parent never writes: the end of input means that it is gone. */
  private static void awaitOrphaned() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // gone as well
    }
    Runtime.getRuntime().halt(1);
  }
}
