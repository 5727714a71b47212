package dev.sagas.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDiskTest {
  @TempDir private Path directory;
  private StateDisk disk;

  @BeforeEach
  void mount() {
    assumeTrue(StateDisk.obstacle().isEmpty(), "no file system can be mounted");
    disk = new StateDisk(directory.resolve("orchestrator-1"));
    disk.mount();
  }

  @AfterEach
  void unmount() {
    if (disk != null) {
      disk.unmount();
    }
  }

  @Test
  void shouldRefuseWritesUntilItIsWritable() throws IOException {
    // when
    disk.makeReadOnly();

    // then
    assertThatThrownBy(() -> write("refused")).isInstanceOf(IOException.class);
    disk.makeWritable();
    write("taken");
  }

  @Test
  void shouldHaveNoFreeByteUntilItIsFreed() throws IOException {
    // when
    disk.fill();

    // then
    assertThatThrownBy(() -> write("refused")).isInstanceOf(IOException.class);
    disk.free();
    write("taken");
  }

  @Test
  void shouldNotBecomeReadOnlyWhileAFileIsOpen() throws IOException {
    // given
    try (OutputStream open = Files.newOutputStream(file("open"))) {
      open.write(1);

      // then
      assertThatThrownBy(disk::makeReadOnly)
          .isInstanceOf(ClusterFailure.class)
          .hasMessageContaining("remount,ro");
    }
  }

  private void write(String name) throws IOException {
    Files.writeString(file(name), "some bytes");
  }

  private Path file(String name) {
    return directory.resolve("orchestrator-1").resolve(name);
  }
}
