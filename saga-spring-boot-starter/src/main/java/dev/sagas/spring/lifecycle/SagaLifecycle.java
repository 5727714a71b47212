package dev.sagas.spring.lifecycle;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/**
 * Starts all parts after the application's beans, and stops them before those: commands that are
 * being handled are finished, up to {@code saga.participant.close-timeout}.
 */
public final class SagaLifecycle implements SmartLifecycle {
  /** Earlier than a web server's, whose requests may wait for sagas. */
  public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

  private final Supplier<List<ManagedPart>> parts;
  private final boolean autoStartup;
  private volatile boolean running;

  /**
   * A lifecycle of those parts.
   *
   * @param parts asked when it starts
   */
  public SagaLifecycle(Supplier<List<ManagedPart>> parts, boolean autoStartup) {
    this.parts = parts;
    this.autoStartup = autoStartup;
  }

  /** What each part is doing. */
  public List<ManagedPart> parts() {
    return List.copyOf(parts.get());
  }

  @Override
  public void start() {
    running = true;
    parts().forEach(ManagedPart::start);
  }

  /** Stops all at once, and returns when all have ended. */
  @Override
  public void stop() {
    List<CompletableFuture<Void>> stops =
        parts().stream().map(part -> onThread(part::stop, "saga-stop")).toList();
    CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new)).join();
    running = false;
  }

  @Override
  public void stop(Runnable callback) {
    CompletableFuture<Void> unused =
        onThread(this::stop, "saga-stop").whenComplete((nothing, problem) -> callback.run());
  }

  private static CompletableFuture<Void> onThread(Runnable work, String name) {
    return CompletableFuture.runAsync(work, task -> new Thread(task, name).start());
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public boolean isAutoStartup() {
    return autoStartup;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
