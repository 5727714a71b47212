package dev.sagas.dev.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.registry.RestCalls.Answer;
import dev.sagas.internal.RawHttp;
import dev.sagas.serde.RegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedRegistryTest {
  private static final String FIRST = record("First");
  private static final String SECOND = record("Second");

  private final MemorySchemaLog log = new MemorySchemaLog();
  private EmbeddedRegistry registry = EmbeddedRegistry.start(log, "127.0.0.1", 0);
  private RestCalls calls = new RestCalls(registry.url());

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void shouldKeepEverythingWhenRestarted() {
    int first = calls.registered("a", FIRST);
    int second = calls.registered("b", SECOND);
    calls.put("/config", "{\"compatibility\":\"FULL\"}");
    calls.put("/config/a", "{\"compatibility\":\"NONE\"}");
    calls.put("/mode/b", "{\"mode\":\"READONLY\"}");

    restart();

    assertThat(calls.registered("a", FIRST)).isEqualTo(first);
    assertThat(calls.registered("c", SECOND)).isEqualTo(second);
    assertThat(calls.registered("d", record("Third"))).isEqualTo(second + 1);
    assertThat(calls.get("/config").body().path("compatibilityLevel").asText()).isEqualTo("FULL");
    assertThat(calls.get("/config/a").body().path("compatibilityLevel").asText()).isEqualTo("NONE");
    assertThat(calls.get("/mode/b").body().path("mode").asText()).isEqualTo("READONLY");
  }

  @Test
  void shouldGiveNoIdAgainWhenItsSchemaWasDeletedForGood() {
    int first = calls.registered("a", FIRST);
    calls.delete("/subjects/a");
    calls.delete("/subjects/a?permanent=true");

    restart();
    restart(); // by now the tombstone is gone too

    assertThat(calls.get("/schemas/ids/" + first).errorCode()).isEqualTo(40403);
    assertThat(calls.registered("b", SECOND)).isEqualTo(first + 1);
  }

  @Test
  void shouldStillResolveTheIdWhenASubjectIsDeletedButNotForGood() {
    int id = calls.registered("a", FIRST);

    calls.delete("/subjects/a");

    assertThat(calls.get("/schemas/ids/" + id).status()).isEqualTo(200);
    assertThat(calls.get("/subjects?deleted=true").body()).hasSize(1);
    assertThat(calls.get("/subjects").body()).isEmpty();
    assertThat(calls.delete("/subjects/a").errorCode()).isEqualTo(40404);
    assertThat(calls.registered("a", FIRST)).isEqualTo(id);
  }

  @Test
  void shouldRefuseToDeleteForGoodWhenNotDeletedBefore() {
    calls.registered("a", FIRST);

    assertThat(calls.delete("/subjects/a?permanent=true").errorCode()).isEqualTo(40405);
    assertThat(calls.delete("/subjects/a/versions/1?permanent=true").errorCode()).isEqualTo(40407);
    calls.delete("/subjects/a/versions/1");
    assertThat(calls.delete("/subjects/a/versions/1").errorCode()).isEqualTo(40406);
    assertThat(calls.delete("/subjects/a/versions/1?permanent=true").status()).isEqualTo(200);
  }

  @Test
  void shouldAnswer50001AndGoOnWhenTheLogIsAwayForAWhile() {
    int first = calls.registered("a", FIRST);
    log.fail(true);

    Answer refused = calls.register("b", SECOND);
    Answer known = calls.get("/schemas/ids/" + first);

    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.errorCode()).isEqualTo(50001);
    assertThat(known.status()).isEqualTo(200);
    log.fail(false);
    assertThat(calls.registered("b", SECOND)).isEqualTo(first + 1);
  }

  @Test
  void shouldRefuseWritesWhenReadOnly() {
    calls.put("/mode", "{\"mode\":\"READONLY\"}");

    assertThat(calls.register("a", FIRST).errorCode()).isEqualTo(42205);
    assertThat(calls.put("/mode", "{\"mode\":\"SOMETIMES\"}").errorCode()).isEqualTo(42204);
    calls.put("/mode", "{\"mode\":\"READWRITE\"}");
    assertThat(calls.register("a", FIRST).status()).isEqualTo(200);
  }

  @Test
  void shouldTellLevelsAndModesApartWhenASubjectHasNone() {
    assertThat(calls.get("/config").body().path("compatibilityLevel").asText())
        .isEqualTo("BACKWARD");
    assertThat(calls.get("/config/a").errorCode()).isEqualTo(40408);
    assertThat(calls.get("/config/a?defaultToGlobal=true").status()).isEqualTo(200);
    assertThat(calls.get("/mode").body().path("mode").asText()).isEqualTo("READWRITE");
    assertThat(calls.get("/mode/a").errorCode()).isEqualTo(40409);
    calls.put("/config/a", "{\"compatibility\":\"full\"}");
    assertThat(calls.delete("/config/a").body().path("compatibilityLevel").asText())
        .isEqualTo("FULL");
    assertThat(calls.get("/config/a").errorCode()).isEqualTo(40408);
  }

  @Test
  void shouldResolveReferencesWhenASchemaHasThem() {
    calls.registered("first", FIRST);
    String body =
        """
        {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"Pair\\",\\"fields\\":[{\\"name\\":\\"f\\",\\"type\\":\\"shop.First\\"}]}",
         "references": [{"name": "shop.First", "subject": "first", "version": 1}]}
        """;

    Answer registered = calls.post("/subjects/pair/versions", body);

    int id = registered.body().path("id").asInt();
    assertThat(registered.status()).isEqualTo(200);
    assertThat(calls.get("/schemas/ids/" + id).body().path("references")).hasSize(1);
    assertThat(calls.get("/subjects/first/versions/1/referencedby").body().get(0).asInt())
        .isEqualTo(id);
    assertThat(calls.delete("/subjects/first").errorCode()).isEqualTo(42206);
    assertThat(
            calls
                .post("/subjects/p/versions", body.replace("\"version\": 1", "\"version\": 2"))
                .errorCode())
        .isEqualTo(42201);
  }

  @Test
  void shouldAnswer42202WhenAVersionIsNoNumber() {
    calls.registered("a", FIRST);

    assertThat(calls.get("/subjects/a/versions/zero").errorCode()).isEqualTo(42202);
    assertThat(calls.get("/subjects/a/versions/0").errorCode()).isEqualTo(42202);
    assertThat(calls.get("/subjects/a/versions/-1").status()).isEqualTo(200);
  }

  @Test
  void shouldTellWhereASchemaIsUsedWhenAskedByItsId() {
    int id = calls.registered("a", FIRST);
    calls.registered("b", FIRST);

    assertThat(calls.get("/schemas/ids/" + id + "/subjects").body()).hasSize(2);
    assertThat(calls.get("/schemas/ids/" + id + "/versions").body()).hasSize(2);
    assertThat(calls.get("/schemas/ids/" + id + "/schema").body().path("name").asText())
        .isEqualTo("First");
    assertThat(calls.get("/subjects/a/versions/1/schema").body().path("name").asText())
        .isEqualTo("First");
    assertThat(calls.get("/schemas/types").body().get(0).asText()).isEqualTo("AVRO");
  }

  @Test
  void shouldGiveReasonsWhenCompatibilityIsCheckedVerbosely() {
    calls.registered("a", FIRST);
    String other = FIRST.replace("[]", "[{\"name\":\"n\",\"type\":\"int\"}]");

    Answer answer =
        calls.post("/compatibility/subjects/a/versions?verbose=true", RestCalls.schemaBody(other));

    assertThat(answer.body().path("is_compatible").asBoolean(true)).isFalse();
    assertThat(answer.body().path("messages").get(0).asText())
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void shouldAnswer404WhenThePathIsNotTheRegistrys() {
    Answer answer = calls.get("/nothing/here");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.errorCode()).isEqualTo(404);
  }

  @Test
  void shouldListenOnLoopbackWhenNotToldOtherwise() {
    assertThat(EmbeddedRegistryConfig.of("localhost:9092").host()).isEqualTo("127.0.0.1");
    assertThat(registry.url()).isEqualTo("http://127.0.0.1:" + registry.port());
  }

  /** Each way in and out: as UTF-8 whatever the client says about it, and escaped. */
  @ParameterizedTest
  @ValueSource(strings = {"für", "…", "€ 😀", "ı İ ß", "١٢٣", "\u2028"})
  void shouldKeepEveryCharacterOfASchema(String doc) throws Exception {
    // given
    String schema = record("Ordnung").replace("}", ",\"doc\":\"" + doc + "\"}");
    byte[] body = RestCalls.schemaBody(schema).getBytes(StandardCharsets.UTF_8);
    String post = "POST /subjects/a/versions HTTP/1.1\nHost: localhost\nContent-Type: ";

    // when
    RawHttp.send(registry.port(), post + "application/json", body);

    // then
    String latin1 = "application/vnd.schemaregistry.v1+json; charset=ISO-8859-1";
    assertThat(RawHttp.send(registry.port(), post + latin1, body)).contains("{\"id\":1}");
    assertThat(calls.registered("a", schema)).isEqualTo(1);
    for (String path : List.of("/schemas/ids/1", "/subjects/a/versions/1")) {
      assertThat(text(path)).contains(doc);
      assertThat(calls.get(path).body().path("schema").asText()).contains(doc);
    }
    assertThat(text("/schemas/ids/1/schema")).contains(doc);
    RegistryClient client = RegistryClient.connect(Map.of("schema.registry.url", registry.url()));
    assertThat(client.schemaById(1).getDoc()).isEqualTo(doc);
    assertThat(client.idOf("a", client.schemaById(1))).isEqualTo(1);
    restart();
    assertThat(text("/schemas/ids/1")).contains(doc);
  }

  @Test
  void shouldKeepEveryCharacterOfASubject() {
    String subject = "Grüße-€";
    RegistryClient client = RegistryClient.connect(Map.of("schema.registry.url", registry.url()));
    Schema schema = new Schema.Parser().parse(FIRST);

    int id = client.register(subject, schema);

    assertThat(client.idOf(subject, schema)).isEqualTo(id);
    assertThat(calls.get("/subjects").body().get(0).asText()).isEqualTo(subject);
    assertThat(text("/subjects/%C3%9C")).contains("404");
    assertThat(calls.get("/subjects/%C3%9C/versions").body().path("message").asText())
        .contains("'Ü'");
  }

  @Test
  void shouldRefuseABodyThatIsNotUtf8() throws Exception {
    byte[] latin1 =
        RestCalls.schemaBody(record("A").replace("}", ",\"doc\":\"für\"}"))
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThat(
            RawHttp.send(
                registry.port(),
                "POST /subjects/a/versions HTTP/1.1\nHost: localhost\nContent-Type: application/json",
                latin1))
        .contains("42201");
    assertThat(calls.get("/subjects").body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Host: localhost, application/json, 200",
    "Host: evil.example, application/json, 403",
    "Host: localhost\\nOrigin: http://evil.example, application/json, 403",
    "Host: localhost\\nSec-Fetch-Site: cross-site, application/json, 403",
    "Host: localhost, text/plain, 415",
    "Host: localhost, application/x-www-form-urlencoded, 415"
  })
  void shouldTakeNothingFromWebPages(String headers, String type, int status) throws Exception {
    // given
    String rest = " HTTP/1.1\n" + headers.replace("\\n", "\n");
    String withType = rest + "\nContent-Type: " + type;

    // when
    int posted =
        RawHttp.status(
            registry.port(), "POST /subjects/a/versions" + withType, RestCalls.schemaBody(FIRST));
    int put = RawHttp.status(registry.port(), "PUT /mode" + withType, "{\"mode\":\"READWRITE\"}");
    int deleted = RawHttp.status(registry.port(), "DELETE /subjects/a" + rest, "");

    // then
    assertThat(posted).isEqualTo(status);
    assertThat(put).isEqualTo(status);
    assertThat(deleted).isEqualTo(status == 415 ? 404 : status);
    assertThat(calls.get("/subjects?deleted=true").body()).hasSize(status == 200 ? 1 : 0);
  }

  private String text(String path) {
    try {
      return RawHttp.send(
          registry.port(), "GET " + path + " HTTP/1.1\nHost: localhost", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private void restart() {
    registry.close();
    registry = EmbeddedRegistry.start(log, "127.0.0.1", 0);
    calls = new RestCalls(registry.url());
  }

  private static String record(String name) {
    return "{\"type\":\"record\",\"name\":\"" + name + "\",\"namespace\":\"shop\",\"fields\":[]}";
  }
}
