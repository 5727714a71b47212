package dev.sagas.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SchemaCompatibilityTest {
  private static final Path RELEASED = Path.of("src/test/resources/released");
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

  /** One test for each released version: the journal may still hold records of any of them. */
  @TestFactory
  Stream<DynamicTest> shouldReadWhatEveryReleasedVersionWrote() {
    Map<String, Schema> today = SchemaFolder.current();
    return SchemaFolder.children(RELEASED).stream()
        .map(
            version ->
                DynamicTest.dynamicTest(
                    version.getFileName().toString(),
                    () -> {
                      Map<String, Schema> released = SchemaFolder.read(version);
                      assertThat(released).isNotEmpty();
                      assertThat(CompatibilityCheck.problems(released, today)).isEmpty();
                    }));
  }

  @Test
  void shouldReadItsOwnRecordsWhenNothingIsReleased() {
    Map<String, Schema> today = SchemaFolder.current();

    assertThat(today)
        .containsKeys("dev.sagas.schema.SagaTransition", "dev.sagas.schema.Hash")
        .containsKeys("dev.sagas.samples.schema.order.OrderData");
    assertThat(CompatibilityCheck.problems(today, today)).isEmpty();
  }

  @Test
  void shouldFindNothingWhenAChangeIsCompatible() {
    assertThat(
            CompatibilityCheck.problems(
                SchemaFolder.read(FIXTURES.resolve("before")),
                SchemaFolder.read(FIXTURES.resolve("after-compatible"))))
        .isEmpty();
  }

  @Test
  void shouldFindEachProblemWhenAChangeIsIncompatible() {
    assertThat(
            CompatibilityCheck.problems(
                SchemaFolder.read(FIXTURES.resolve("before")),
                SchemaFolder.read(FIXTURES.resolve("after-incompatible"))))
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).isEqualTo("shop.Note was released and is gone"),
            problem ->
                assertThat(problem)
                    .startsWith("shop.Order: READER_FIELD_MISSING_DEFAULT_VALUE")
                    .contains("amount"),
            problem -> assertThat(problem).startsWith("shop.Order: MISSING_ENUM_SYMBOLS"),
            problem -> assertThat(problem).startsWith("shop.State: MISSING_ENUM_SYMBOLS"));
  }
}
