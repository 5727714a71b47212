package dev.sagas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class AvroCompatibilityTest {
  private static final Schema PLAIN = SchemaBuilder.record("R").fields().endRecord();
  private static final Schema WITH_NOTE =
      SchemaBuilder.record("R").fields().requiredString("note").endRecord();

  @Test
  void shouldTellAvrosTypeAndPlaceWhenTheReaderNeedsWhatWasNotWritten() {
    assertThat(AvroCompatibility.problems(WITH_NOTE, PLAIN))
        .singleElement()
        .asString()
        .startsWith("READER_FIELD_MISSING_DEFAULT_VALUE at /fields/0: ");
  }

  @Test
  void shouldTellNothingWhenTheReaderLeavesOutWhatWasWritten() {
    assertThat(AvroCompatibility.problems(PLAIN, WITH_NOTE)).isEmpty();
  }

  @Test
  void shouldKeepTheIdWhenASchemaIsRegisteredAgainAfterANewerOne() {
    // given
    InMemoryRegistryClient registry = new InMemoryRegistryClient();
    int first = registry.register("s", WITH_NOTE);
    registry.register("s", PLAIN);

    // then: as its successor it would be refused
    assertThat(registry.incompatibilities("s", WITH_NOTE)).hasSize(1);
    assertThat(registry.register("s", WITH_NOTE)).isEqualTo(first);
  }
}
