package dev.sagas.testkit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.testkit.registry.RestCalls.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

  private void restart() {
    registry.close();
    registry = EmbeddedRegistry.start(log, "127.0.0.1", 0);
    calls = new RestCalls(registry.url());
  }

  private static String record(String name) {
    return "{\"type\":\"record\",\"name\":\"" + name + "\",\"namespace\":\"shop\",\"fields\":[]}";
  }
}
