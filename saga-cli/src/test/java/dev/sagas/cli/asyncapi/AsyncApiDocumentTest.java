package dev.sagas.cli.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.PublishedSagaSamples;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOperation;
import dev.sagas.serde.InMemoryRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document says what the definition and the protocol's page say. */
class AsyncApiDocumentTest {
  private static final Path PROTOCOL = Path.of("../docs/reference/protocol.md");

  /** A row of a table of headers; the second group is there if it is required. */
  private static final Pattern HEADER = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (yes)?");

  private static final ObjectNode DOCUMENT = document().json();

  private static AsyncApiDocument document() {
    InMemoryRegistryClient registry = new InMemoryRegistryClient();
    // The ids of the sample's data are 7 and 9: the newer one counts.
    for (int id = 1; id < 7; id++) {
      registry.register("before-" + id, named("Before" + id));
    }
    registry.register("data", named("OldData"));
    registry.register("between", named("Between"));
    registry.register("data-too", named("NewData"));
    registry.register(SagaOperation.getClassSchema().getFullName(), SagaOperation.getClassSchema());
    return AsyncApiDocument.of(
        PublishedSagaSamples.order(), new TopicNames("shop."), new RecordSchemas(registry));
  }

  @Test
  void shouldNameTheDefinitionAndItsTopics() {
    assertThat(DOCUMENT.path("asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(DOCUMENT.at("/info/title").asText()).isEqualTo("Saga order");
    assertThat(DOCUMENT.at("/info/version").asText()).isEqualTo("2");
    Map<String, String> topics = new LinkedHashMap<>();
    DOCUMENT
        .path("channels")
        .properties()
        .forEach(
            channel -> topics.put(channel.getKey(), channel.getValue().path("address").asText()));
    assertThat(topics)
        .containsOnly(
            Map.entry("requests", "shop.saga.requests"),
            Map.entry("answers", "shop.saga.answers"),
            Map.entry("signals", "shop.saga.signals"),
            Map.entry("replies", "shop.saga.replies"),
            Map.entry("outcomes", "shop.saga.outcomes"),
            Map.entry("stock-commands", "shop.stock.commands"),
            Map.entry("cargo-commands", "shop.cargo.commands"));
  }

  @Test
  void shouldDescribeEveryCommandSignalAndReplyOfTheDefinition() {
    List<String> expected =
        new ArrayList<>(List.of("start", "answer", "outcome", "step-failure", "nothing-to-undo"));
    for (PublishedSaga.Step step : PublishedSagaSamples.order().steps()) {
      switch (step.kind()) {
        case "COMMAND" -> {
          expected.add(step.name() + ".execute");
          step.compensation().ifPresent(undo -> expected.add(step.name() + ".compensate"));
          step.compensation().ifPresent(undo -> expected.add(step.name() + ".undone"));
          step.replies().forEach(type -> expected.add(step.name() + ".reply." + type));
          if (step.replies().isEmpty()) {
            expected.add(step.name() + ".reply");
          }
        }
        case "SIGNAL", "APPROVAL" -> expected.add(step.name() + ".signal");
        default -> assertThat(step.kind()).isIn("LOCAL", "SLEEP");
      }
    }
    assertThat(names(DOCUMENT.at("/components/messages")))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).contains("ship.reply.dev.sagas.schema.SagaStartAnswer");
  }

  @Test
  void shouldGiveEachRecordItsSchemaAndFixedHeaders() {
    JsonNode undo = message("reserve.compensate");
    assertThat(undo.at("/payload/schemaFormat").asText())
        .isEqualTo("application/vnd.apache.avro;version=1.9.0");
    assertThat(undo.at("/payload/schema/name").asText()).isEqualTo("SagaOperation");
    assertThat(undo.toString()).doesNotContain("avro.java.string");
    assertThat(undo.at("/headers/properties/saga-step/const").asText()).isEqualTo("reserve");
    assertThat(undo.at("/headers/properties/saga-action/const").asText()).isEqualTo("compensate");
    assertThat(undo.at("/headers/allOf/0/$ref").asText())
        .isEqualTo("#/components/schemas/commandHeaders");
    assertThat(undo.at("/bindings/kafka/key/type").asText()).isEqualTo("string");
    assertThat(message("start").at("/payload/schema/name").asText()).isEqualTo("NewData");
    assertThat(message("approve.signal").at("/payload/schema/name").asText())
        .isEqualTo("ApprovalDecision");
    assertThat(message("reserve.undone").has("payload")).isFalse();
  }

  @Test
  void shouldLeaveAPayloadOutWhenItsRecordIsNotRegistered() {
    JsonNode reply = message("ship.reply.dev.sagas.schema.SagaStartAnswer");

    assertThat(reply.has("payload")).isFalse();
    assertThat(reply.path("description").asText()).contains("not registered yet");
  }

  @Test
  void shouldResolveEveryReference() {
    List<JsonNode> references = DOCUMENT.findValues("$ref");

    assertThat(references)
        .hasSizeGreaterThan(50)
        .allSatisfy(
            reference ->
                assertThat(DOCUMENT.at(reference.asText().substring(1)).isObject())
                    .as(reference.asText())
                    .isTrue());
  }

  @Test
  void shouldDescribeOneSideOnlyWhenAskedFor() {
    ObjectNode client = document().of(Side.client).json();
    ObjectNode stock = document().ofParticipant("stock").json();

    assertThat(names(client.path("operations")))
        .containsExactly("client-start", "client-signal", "client-outcome");
    assertThat(names(client.path("channels")))
        .containsExactlyInAnyOrder("requests", "answers", "signals", "outcomes");
    assertThat(names(stock.path("operations"))).containsExactly("participant-stock");
    assertThat(stock.at("/operations/participant-stock/action").asText()).isEqualTo("receive");
    assertThat(stock.at("/operations/participant-stock/bindings/kafka/groupId/enum/0").asText())
        .isEqualTo("shop.stock");
    assertThat(names(stock.path("channels")))
        .containsExactlyInAnyOrder("stock-commands", "replies");
    assertThat(names(stock.at("/components/messages")))
        .contains("reserve.execute")
        .doesNotContain("ship.execute", "start");
    assertThatThrownBy(() -> document().ofParticipant("stocks"))
        .hasMessage("Expected a participant of saga order: cargo, stock, but got stocks");
  }

  @ParameterizedTest
  @CsvSource({
    "commandHeaders, 'On commands, written by the orchestrator'",
    "replyHeaders, 'On replies, written by participants'",
    "requestHeaders, 'On requests, written by clients'",
    "signalHeaders, 'On signals, written by any authorised client'"
  })
  void shouldHaveTheHeadersOfTheProtocolsPage(String group, String heading) throws IOException {
    String page = Files.readString(PROTOCOL);
    int begin = page.indexOf("\n### " + heading + "\n") + 5;
    String section = page.substring(begin, page.indexOf("\n##", begin));
    List<MatchResult> rows = HEADER.matcher(section).results().toList();
    List<String> required =
        rows.stream().filter(row -> row.group(2) != null).map(row -> row.group(1)).toList();

    JsonNode schema = DOCUMENT.at("/components/schemas/" + group);
    assertThat(names(schema.path("properties")))
        .containsExactlyInAnyOrderElementsOf(rows.stream().map(row -> row.group(1)).toList());
    if (section.contains("| Required |")) {
      List<String> said = new ArrayList<>();
      schema.path("required").forEach(name -> said.add(name.asText()));
      assertThat(said).containsExactlyInAnyOrderElementsOf(required);
    }
  }

  private static JsonNode message(String id) {
    return DOCUMENT.path("components").path("messages").path(id);
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Schema named(String name) {
    return SchemaBuilder.record(name).namespace("shop").fields().endRecord();
  }
}
