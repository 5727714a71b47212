package dev.sagas.chaos.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A member that is a process of this JDK. */
final class ProcessMember implements ClusterMember {
  private static final long STOP_LIMIT_S = 60;
  private static final int LOG_LINES = 30;

  private MemberPlan plan;
  private final Readiness readiness;
  private final Readiness liveness;
  private @Nullable Process process;

  ProcessMember(MemberPlan plan, Readiness readiness) {
    this(plan, readiness, () -> true);
  }

  ProcessMember(MemberPlan plan, Readiness readiness, Readiness liveness) {
    this.plan = plan;
    this.readiness = readiness;
    this.liveness = liveness;
  }

  /** Changes what it is started with from the next start on; its name and directory stay. */
  synchronized void change(UnaryOperator<MemberPlan> changed) {
    plan = changed.apply(plan);
  }

  @Override
  public synchronized String name() {
    return plan.name();
  }

  @Override
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(plan.options());
    command.addAll(plan.build().options());
    command.addAll(List.of("-cp", plan.build().classPath()));
    command.addAll(List.of(Child.class.getName(), plan.main().getName()));
    command.addAll(plan.arguments());
    try {
      Files.createDirectories(plan.directory());
      Files.deleteIfExists(plan.readyFile());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
      builder.environment().putAll(plan.environment());
      process = builder.start();
    } catch (IOException e) {
      throw new ClusterFailure("Expected to start " + name(), e);
    }
  }

  @Override
  public synchronized boolean isReady() {
    return isRunning() && readiness.isShown();
  }

  @Override
  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  @Override
  public boolean isAlive() {
    return liveness.isShown();
  }

  /** Of the process that runs. */
  synchronized Optional<ProcessHandle> handle() {
    return Optional.ofNullable(process).filter(Process::isAlive).map(Process::toHandle);
  }

  @Override
  public List<Long> pids() {
    return handle().stream().map(ProcessHandle::pid).toList();
  }

  @Override
  public synchronized void kill() {
    if (process != null) {
      end(process.destroyForcibly());
    }
  }

  @Override
  public synchronized void terminate() {
    if (process != null) {
      // That of the process would end its input as well, and so kill it.
      process.toHandle().destroy();
      if (!end(process)) {
        end(process.destroyForcibly());
      }
    }
  }

  private static boolean end(Process ending) {
    try {
      return ending.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      ending.destroyForcibly();
      throw ClusterFailure.interrupted(e);
    }
  }

  @Override
  public synchronized void freeze() {
    handle().ifPresent(running -> Signal.STOP.send(running.pid()));
  }

  @Override
  public synchronized void thaw() {
    handle().ifPresent(running -> Signal.CONT.send(running.pid()));
  }

  /** The last lines that it logged. */
  synchronized String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(plan.log(), StandardCharsets.UTF_8);
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
