package dev.sagas.samples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.definition.CommandStep;
import dev.sagas.participant.Participant;
import dev.sagas.samples.schema.order.OrderData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The code in the README is code that compiles and works, and its links lead somewhere. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SOURCES = Path.of("src/test/java/dev/sagas/samples/readme");
  private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)");

  @Test
  void shouldShowCompiledCodeWhenReadmeHasJava() throws IOException {
    // given
    List<String> blocks =
        JAVA_BLOCK.matcher(readme()).results().map(block -> block.group(1)).toList();
    String compiled = squeezed(source("SmallOrder")) + squeezed(source("SmallInventory"));

    // then
    assertThat(blocks).hasSize(2);
    assertThat(String.join("", blocks).lines().filter(line -> !line.isBlank())).hasSizeLessThan(40);
    assertThat(blocks).allSatisfy(block -> assertThat(compiled).contains(squeezed(block)));
  }

  @Test
  void shouldDescribeTwoStepsWhenSagaOfReadmeIsDefined() {
    assertThat(new SmallOrder().define().steps())
        .extracting(step -> ((CommandStep<OrderData>) step).pivot())
        .containsExactly(false, true);
  }

  @Test
  void shouldBuildWhenParticipantOfReadmeIsDescribed() {
    // given
    Map<String, String> kafka =
        Map.of("bootstrap.servers", "localhost:1", "schema.registry.url", "http://localhost:1");

    // then
    try (Participant inventory = SmallInventory.inventory(new JdbcDataSource(), kafka)) {
      assertThat(inventory.name()).hasToString("inventory");
    }
  }

  @Test
  void shouldLeadSomewhereWhenDocsHaveLinks() throws IOException {
    // given
    List<Path> pages;
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      pages =
          Stream.concat(
                  Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve),
                  docs.filter(page -> page.toString().endsWith(".md")))
              .toList();
    }

    // then
    assertThat(pages).hasSizeGreaterThan(5);
    for (Path page : pages) {
      LINK.matcher(Files.readString(page))
          .results()
          .forEach(
              link ->
                  assertThat(page.resolveSibling(link.group(1)).normalize())
                      .as("link in %s", page)
                      .exists());
    }
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  private static String source(String type) throws IOException {
    return Files.readString(SOURCES.resolve(type + ".java"));
  }

  /** Layout is the formatter's business in a class and the reader's in the README. */
  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
