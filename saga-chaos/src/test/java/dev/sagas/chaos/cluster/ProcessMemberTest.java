package dev.sagas.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProcessMemberTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What the file's name ends with that it writes when it ends in good order. */
  private static final String ENDED = ".ended";

  @TempDir private Path directory;

  /** Shows that it is ready, and then runs until it is ended. */
  static final class Idle {
    private Idle() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      Path ended = Path.of(arguments[0] + ENDED);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> write(ended)));
      Files.createFile(Path.of(arguments[0]));
      new CountDownLatch(1).await();
    }

    private static void write(Path file) {
      try {
        Files.createFile(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void shouldEndInGoodOrderWhenItIsTerminated() {
    // given
    ProcessMember member = started();

    // when
    member.terminate();

    // then
    assertThat(member.isRunning()).isFalse();
    assertThat(directory.resolve("idle.ready" + ENDED)).exists();
  }

  @Test
  void shouldNotEndInGoodOrderWhenItIsKilled() {
    // given
    ProcessMember member = started();

    // when
    member.kill();

    // then
    assertThat(directory.resolve("idle.ready" + ENDED)).doesNotExist();
  }

  @Test
  void shouldRunAgainWhenItWasKilled() {
    // given
    try (ProcessMember member = started()) {
      long first = member.handle().orElseThrow().pid();

      // when
      member.kill();

      // then
      assertThat(member.isRunning()).isFalse();
      assertThat(member.isReady()).isFalse();
      member.start();
      await().atMost(LIMIT).until(member::isReady);
      assertThat(member.handle().orElseThrow().pid()).isNotEqualTo(first);
    }
  }

  @Test
  void shouldContinueWhenItWasFrozen() {
    // given
    try (ProcessMember member = started()) {
      long pid = member.handle().orElseThrow().pid();

      // when
      member.freeze();

      // then
      await().atMost(LIMIT).until(() -> state(pid) == 'T');
      member.thaw();
      await().atMost(LIMIT).until(() -> state(pid) != 'T');
      assertThat(member.isRunning()).isTrue();
    }
  }

  @Test
  void shouldEndWhenItIsKilledFrozen() {
    // given
    ProcessMember member = started();
    member.freeze();

    // when
    member.kill();

    // then
    assertThat(member.isRunning()).isFalse();
  }

  private ProcessMember started() {
    MemberPlan unready =
        new MemberPlan("idle", directory, List.of("-Xmx32m"), Idle.class, List.of(), Map.of());
    MemberPlan plan = unready.withArguments(List.of(unready.readyFile().toString()));
    ProcessMember member = new ProcessMember(plan, Readiness.file(plan.readyFile()));
    member.start();
    await().atMost(LIMIT).until(member::isReady);
    return member;
  }

  /** As the kernel names it: the field after the name in parentheses. */
  private static char state(long pid) throws IOException {
    String line = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.UTF_8);
    return line.charAt(line.lastIndexOf(')') + 2);
  }
}
