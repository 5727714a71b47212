package dev.sagas.samples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No module and no package outgrows its reader. */
class SizesTest {
  @TempDir Path fixtures;

  @Test
  void shouldFindNothingWhenRepositoryIsRead() {
    // given
    Sizes repository = new Sizes(Path.of("..").toAbsolutePath().normalize());

    // then
    assertThat(repository.violations()).isEmpty();
    assertThat(repository.repeatedNames()).isEmpty();
  }

  @Test
  void shouldFindNameWhenTwoPublicTypesHaveIt() throws IOException {
    // given
    write("m/src/main/java/p/Order.java", "package p;\npublic final class Order {}\n");
    write("m/src/main/java/q/Order.java", "package q;\npublic record Order() {}\n");
    write("m/src/main/java/p/Line.java", "package p;\npublic enum Line {}\n");
    write("m/src/main/java/q/Line.java", "package q;\nenum Line {}\n");

    // then
    assertThat(new Sizes(fixtures).repeatedNames()).containsExactly("Order.java is there 2 times");
  }

  @Test
  void shouldFindModuleWhenItHasTooManyLines() throws IOException {
    // given
    write("m/src/main/java/p/Order.java", "\n".repeat(16_000));
    write("m/src/main/java/q/Trip.java", "\n");

    // then
    assertThat(new Sizes(fixtures).violations())
        .containsExactly("m has 16001 lines, but 16000 are allowed");
  }

  @Test
  void shouldFindPackageWhenItHasTooManyFiles() throws IOException {
    // given
    for (int i = 0; i < 64; i++) {
      write("m/src/main/java/p/Order" + i + ".java", "\n");
      write("m/src/test/java/p/Order" + i + "Test.java", "\n");
    }

    // then
    assertThat(new Sizes(fixtures).violations())
        .containsExactly("m/src/main/java/p has 64 files, but 63 are allowed");
  }

  private void write(String file, String text) throws IOException {
    Path path = fixtures.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
