package dev.sagas.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.chaos.cluster.ClusterMember;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void shouldStartProcessesAgainUnlessFaultsHaveHitThem() {
    // given
    SwitchedMember hit = new SwitchedMember("hit");
    SwitchedMember free = new SwitchedMember("free");

    // when
    try (Supervisor supervisor = Supervisor.start(List.of(hit, free))) {
      supervisor.leave(hit);
      hit.kill();
      free.kill();

      // then
      await().atMost(LIMIT).until(free::isRunning);
      assertThat(hit.isRunning()).isFalse();
      assertThat(supervisor.restarted()).containsExactly("free");
      supervisor.takeBack(hit);
      await().atMost(LIMIT).until(hit::isRunning);
      assertThat(supervisor.restarted()).containsExactly("free", "hit");
    }
  }

  @Test
  void shouldStartProcessAgainThatSaysThatItIsNotAlive() {
    // given
    SwitchedMember dead = new SwitchedMember("dead");
    SwitchedMember hit = new SwitchedMember("hit");

    // when
    try (Supervisor supervisor = Supervisor.start(List.of(dead, hit))) {
      supervisor.leave(hit);
      hit.lives.set(false);
      dead.lives.set(false);

      // then
      await().atMost(LIMIT).until(dead.lives::get);
      assertThat(hit.lives).isFalse();
      assertThat(supervisor.restarted()).containsExactly("dead, which was not alive");
    }
  }

  /** A member without a process. */
  private static final class SwitchedMember implements ClusterMember {
    private final String name;
    private final AtomicBoolean runs = new AtomicBoolean(true);
    private final AtomicBoolean lives = new AtomicBoolean(true);

    SwitchedMember(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void start() {
      runs.set(true);
      lives.set(true);
    }

    @Override
    public boolean isReady() {
      return runs.get();
    }

    @Override
    public boolean isAlive() {
      return lives.get();
    }

    @Override
    public boolean isRunning() {
      return runs.get();
    }

    @Override
    public List<Long> pids() {
      return List.of();
    }

    @Override
    public void kill() {
      runs.set(false);
    }

    @Override
    public void terminate() {
      runs.set(false);
    }

    @Override
    public void freeze() {
      throw new UnsupportedOperationException("There is no process");
    }

    @Override
    public void thaw() {
      throw new UnsupportedOperationException("There is no process");
    }
  }
}
