package dev.sagas.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresMemberTest {
  @TempDir private Path directory;
  private PostgresMember database;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      database = new PostgresMember(directory, free.getLocalPort());
    }
    database.start();
  }

  @AfterEach
  void end() {
    database.kill();
  }

  /** Else a supervisor starts another one beside it. */
  @Test
  void shouldRunFromTheMomentWhenItIsStartedAgain() {
    // given
    database.terminate();
    assertThat(database.isRunning()).isFalse();

    // when
    database.start();

    // then
    assertThat(database.isRunning()).isTrue();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(database::isReady);
    assertThat(database.isRunning()).isTrue();
  }

  @Test
  void shouldBeKilledWhileItStarts() {
    // given
    database.kill();
    database.start();

    // when
    database.kill();

    // then
    assertThat(database.isRunning()).isFalse();
    assertThat(database.isReady()).isFalse();
  }
}
