package dev.sagas.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The reference is made from openapi.yaml: {@code -Dsaga.docs.write=true} writes it again. */
class RestReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "rest.md");

  @Test
  void shouldDescribeEveryPathAsOpenApiDoes() throws IOException {
    // given
    String expected = render(ApiContract.read());
    if (Boolean.getBoolean("saga.docs.write")) {
      Files.writeString(REFERENCE, expected);
    }

    // when
    String actual = Files.readString(REFERENCE);

    // then
    assertThat(actual).isEqualTo(expected);
  }

  private static String render(ApiContract contract) {
    StringBuilder text =
        new StringBuilder(
            """
            # REST

            Generated from `openapi.yaml` and checked by a test. A running orchestrator serves that file at
            `/api/v1/openapi.yaml`; how to reach it, and who may ask what, is in
            [the HTTP interface](../operating/http.md).

            """);
    text.append(contract.file().at("/info/description").asText().strip()).append("\n");
    for (ApiContract.Operation operation : contract.operations()) {
      text.append(section(contract, operation));
    }
    text.append("\n## Problems\n\n| code |\n|---|\n");
    contract.problemCodes().forEach(code -> text.append("| `").append(code).append("` |\n"));
    return text.toString();
  }

  private static String section(ApiContract contract, ApiContract.Operation operation) {
    JsonNode node = operation.node();
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(operation).append("\n\n");
    text.append(node.path("summary").asText()).append(" Role: ").append(operation.role());
    text.append(".\n");
    if (node.has("description")) {
      text.append("\n").append(node.path("description").asText().strip()).append("\n");
    }
    List<JsonNode> parameters =
        StreamSupport.stream(node.path("parameters").spliterator(), false)
            .map(contract::resolved)
            .toList();
    if (!parameters.isEmpty()) {
      text.append("\n| parameter | in | values | |\n|---|---|---|---|\n");
      parameters.forEach(parameter -> text.append(row(contract, parameter)));
    }
    JsonNode example = node.at("/requestBody/content/application~1json/example");
    if (!example.isMissingNode()) {
      text.append("\nBody:\n\n```json\n").append(example.toPrettyString()).append("\n```\n");
    }
    return text.toString();
  }

  private static String row(ApiContract contract, JsonNode parameter) {
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            parameter.path("name").asText(),
            parameter.path("in").asText(),
            values(contract, contract.resolved(parameter.path("schema"))),
            parameter.path("description").asText());
  }

  private static String values(ApiContract contract, JsonNode schema) {
    if (schema.has("enum")) {
      return StreamSupport.stream(schema.path("enum").spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining(", "));
    }
    if (schema.path("type").asText().equals("array")) {
      return "several: " + values(contract, contract.resolved(schema.path("items")));
    }
    String bounds =
        Map.of("minimum", " from ", "maximum", " to ").entrySet().stream()
            .sorted(Map.Entry.<String, String>comparingByKey().reversed())
            .filter(bound -> schema.has(bound.getKey()))
            .map(bound -> bound.getValue() + schema.path(bound.getKey()).asText())
            .collect(Collectors.joining());
    return schema.path("type").asText() + bounds;
  }
}
