package dev.sagas.dev.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class OwnerOnlyTest {
  @TempDir private Path directory;

  @Test
  void shouldCreateEveryDirectoryForItsOwner() throws IOException {
    OwnerOnly.directory(directory.resolve("a/b"));

    assertThat(mode(directory.resolve("a"))).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("a/b"))).isEqualTo("rwx------");
  }

  @Test
  void shouldCloseADirectoryThatWasOpen() throws IOException {
    // given
    Path open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

    // when
    OwnerOnly.directory(open);

    // then
    assertThat(mode(open)).isEqualTo("rwx------");
  }

  @Test
  void shouldKeepTheBrokersFilesFromOthers() throws IOException {
    // given
    Path data = directory.resolve("kafka");

    // when
    try (DataDirectory taken = DataDirectory.take(data)) {
      assertThat(taken).isNotNull();
    }

    // then
    assertThat(mode(data)).isEqualTo("rwx------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
