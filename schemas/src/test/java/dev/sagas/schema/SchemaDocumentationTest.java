package dev.sagas.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;

class SchemaDocumentationTest {
  @Test
  void shouldBeDocumentedFieldByField() {
    assertThat(undocumented(SchemaFolder.current())).isEmpty();
  }

  /** Sources are written and compiled in UTF-8, whatever the locale of the build is. */
  @Test
  void shouldKeepEveryCharacterInGeneratedClasses() {
    Schema written = SchemaFolder.current().get("dev.sagas.schema.CommandIssued");
    String doc = written.getField("attempt").doc();

    assertThat(doc).contains("…");
    assertThat(CommandIssued.getClassSchema().getField("attempt").doc()).isEqualTo(doc);
  }

  @Test
  void shouldFindTypesAndFieldsWhenTheirDocIsMissing() {
    assertThat(undocumented(SchemaFolder.read(Path.of("src/test/resources/fixtures/undocumented"))))
        .containsExactlyInAnyOrder("shop.Order", "shop.Order.id", "shop.State");
  }

  private static List<String> undocumented(Map<String, Schema> schemas) {
    List<String> missing = new ArrayList<>();
    for (Schema schema : schemas.values()) {
      if (isBlank(schema.getDoc())) {
        missing.add(schema.getFullName());
      }
      if (schema.getType() == Schema.Type.RECORD) {
        for (Field field : schema.getFields()) {
          if (isBlank(field.doc())) {
            missing.add(schema.getFullName() + "." + field.name());
          }
        }
      }
    }
    return missing;
  }

  private static boolean isBlank(String doc) {
    return doc == null || doc.isBlank();
  }
}
