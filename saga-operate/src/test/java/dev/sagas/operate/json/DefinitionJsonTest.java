package dev.sagas.operate.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.query.PublishedSagaSamples;
import org.junit.jupiter.api.Test;

class DefinitionJsonTest {
  @Test
  void shouldCompareTheCourseOfTwoVersionsStepByStep() {
    // given
    ObjectNode older = DefinitionJson.course(PublishedSagaSamples.order());
    ObjectNode newer = older.deepCopy();
    ((ObjectNode) newer.path("steps").get(0)).put("timeoutMs", 1_000);
    ((ArrayNode) newer.path("steps")).remove(1);
    ArrayNode same = Json.object().putArray("changes");
    ArrayNode changes = Json.object().putArray("changes");

    // when
    JsonChanges.put(same, older, older.deepCopy());
    JsonChanges.put(changes, older, newer);

    // then
    assertThat(same).isEmpty();
    assertThat(changes.get(0).path("path").asText()).isEqualTo("steps.reserve.timeoutMs");
    assertThat(changes.get(0).path("before").asLong()).isEqualTo(9_000);
    assertThat(changes.get(0).path("after").asLong()).isEqualTo(1_000);
    assertThat(changes.findValuesAsText("path"))
        .contains("steps.check.kind")
        .noneMatch(path -> path.startsWith("steps.ship"));
    assertThat(older.at("/steps/3/group").asText()).isEqualTo("both");
  }
}
