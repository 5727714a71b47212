package dev.sagas.samples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code in the tutorial and in the guides is code that compiles, and runs in tests. */
class DocsCodeTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern BLOCK = Pattern.compile("(?s)```(?:java|json|sql)\n(.*?)```");
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/main/java/dev/sagas/samples/tutorial"),
          Path.of("src/main/java/dev/sagas/samples/agency"),
          Path.of("src/main/resources/db/tutorial"),
          Path.of("src/test/java/dev/sagas/samples/tutorial"),
          Path.of("src/test/java/dev/sagas/samples/readme"),
          Path.of("../schemas/samples/src/main/avro/tutorial"),
          Path.of("../saga-api/src/main/resources/dev/sagas/outbox"),
          Path.of("../saga-dev/src/test/java/dev/sagas/dev/outbox"),
          Path.of("../saga-admin/src/test/java/dev/sagas/admin"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tutorial.md",
        "guides/approval.md",
        "guides/outbox.md",
        "guides/parallel.md",
        "guides/sub-sagas.md",
        "guides/versioning.md",
        "operating/http.md"
      })
  void shouldShowCodeThatExistsWhenPageHasSome(String page) throws IOException {
    // given
    List<String> sources = sources();

    // then
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(DOCS.resolve(page)))
            .results()
            .map(block -> squeezed(block.group(1)))
            .toList();
    assertThat(blocks).isNotEmpty();
    assertThat(blocks)
        .filteredOn(block -> sources.stream().noneMatch(source -> source.contains(block)))
        .isEmpty();
  }

  @Test
  void shouldBeBuiltWhenSagasOfTheGuidesAreDefined() {
    assertThat(new UndoSideBySide().define().steps()).hasSize(2);
    assertThat(new Parcel().define().steps()).hasSize(1);
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (Path folder : SOURCES) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          sources.add(squeezed(Files.readString(file)));
        }
      }
    }
    return sources;
  }

  /** Layout is the formatter's business in a class and the reader's on a page. */
  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
