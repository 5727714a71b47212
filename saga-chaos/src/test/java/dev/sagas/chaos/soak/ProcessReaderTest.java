package dev.sagas.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessReaderTest {
  @TempDir private Path directory;

  @Test
  void shouldAddUpWhatProcessesUse() throws IOException {
    // given
    process(7, 2_048, 1_024, 3, 2);
    process(8, 1_024, 0, 1, 4);

    // then: and the one that has ended uses nothing
    assertThat(new ProcessReader(directory).read(List.of(7L, 8L, 9L)))
        .containsEntry(ResourceKind.MEMORY, 3.0)
        .containsEntry(ResourceKind.THREADS, 4.0)
        .containsEntry(ResourceKind.DESCRIPTORS, 6.0);
  }

  @Test
  void shouldAddUpTheFilesOfADirectory() throws IOException {
    // given
    Files.write(directory.resolve("a"), new byte[1_048_576]);
    Files.write(Files.createDirectories(directory.resolve("b/c")).resolve("d"), new byte[524_288]);

    // then
    assertThat(ProcessReader.sizeMb(directory)).isEqualTo(1.5);
    assertThat(ProcessReader.sizeMb(directory.resolve("gone"))).isZero();
  }

  private void process(int pid, int anonymousKb, int sharedKb, int threads, int descriptors)
      throws IOException {
    Path process = Files.createDirectories(directory.resolve(Integer.toString(pid)));
    Files.writeString(
        process.resolve("status"),
        """
        Name:\tjava
        VmRSS:\t   99999 kB
        RssAnon:\t   %s kB
        RssFile:\t   5000 kB
        RssShmem:\t   %s kB
        Threads:\t%s
        """
            .formatted(anonymousKb, sharedKb, threads));
    Path open = Files.createDirectories(process.resolve("fd"));
    for (int descriptor = 0; descriptor < descriptors; descriptor++) {
      Files.createFile(open.resolve(Integer.toString(descriptor)));
    }
  }
}
