package dev.sagas.dev.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker in its own process, which can be killed.
 *
 * <ul>
 *   <li>Runs on this process's JDK and class path, by default with a heap of {@value #HEAP_MB} MB
 *       and without the optimising compiler.
 *   <li>Listens only on the loopback interface.
 *   <li>Ends when this process ends, even if this one is killed.
 *   <li>What it logs is in {@code broker.log} in its data directory, which only its owner can read.
 *   <li>Has its own locale, whatever this process's is.
 *   <li>Methods may be called from any thread.
 * </ul>
 */
public final class KafkaProcess extends LocalKafka {
  static final int HEAP_MB = 256;
  static final String LOGGING = "dev/sagas/dev/kafka/broker-logback.xml";
  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx" + HEAP_MB + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final List<String> jvmOptions;
  private @Nullable Process process;

  private KafkaProcess(EmbeddedKafkaConfig config, List<String> jvmOptions) {
    super(config);
    this.jvmOptions = List.copyOf(jvmOptions);
  }

  /** Starts a broker with its data in {@code dataDir} on a free port. */
  public static KafkaProcess start(Path dataDir) {
    return start(EmbeddedKafkaConfig.in(dataDir));
  }

  /**
   * Starts a broker and returns when it serves clients.
   *
   * @throws IllegalStateException if it ends or is not ready within 60 s, with the end of its log
   */
  public static KafkaProcess start(EmbeddedKafkaConfig config) {
    return start(config, JVM_OPTIONS);
  }

  /**
   * The same with other options of its JVM, such as its heap.
   *
   * @throws IllegalStateException if it ends or is not ready within 60 s, with the end of its log
   */
  public static KafkaProcess start(EmbeddedKafkaConfig config, List<String> jvmOptions) {
    KafkaProcess kafka = new KafkaProcess(config.withKnownPort(), jvmOptions);
    kafka.restart();
    return kafka;
  }

  /** The process, to measure it; empty while it is stopped. */
  public synchronized Optional<ProcessHandle> handle() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Kills the process as {@code kill -9} does: it gets no chance to write anything more. */
  public synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
      awaitEnd(process);
      process = null;
    }
  }

  /** Shuts down cleanly; does nothing if it is stopped. */
  public synchronized void stop() {
    if (process != null) {
      process.destroy();
      if (!awaitEnd(process)) {
        process.destroyForcibly();
        awaitEnd(process);
      }
      process = null;
    }
  }

  /** Starts on the same directory and port, after a stop in good order if it runs. */
  public synchronized void restart() {
    stop();
    try {
      OwnerOnly.directory(dataDir());
      BrokerMain.writeConfig(config());
      process =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to start a broker in " + dataDir(), e);
    }
    awaitReady(process);
  }

  @Override
  public void close() {
    stop();
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-Dlogback.configurationFile=" + LOGGING);
    command.add("-Duser.language=en");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(BrokerMain.class.getName());
    command.add(dataDir().toString());
    return command;
  }

  private void awaitReady(Process started) {
    long endNanos = System.nanoTime() + START_TIMEOUT.toNanos();
    Path ready = BrokerMain.readyFile(dataDir(), started.pid());
    while (!Files.exists(ready)) {
      if (!started.isAlive() || System.nanoTime() > endNanos) {
        String fact = started.isAlive() ? "is not ready" : "ended with " + started.exitValue();
        kill();
        throw new IllegalStateException(
            "Expected the broker in %s to start, but it %s. Its log ends with:%n%s"
                .formatted(dataDir(), fact, endOfLog()));
      }
      awaitExit(started, Duration.ofMillis(20));
    }
  }

  private Path logFile() {
    return dataDir().resolve("broker.log");
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(logFile());
      return String.join(
          System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private static boolean awaitEnd(Process ending) {
    return awaitExit(ending, STOP_TIMEOUT);
  }

  private static boolean awaitExit(Process process, Duration timeout) {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a broker's process", e);
    }
  }
}
