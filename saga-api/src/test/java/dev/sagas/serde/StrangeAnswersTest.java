package dev.sagas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R18: one bad answer about one schema is that schema's fault, bad answers to all an outage. */
class StrangeAnswersTest {
  private static final String ASKED = "/schemas/ids/7";
  private static final String GOOD = schemaAnswer(TestSchemas.ORDER.toString());

  private final ScriptedRegistry registry = new ScriptedRegistry().reply(200, GOOD);

  @AfterEach
  void close() {
    registry.close();
  }

  static Stream<Arguments> strange() {
    byte[] latin1 =
        schemaAnswer("{\"type\":\"record\",\"name\":\"A\",\"doc\":\"für\",\"fields\":[]}")
            .getBytes(StandardCharsets.ISO_8859_1);
    return Stream.of(
        Arguments.of("not UTF-8", 200, latin1),
        Arguments.of("no JSON", 200, utf8("<html>login</html>")),
        Arguments.of("cut JSON", 200, utf8("{\"schema\":\"")),
        Arguments.of("nothing", 200, utf8("")),
        Arguments.of("nothing at all", 204, utf8("")),
        Arguments.of("no schema", 200, utf8("{}")),
        Arguments.of("schema is no text", 200, utf8("{\"schema\":{\"type\":\"record\"}}")),
        Arguments.of("404 without a code", 404, utf8("<html>not here</html>")),
        Arguments.of("400", 400, utf8("{\"error_code\":40003,\"message\":\"?\"}")),
        Arguments.of("403", 403, utf8("{\"error_code\":40301,\"message\":\"denied\"}")),
        Arguments.of("405", 405, utf8("")),
        Arguments.of("418", 418, utf8("{}")));
  }

  static Stream<Arguments> unparsable() {
    return Stream.of(
            "",
            "nonsense",
            "{\"type\":\"record\"}",
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"a\",\"type\":\"B\"}]}",
            "{\"type\":\"fixed\",\"name\":\"F\",\"size\":-1}",
            "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"A\"]}",
            "[\"null\",\"null\"]",
            "[".repeat(20_000))
        .map(schema -> Arguments.of(schema.substring(0, Math.min(40, schema.length())), schema));
  }

  @ParameterizedTest
  @MethodSource("strange")
  void shouldBeTheSchemasFaultWhenTheRegistryAnswersForAnother(
      String what, int status, byte[] body) {
    // given
    RegistryClient client = client();
    assertThat(client.schemaById(1)).as(what).isEqualTo(TestSchemas.ORDER);
    registry.replyTo(ASKED, status, body);

    // then
    assertThatThrownBy(() -> client.schemaById(7))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("schema id 7");
    assertThat(registry.requests())
        .extracting(ScriptedRegistry.Request::path)
        .containsExactly("/schemas/ids/1", ASKED, "/schemas/ids/1");
  }

  @ParameterizedTest
  @MethodSource("strange")
  void shouldBeAnOutageWhenTheRegistryAnswersEverythingStrangely(
      String what, int status, byte[] body) {
    // given
    ScriptedRegistry garbage = new ScriptedRegistry();
    garbage
        .replyTo(ASKED, status, body)
        .replyTo("/schemas/types", status, body)
        .replyTo("/subjects/s", status, body);

    // then
    try (garbage) {
      assertThatThrownBy(() -> client(garbage.url()).schemaById(7))
          .as(what)
          .isInstanceOf(RegistryUnavailableException.class);
      assertThatThrownBy(() -> client(garbage.url()).idOf("s", TestSchemas.ORDER))
          .as(what)
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void shouldBeTheSchemasFaultWhenNothingWasAnsweredBeforeButTheKindsOfSchemasAre() {
    registry
        .replyTo(ASKED, 200, utf8("<html>"))
        .replyTo("/schemas/types", 200, utf8("[\"JSON\",\"AVRO\"]"));

    assertThatThrownBy(() -> client().schemaById(7)).isInstanceOf(CorruptRecordException.class);
  }

  @Test
  void shouldBeAnOutageWhenAccessIsRefusedAndNoSchemaCanProveThatItIsNotToAll() {
    registry
        .replyTo(ASKED, 403, utf8("{\"error_code\":40301}"))
        .replyTo("/schemas/types", 200, utf8("[\"AVRO\"]"));

    assertThatThrownBy(() -> client().schemaById(7))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldBeAnOutageWhenTheRegistryFailsWhileItIsAskedForAnother() {
    // given
    RegistryClient client = client();
    assertThat(client.schemaById(1)).isEqualTo(TestSchemas.ORDER);
    registry.replyTo(ASKED, 200, utf8("<html>")).replyTo("/schemas/ids/1", 503, utf8(""));

    // then
    assertThatThrownBy(() -> client.schemaById(7)).isInstanceOf(RegistryUnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 429, 408, 401})
  void shouldStayAnOutageForOneSchemaWhenTheStatusSaysNothingAboutIt(int status) {
    // given
    RegistryClient client = client();
    assertThat(client.schemaById(1)).isEqualTo(TestSchemas.ORDER);
    registry.replyTo(ASKED, status, utf8("{\"error_code\":1}"));

    // then
    assertThatThrownBy(() -> client.schemaById(7)).isInstanceOf(RegistryUnavailableException.class);
  }

  @ParameterizedTest
  @MethodSource("unparsable")
  void shouldBeTheSchemasFaultWhenItCannotBeParsed(String what, String schema) {
    registry.replyTo(ASKED, 200, utf8(schemaAnswer(schema)));

    assertThatThrownBy(() -> client().schemaById(7))
        .as(what)
        .isInstanceOf(CorruptRecordException.class);
  }

  @Test
  void shouldAskForEachReferenceOnceWhenTheyReferToOneAnother() {
    // given: a ladder that has 2^19 ways down, and ends where it began
    for (int i = 0; i < 19; i++) {
      String path = "/subjects/s" + i + "/versions/1";
      registry.replyTo(
          path,
          200,
          utf8(
              withReferences(
                  "{\"type\":\"record\",\"name\":\"R" + i + "\",\"fields\":[]}", (i + 1) % 19)));
    }
    registry.replyTo(ASKED, 200, utf8(withReferences(TestSchemas.ORDER.toString(), 0)));

    // then
    assertThat(client().schemaById(7)).isEqualTo(TestSchemas.ORDER);
    assertThat(registry.requests()).hasSize(20);
  }

  @Test
  void shouldReadAndWriteUtf8WhateverTheAnswerSaysAboutItself() {
    // given
    Schema schema = SchemaBuilder.record("Gruß").doc("für 😀 … €").fields().endRecord();
    registry
        .replyTo(ASKED, 200, utf8(schemaAnswer(schema.toString())))
        .replyTo("/subjects/s", 200, utf8("{\"id\":7}"));
    RegistryClient client = client();

    // then
    assertThat(client.schemaById(7).getDoc()).isEqualTo("für 😀 … €");
    assertThat(client.idOf("s", schema)).isEqualTo(7);
    assertThat(registry.requests().get(1).body()).contains("für 😀 … €");
  }

  @Test
  void shouldNotBeRegisteredWhenTheAnswerAboutOneSubjectIsStrange() {
    // given
    RegistryClient client = client();
    assertThat(client.schemaById(1)).isEqualTo(TestSchemas.ORDER);
    for (String path :
        List.of("/subjects/s", "/subjects/s/versions", "/subjects/s/versions/latest")) {
      registry.replyTo(path, 200, utf8("<html>"));
    }

    // then
    assertThatThrownBy(() -> client.idOf("s", TestSchemas.ORDER))
        .isInstanceOf(SchemaNotRegisteredException.class);
    assertThatThrownBy(() -> client.newestId("s")).isInstanceOf(SchemaNotRegisteredException.class);
    assertThatThrownBy(() -> client.register("s", TestSchemas.ORDER))
        .isInstanceOf(IncompatibleSchemaException.class);
  }

  /** Other clients, such as Confluent's, take it for an outage; ours decides. */
  @Test
  void shouldBeTheSchemasFaultWhenAnotherClientReadsIt() {
    // given
    registry.replyTo(ASKED, 200, utf8("<html>")).replyTo("/schemas/types", 200, utf8("[]"));
    Map<String, Object> config = config(registry.url());
    config.put(AvroCodec.DESERIALIZER_CONFIG, FailingDeserializer.class);

    // then
    try (AvroCodec codec = AvroCodec.create(config, SubjectStrategy.RECORD_NAME)) {
      assertThatThrownBy(() -> codec.decode("t", WireFormat.frame(7, new byte[0])))
          .isInstanceOf(CorruptRecordException.class);
      assertThatThrownBy(() -> codec.decode("t", WireFormat.frame(1, new byte[0])))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  private static String withReferences(String schema, int subject) {
    var answer = RegistryHttp.JSON.createObjectNode().put("schema", schema);
    for (String name : List.of("R" + subject, "Alias" + subject)) {
      answer
          .withArray("/references")
          .addObject()
          .put("name", name)
          .put("subject", "s" + subject)
          .put("version", 1);
    }
    return answer.toString();
  }

  private static String schemaAnswer(String schema) {
    return RegistryHttp.JSON.createObjectNode().put("schema", schema).toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private RegistryClient client() {
    return client(registry.url());
  }

  private static RegistryClient client(String url) {
    return RegistryClient.connect(config(url));
  }

  private static Map<String, Object> config(String url) {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", url);
    config.put("max.retries", 1);
    config.put("retries.wait.ms", 2);
    return config;
  }
}
