package dev.sagas.dev.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When jars count as changed. */
class DefinitionFolderTest {
  @TempDir private Path directory;
  private Path jars;
  private DefinitionFolder folder;

  @BeforeEach
  void create() throws Exception {
    jars = Files.createDirectory(directory.resolve("jars"));
    folder = new DefinitionFolder(jars, directory.resolve("copies"));
  }

  private void write(String name, String text, long modifiedMs) throws Exception {
    Files.writeString(jars.resolve(name), text);
    Files.setLastModifiedTime(jars.resolve(name), FileTime.fromMillis(modifiedMs));
  }

  /** At the second look. */
  private boolean changes() throws Exception {
    folder.hasChanged();
    return folder.hasChanged();
  }

  @Test
  void shouldSeeAChangeOnceItWasTheSameAtTwoLooks() throws Exception {
    // given
    write("a.jar", "one", 1_000);
    folder.copy();
    assertThat(folder.hasChanged()).isFalse();

    // when
    write("a.jar", "two", 2_000);

    // then
    assertThat(folder.hasChanged()).as("it may still be written").isFalse();
    assertThat(folder.hasChanged()).isTrue();
    assertThat(folder.hasChanged()).as("until it is copied").isTrue();
    folder.copy();
    assertThat(folder.hasChanged()).isFalse();
  }

  @Test
  void shouldSeeJarsThatAreAddedAndTakenAwayAndNothingElse() throws Exception {
    // given
    write("a.jar", "one", 1_000);
    write("b.jar", "one", 1_000);
    folder.copy();

    // when
    write("notes.txt", "x", 1_000);
    assertThat(changes()).isFalse();
    Files.delete(jars.resolve("b.jar"));

    // then
    assertThat(changes()).isTrue();
    assertThat(folder.hasJars()).isTrue();
    Files.delete(jars.resolve("a.jar"));
    assertThat(folder.hasJars()).isFalse();
  }

  @Test
  void shouldKeepACopyWhenAJarIsWrittenOver() throws Exception {
    // given
    write("a.jar", "one", 1_000);
    Path first = folder.copy();

    // when
    write("a.jar", "two", 2_000);
    Path second = folder.copy();

    // then
    assertThat(first.resolve("a.jar")).hasContent("one");
    assertThat(second.resolve("a.jar")).hasContent("two");
  }
}
