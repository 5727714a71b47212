package dev.sagas.dev.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.dev.registry.RestCalls.Answer;
import dev.sagas.serde.CompatibilityLevel;
import dev.sagas.serde.IncompatibleSchemaException;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SchemaNotRegisteredException;
import dev.sagas.serde.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients rely on in any registry that speaks Confluent's REST API. */
abstract class RegistryContract {
  /** Records of one name; every test has a name of its own, so that ids are its own too. */
  private final String name = "R" + UUID.randomUUID().toString().replace("-", "");

  private final String subject = "shop." + name;
  private final String base = record(field("id", "\"string\""));
  private final String withDefault =
      record(field("id", "\"string\""), "{\"name\":\"n\",\"type\":\"int\",\"default\":0}");
  private final String withRequired = record(field("id", "\"string\""), field("n", "\"int\""));
  private final String empty = record();
  private RestCalls calls;

  /** Where the registry is; the same for all tests of a class. */
  abstract String url();

  /** Skips what a real registry is known to do otherwise; nothing by default. */
  void assumeDone(String what) {}

  @BeforeEach
  void connect() {
    calls = new RestCalls(url());
    calls.put("/config", "{\"compatibility\":\"BACKWARD\"}");
  }

  @Test
  void shouldKeepTheIdWhenASchemaIsRegisteredAgain() {
    assumeDone("same id for another spelling");
    int id = calls.registered(subject, base);

    assertThat(calls.registered(subject, base)).isEqualTo(id);
    assertThat(calls.registered(subject, base.replace(":", " : "))).isEqualTo(id);
    assertThat(integers(calls.get("/subjects/" + subject + "/versions"))).containsExactly(1);
  }

  @Test
  void shouldGiveTheSameIdWhenTheSameSchemaIsUnderAnotherSubject() {
    int id = calls.registered(subject, base);

    assertThat(calls.registered("topic-" + subject, base)).isEqualTo(id);
  }

  @Test
  void shouldGiveAnotherIdWhenTheSchemaDiffers() {
    int id = calls.registered(subject, base);
    int next = calls.registered(subject, withDefault);

    assertThat(next).isGreaterThan(id);
    assertThat(integers(calls.get("/subjects/" + subject + "/versions"))).containsExactly(1, 2);
    Answer latest = calls.get("/subjects/" + subject + "/versions/latest");
    assertThat(latest.body().path("id").asInt()).isEqualTo(next);
    assertThat(latest.body().path("version").asInt()).isEqualTo(2);
    assertThat(latest.body().path("subject").asText()).isEqualTo(subject);
    assertSameSchema(latest.body().path("schema").asText(), withDefault);
    Answer first = calls.get("/subjects/" + subject + "/versions/1");
    assertThat(first.body().path("id").asInt()).isEqualTo(id);
  }

  @Test
  void shouldGiveTheSchemaWhenItsIdIsKnown() {
    int id = calls.registered(subject, base);

    Answer answer = calls.get("/schemas/ids/" + id);

    assertThat(answer.status()).isEqualTo(200);
    assertSameSchema(answer.body().path("schema").asText(), base);
  }

  @Test
  void shouldAnswer40403WhenTheIdIsNotKnown() {
    Answer answer = calls.get("/schemas/ids/2000000000");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.errorCode()).isEqualTo(40403);
    assertThat(answer.body().path("message").asText()).isNotEmpty();
  }

  @Test
  void shouldFindASchemaWhenItIsLookedUp() {
    int id = calls.registered(subject, base);

    Answer found = calls.post("/subjects/" + subject, RestCalls.schemaBody(base));
    Answer other = calls.post("/subjects/" + subject, RestCalls.schemaBody(withDefault));
    Answer nowhere = calls.post("/subjects/x" + subject, RestCalls.schemaBody(base));

    assertThat(found.body().path("id").asInt()).isEqualTo(id);
    assertThat(found.body().path("version").asInt()).isEqualTo(1);
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.errorCode()).isEqualTo(40403);
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.errorCode()).isIn(40401, 40403);
  }

  @Test
  void shouldAnswer40401And40402WhenSubjectOrVersionAreNotThere() {
    calls.registered(subject, base);

    assertThat(calls.get("/subjects/x" + subject + "/versions").errorCode()).isEqualTo(40401);
    assertThat(calls.get("/subjects/x" + subject + "/versions/1").errorCode()).isEqualTo(40401);
    assertThat(calls.get("/subjects/" + subject + "/versions/9").errorCode()).isEqualTo(40402);
  }

  @Test
  void shouldListSubjectsWhenTheyHaveVersions() {
    calls.registered(subject, base);

    List<String> names = new ArrayList<>();
    calls.get("/subjects").body().forEach(node -> names.add(node.asText()));

    assertThat(names).contains(subject).doesNotContain("x" + subject);
  }

  @Test
  void shouldRefuseWith42201WhenTheSchemaIsNoSchema() {
    Answer answer = calls.register(subject, "{\"type\":\"nothing\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errorCode()).isEqualTo(42201);
  }

  @Test
  void shouldRefuseWith409WhenTheSchemaCannotReadItsPredecessor() {
    calls.registered(subject, base);

    Answer answer = calls.register(subject, withRequired);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(integers(calls.get("/subjects/" + subject + "/versions"))).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({
    // level, required field added, field with default added, field removed
    "NONE, true, true, true",
    "BACKWARD, false, true, true",
    "BACKWARD_TRANSITIVE, false, true, true",
    "FORWARD, true, true, false",
    "FORWARD_TRANSITIVE, true, true, false",
    "FULL, false, true, false",
    "FULL_TRANSITIVE, false, true, false",
  })
  void shouldFollowTheLevelWhenOneIsSet(
      CompatibilityLevel level, boolean required, boolean withADefault, boolean removed) {
    if (level == CompatibilityLevel.NONE) {
      assumeDone("subject level NONE over a global level");
    }
    calls.registered(subject, base);
    Answer set = calls.put("/config/" + subject, "{\"compatibility\":\"" + level + "\"}");

    assertThat(set.body().path("compatibility").asText()).isEqualTo(level.name());
    assertThat(calls.get("/config/" + subject).body().path("compatibilityLevel").asText())
        .isEqualTo(level.name());
    assertThat(isCompatible(withRequired)).isEqualTo(required);
    assertThat(isCompatible(withDefault)).isEqualTo(withADefault);
    assertThat(isCompatible(empty)).isEqualTo(removed);
    assertThat(calls.register(subject, withRequired).status()).isEqualTo(required ? 200 : 409);
  }

  @Test
  void shouldLookAtAllPredecessorsWhenTheLevelIsTransitive() {
    calls.put("/config/" + subject, "{\"compatibility\":\"BACKWARD\"}");
    calls.registered(subject, record(field("n", "\"string\"")));
    calls.registered(subject, empty);
    String numbered = record("{\"name\":\"n\",\"type\":\"int\",\"default\":0}");

    assertThat(isCompatible(numbered)).isTrue();
    calls.put("/config/" + subject, "{\"compatibility\":\"BACKWARD_TRANSITIVE\"}");

    assertThat(calls.register(subject, numbered).status()).isEqualTo(409);
  }

  @Test
  void shouldRefuseWith42203WhenTheLevelIsNotKnown() {
    assumeDone("42203");
    Answer answer = calls.put("/config/" + subject, "{\"compatibility\":\"SIDEWAYS\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errorCode()).isEqualTo(42203);
  }

  @Test
  void shouldDeleteForGoodWhenDeletedTwice() {
    calls.registered(subject, base);
    calls.registered(subject, withDefault);

    Answer deleted = calls.delete("/subjects/" + subject);
    Answer gone = calls.get("/subjects/" + subject + "/versions");
    Answer erased = calls.delete("/subjects/" + subject + "?permanent=true");

    assertThat(integers(deleted)).containsExactly(1, 2);
    assertThat(gone.errorCode()).isEqualTo(40401);
    assertThat(integers(erased)).containsExactly(1, 2);
    assertThat(calls.delete("/subjects/x" + subject).errorCode()).isEqualTo(40401);
  }

  @Test
  void shouldDeleteOneVersionWhenAsked() {
    calls.registered(subject, base);
    calls.registered(subject, withDefault);

    Answer deleted = calls.delete("/subjects/" + subject + "/versions/1");

    assertThat(deleted.body().asInt()).isEqualTo(1);
    assertThat(integers(calls.get("/subjects/" + subject + "/versions"))).containsExactly(2);
    assertThat(calls.get("/subjects/" + subject + "/versions/1").errorCode()).isEqualTo(40402);
  }

  @Test
  void shouldServeOurClientWhenItRegistersAndReads() {
    assumeDone("subject level NONE over a global level");
    Schema schema = new Schema.Parser().parse(base);
    int id = client().register(subject, schema);

    assertThat(client().idOf(subject, schema)).isEqualTo(id);
    assertThat(client().schemaById(id)).isEqualTo(schema);
    assertThat(client().isCompatible(subject, new Schema.Parser().parse(withRequired))).isFalse();
    assertThat(client().isCompatible("x" + subject, schema)).isTrue();
    assertThatThrownBy(() -> client().register(subject, new Schema.Parser().parse(withRequired)))
        .isInstanceOf(IncompatibleSchemaException.class);
    assertThatThrownBy(() -> client().idOf(subject, new Schema.Parser().parse(withDefault)))
        .isInstanceOf(SchemaNotRegisteredException.class);
    assertThatThrownBy(() -> client().idOf("x" + subject, schema))
        .isInstanceOf(SchemaNotRegisteredException.class);
    assertThatThrownBy(() -> client().schemaById(2_000_000_000))
        .isInstanceOf(UnknownSchemaException.class);
    client().setCompatibility(subject, CompatibilityLevel.NONE);
    assertThat(client().register(subject, new Schema.Parser().parse(withRequired)))
        .isGreaterThan(id);
  }

  /** One that remembers nothing. */
  private RegistryClient client() {
    return RegistryClient.connect(Map.of("schema.registry.url", url()));
  }

  private boolean isCompatible(String schema) {
    Answer answer =
        calls.post(
            "/compatibility/subjects/" + subject + "/versions/latest",
            RestCalls.schemaBody(schema));
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().path("is_compatible").asBoolean();
  }

  private String record(String... fields) {
    return "{\"type\":\"record\",\"name\":\"%s\",\"namespace\":\"shop\",\"fields\":[%s]}"
        .formatted(name, String.join(",", fields));
  }

  private static String field(String field, String type) {
    return "{\"name\":\"" + field + "\",\"type\":" + type + "}";
  }

  private static void assertSameSchema(String actual, String expected) {
    assertThat(new Schema.Parser().parse(actual)).isEqualTo(new Schema.Parser().parse(expected));
  }

  private static List<Integer> integers(Answer answer) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode node : answer.body()) {
      numbers.add(node.asInt());
    }
    return numbers;
  }
}
