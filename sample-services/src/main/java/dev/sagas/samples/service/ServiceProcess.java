package dev.sagas.samples.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a service that is a process of its own. */
public final class ServiceProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private ServiceProcess() {}

  /** What the process runs. */
  public interface Running extends AutoCloseable {
    /** False once it cannot continue. */
    boolean isRunning();

    @Override
    void close();
  }

  /**
   * Returns when the process is asked to end, or ends it with 1 when the service cannot continue.
   */
  public static void run(
      String name, ServiceConfig config, Function<ServiceConfig, ? extends Running> service) {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopped.countDown();
                  awaitQuietly(closed, Duration.ofSeconds(30));
                },
                "service-stop"));
    boolean failed = false;
    try (Running running = service.apply(config)) {
      config.readyFile().ifPresent(ServiceProcess::create);
      LOG.info("Service {} is ready", name);
      while (!failed && !awaitQuietly(stopped, CHECK_INTERVAL)) {
        failed = !running.isRunning();
      }
    } finally {
      config.readyFile().ifPresent(ServiceProcess::delete);
      closed.countDown();
    }
    if (failed) {
      LOG.error("Service {} stopped by itself; see above for the reason", name);
      System.exit(1);
    }
  }

  private static boolean awaitQuietly(CountDownLatch latch, Duration timeout) {
    try {
      return latch.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void create(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write the ready file " + file, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to delete the ready file " + file, e);
    }
  }
}
