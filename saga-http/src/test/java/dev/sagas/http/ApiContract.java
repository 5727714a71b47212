package dev.sagas.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What {@code openapi.yaml} says, and whether an answer is what it says. */
public final class ApiContract {
  private static final String FILE = "api/openapi.yaml";

  private final JsonNode file;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private ApiContract(JsonNode file) {
    this.file = file;
  }

  /** Reads the file. */
  public static ApiContract read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SagaServer.class.getResourceAsStream(FILE), FILE)) {
      return new ApiContract(new ObjectMapper(new YAMLFactory()).readTree(in));
    }
  }

  /** One method of one path. */
  public record Operation(String method, String path, JsonNode node) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    /** The role that it names. */
    public String role() {
      return node.path("x-role").asText();
    }
  }

  JsonNode file() {
    return file;
  }

  /** All of them. */
  public List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    file.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            all.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    return all;
  }

  /** The names of the parameters in some place, such as {@code query}. */
  Set<String> parameters(Operation operation, String place) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : operation.node().path("parameters")) {
      JsonNode resolved = resolved(parameter);
      if (resolved.path("in").asText().equals(place)) {
        names.add(resolved.path("name").asText());
      }
    }
    return names;
  }

  JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode() ? node : file.at(reference.asText().substring(1));
  }

  /** What is wrong with a body by the request's schema. */
  List<String> problemsOfRequest(Operation operation, JsonNode body) {
    return problems(operation.node().at("/requestBody/content/application~1json/schema"), body);
  }

  /**
   * What is wrong with an answer.
   *
   * @param path as it was asked, without the query
   */
  public List<String> problemsOfAnswer(String method, String path, int status, JsonNode json) {
    return operations().stream()
        .filter(operation -> operation.method().equals(method) && matches(operation, path))
        .min(Comparator.comparing(operation -> operation.path().contains("{")))
        .map(operation -> problemsOfAnswer(operation, status, json))
        .orElseGet(() -> List.of("no such path in openapi.yaml: " + method + " " + path));
  }

  private static boolean matches(Operation operation, String path) {
    return path.matches(operation.path().replaceAll("\\{[a-z]+}", "[^/]+"));
  }

  private List<String> problemsOfAnswer(Operation operation, int status, JsonNode json) {
    JsonNode responses = operation.node().path("responses");
    JsonNode response = responses.path(Integer.toString(status));
    if (response.isMissingNode()) {
      if (status < 400) {
        return List.of("no status " + status + " in openapi.yaml for " + operation);
      }
      response = responses.path("default");
    }
    JsonNode content = resolved(response).path("content");
    return problems(content.elements().next().path("schema"), json);
  }

  private List<String> problems(JsonNode schema, JsonNode json) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", file.path("components"));
    return schemas.getSchema(whole).validate(json).stream().map(Error::toString).toList();
  }

  /** Every example of a request's body. */
  Map<Operation, JsonNode> examples() {
    Map<Operation, JsonNode> examples = new HashMap<>();
    for (Operation operation : operations()) {
      JsonNode example = operation.node().at("/requestBody/content/application~1json/example");
      if (!example.isMissingNode()) {
        examples.put(operation, example);
      }
    }
    return examples;
  }

  /** The codes that a problem may have. */
  Set<String> problemCodes() {
    Set<String> codes = new TreeSet<>();
    ((ArrayNode) file.at("/components/schemas/Problem/properties/code/enum"))
        .forEach(code -> codes.add(code.asText()));
    return codes;
  }
}
