package dev.sagas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRegistryClientTest {
  private static final String ID_7 = "{\"id\":7}";
  private static final String UNKNOWN_ID =
      "{\"error_code\":40403,\"message\":\"Schema not found\"}";

  private final ScriptedRegistry registry = new ScriptedRegistry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void shouldAskOnceWhenTheSameSchemaIsLookedUpAgain() throws Exception {
    RegistryClient client = client(registry.reply(200, ID_7).url());

    int first = client.idOf("a topic-value", TestSchemas.ORDER);
    int again =
        client.idOf("a topic-value", new Schema.Parser().parse(TestSchemas.ORDER.toString()));

    assertThat(first).isEqualTo(7);
    assertThat(again).isEqualTo(7);
    assertThat(registry.requests()).hasSize(1);
    ScriptedRegistry.Request request = registry.requests().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/subjects/a%20topic-value");
    JsonNode body = RegistryHttp.JSON.readTree(request.body());
    assertThat(body.path("schema").asText()).isEqualTo(TestSchemas.ORDER.toString());
  }

  @Test
  void shouldAskAgainWhenTheSubjectOrTheSchemaDiffers() {
    RegistryClient client = client(registry.reply(200, ID_7).url());

    client.idOf("one", TestSchemas.ORDER);
    client.idOf("two", TestSchemas.ORDER);
    client.idOf("two", TestSchemas.ORDER_WITH_NOTE);

    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void shouldAskOnceWhenAnIdIsResolvedAgain() {
    String answer =
        RegistryHttp.JSON.createObjectNode().put("schema", TestSchemas.ORDER.toString()).toString();
    RegistryClient client = client(registry.reply(200, answer).url());

    assertThat(client.schemaById(7)).isEqualTo(TestSchemas.ORDER);
    assertThat(client.schemaById(7)).isEqualTo(TestSchemas.ORDER);
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void shouldResolveReferencesWhenASchemaHasThem() {
    String line = "{\"type\":\"record\",\"name\":\"shop.Line\",\"fields\":[]}";
    String cart =
        "{\"type\":\"record\",\"name\":\"shop.Cart\",\"fields\":[{\"name\":\"l\",\"type\":\"shop.Line\"}]}";
    var withReference = RegistryHttp.JSON.createObjectNode().put("schema", cart);
    withReference
        .putArray("references")
        .addObject()
        .put("name", "shop.Line")
        .put("subject", "lines")
        .put("version", 3);
    registry.reply(200, withReference.toString());
    registry.reply(200, RegistryHttp.JSON.createObjectNode().put("schema", line).toString());

    Schema schema = client(registry.url()).schemaById(7);

    assertThat(schema.getField("l").schema().getFullName()).isEqualTo("shop.Line");
    assertThat(registry.requests().get(1).path()).isEqualTo("/subjects/lines/versions/3");
  }

  @Test
  void shouldTellAnUnknownIdFromAnOutageWhenTheRegistryAnswers404() {
    RegistryClient client = client(registry.reply(404, UNKNOWN_ID).url());

    assertThatThrownBy(() -> client.schemaById(99))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("schema id 99")
        .hasMessageContaining("40403");
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void shouldAskAgainForAnUnknownIdWhenItMayHaveComeToBe() {
    String answer =
        RegistryHttp.JSON.createObjectNode().put("schema", TestSchemas.ORDER.toString()).toString();
    RegistryClient client = client(registry.reply(404, UNKNOWN_ID).reply(200, answer).url());

    assertThatThrownBy(() -> client.schemaById(7)).isInstanceOf(UnknownSchemaException.class);
    assertThat(client.schemaById(7)).isEqualTo(TestSchemas.ORDER);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1, nothing listens there",
    "http://no-such-host.invalid:8081, its host is not known"
  })
  void shouldSayAddressAndReasonWhenThereIsNoConnection(String url, String reason) {
    assertThatThrownBy(() -> client(url).schemaById(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessage(
            "Expected the schema registry at [%s] to answer GET /schemas/ids/7, but %s"
                .formatted(url, reason));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429, 408})
  void shouldReportAnOutageAfterBoundedRetriesWhenTheRegistryFails(int status) {
    RegistryClient client =
        client(registry.reply(status, "{\"error_code\":50001,\"message\":\"store\"}").url());

    assertThatThrownBy(() -> client.schemaById(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("status " + status);
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void shouldReportAnOutageWhenA404IsNotTheRegistrys() {
    RegistryClient client = client(registry.reply(404, "<html>not here</html>").url());

    assertThatThrownBy(() -> client.schemaById(7)).isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> client.idOf("s", TestSchemas.ORDER))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldReportAnOutageWithoutRetriesWhenAccessIsRefused() {
    RegistryClient client = client(registry.reply(401, "{\"error_code\":401}").url());

    assertThatThrownBy(() -> client.schemaById(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("401");
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void shouldReportAnOutageWhenNobodyListens() throws IOException {
    RegistryClient client = client("http://localhost:" + unusedPort());

    assertThatThrownBy(() -> client.schemaById(7)).isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldReportAnOutageWhenTheAnswerDoesNotCome() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      Map<String, Object> impatient = config("http://localhost:" + silent.getLocalPort());
      impatient.put("http.read.timeout.ms", 50);
      RegistryClient client = RegistryClient.connect(impatient);

      assertThatThrownBy(() -> client.schemaById(7))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void shouldGoOnWhenAnOutagePasses() {
    RegistryClient client = client(registry.reply(503, "{}").reply(200, ID_7).url());

    assertThat(client.idOf("s", TestSchemas.ORDER)).isEqualTo(7);
  }

  @Test
  void shouldAskTheNextUrlWhenOneIsDown() throws IOException {
    String down = "http://localhost:" + unusedPort();
    RegistryClient client = client(down + " , " + registry.reply(200, ID_7).url() + "/");

    assertThat(client.idOf("s", TestSchemas.ORDER)).isEqualTo(7);
    assertThat(registry.requests().get(0).path()).isEqualTo("/subjects/s");
  }

  @Test
  void shouldTellThatASchemaIsNotRegisteredWhenTheRegistryAnswers404() {
    RegistryClient client = client(registry.reply(404, UNKNOWN_ID).url());

    assertThatThrownBy(() -> client.idOf("orders-value", TestSchemas.ORDER))
        .isInstanceOf(SchemaNotRegisteredException.class)
        .hasMessageContaining("shop.Order")
        .hasMessageContaining("orders-value")
        .hasMessageContaining("auto.register.schemas");
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 422})
  void shouldTellThatASchemaIsRefusedWhenTheRegistryRefusesIt(int status) {
    RegistryClient client =
        client(registry.reply(status, "{\"error_code\":409,\"message\":\"READER_FIELD\"}").url());

    assertThatThrownBy(() -> client.register("orders-value", TestSchemas.ORDER))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("READER_FIELD");
  }

  @Test
  void shouldAskEachTimeWhenTheNewestOfASubjectIsWanted() {
    RegistryClient client = client(registry.reply(200, "{\"id\":7,\"version\":2}").url());

    assertThat(client.newestId("shop.Order")).isEqualTo(7);
    assertThat(client.newestId("shop.Order")).isEqualTo(7);

    assertThat(registry.requests())
        .hasSize(2)
        .allMatch(request -> request.path().equals("/subjects/shop.Order/versions/latest"));
  }

  @Test
  void shouldTellThatNothingIsRegisteredWhenTheSubjectIsUnknown() {
    String unknown = "{\"error_code\":40401,\"message\":\"Subject not found\"}";
    RegistryClient client = client(registry.reply(404, unknown).url());

    assertThatThrownBy(() -> client.newestId("shop.Order"))
        .isInstanceOf(SchemaNotRegisteredException.class)
        .hasMessageContaining("shop.Order")
        .hasMessageContaining("Subject not found");
  }

  @Test
  void shouldRememberTheIdWhenASchemaWasRegistered() {
    RegistryClient client = client(registry.reply(200, ID_7).url());

    assertThat(client.register("s", TestSchemas.ORDER)).isEqualTo(7);
    assertThat(client.idOf("s", TestSchemas.ORDER)).isEqualTo(7);
    assertThat(registry.requests()).extracting("path").containsExactly("/subjects/s/versions");
  }

  @Test
  void shouldReportAnOutageWhenAnAnswerHoldsNoIdOrSchema() {
    RegistryClient client = client(registry.reply(200, "{}").url());

    assertThatThrownBy(() -> client.idOf("s", TestSchemas.ORDER))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> client.schemaById(7)).isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldTellCompatibilityWhenAsked() {
    registry
        .reply(200, "{\"is_compatible\":false}")
        .reply(200, "{\"is_compatible\":true}")
        .reply(404, "{\"error_code\":40401,\"message\":\"no subject\"}");
    RegistryClient client = client(registry.url());

    assertThat(client.isCompatible("s", TestSchemas.ORDER)).isFalse();
    assertThat(client.isCompatible("s", TestSchemas.ORDER)).isTrue();
    assertThat(client.isCompatible("s", TestSchemas.ORDER)).isTrue();
  }

  @Test
  void shouldTellTheRegistrysReasonsWhenASchemaWouldBeRefused() {
    registry
        .reply(200, "{\"is_compatible\":false,\"messages\":[\"MISSING at /fields/1\"]}")
        .reply(200, "{\"is_compatible\":true}")
        .reply(404, "{\"error_code\":40401,\"message\":\"no subject\"}")
        .reply(422, "{\"error_code\":42201,\"message\":\"invalid schema\"}");
    RegistryClient client = client(registry.url());

    assertThat(client.incompatibilities("s", TestSchemas.ORDER))
        .containsExactly("MISSING at /fields/1");
    assertThat(registry.requests().get(0).path()).isEqualTo("/compatibility/subjects/s/versions");
    assertThat(client.incompatibilities("s", TestSchemas.ORDER)).isEmpty();
    assertThat(client.incompatibilities("s", TestSchemas.ORDER)).isEmpty();
    assertThat(client.incompatibilities("s", TestSchemas.ORDER))
        .singleElement()
        .asString()
        .contains("invalid schema");
  }

  @Test
  void shouldSetCompatibilityWhenAsked() {
    client(registry.reply(200, "{\"compatibility\":\"FULL\"}").url())
        .setCompatibility("s", CompatibilityLevel.FULL);

    assertThat(registry.requests().get(0).method()).isEqualTo("PUT");
    assertThat(registry.requests().get(0).path()).isEqualTo("/config/s");
    assertThat(registry.requests().get(0).body()).isEqualTo("{\"compatibility\":\"FULL\"}");
  }

  @Test
  void shouldSendCredentialsWhenTheyAreConfigured() {
    registry.reply(200, ID_7);
    Map<String, Object> basic = config(registry.url());
    basic.put("basic.auth.credentials.source", "USER_INFO");
    basic.put("schema.registry.basic.auth.user.info", "ann:s3cret");
    Map<String, Object> bearer = config(registry.url());
    bearer.put("bearer.auth.token", "t0ken");
    String inUrl = registry.url().replace("http://", "http://bob:pw@");

    RegistryClient.connect(basic).idOf("s", TestSchemas.ORDER);
    RegistryClient.connect(bearer).idOf("s", TestSchemas.ORDER);
    client(inUrl).idOf("s", TestSchemas.ORDER);

    assertThat(registry.requests())
        .extracting(request -> request.headers().get("Authorization"))
        .containsExactly(base64("ann:s3cret"), "Bearer t0ken", base64("bob:pw"));
  }

  @Test
  void shouldKeepCredentialsOutOfMessagesWhenTheRegistryIsDown() throws IOException {
    RegistryClient client = client("http://bob:pw1234@localhost:" + unusedPort());

    assertThatThrownBy(() -> client.schemaById(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .message()
        .doesNotContain("pw1234");
  }

  @Test
  void shouldRefuseConfigurationWhenItCannotWork() {
    assertThatThrownBy(() -> RegistryClient.connect(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
    assertThatThrownBy(() -> client("localhost:8081")).isInstanceOf(ConfigException.class);
    Map<String, Object> manyRetries = config("http://localhost:1");
    manyRetries.put("max.retries", "1000000");
    assertThatThrownBy(() -> RegistryClient.connect(manyRetries))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("max.retries");
  }

  @Test
  void shouldStopWaitingWhenInterrupted() {
    RegistryClient client = client(registry.reply(503, "{}").url());
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> client.schemaById(7)).isInstanceOf(RegistryUnavailableException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  private static String base64(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  private static RegistryClient client(String urls) {
    return RegistryClient.connect(config(urls));
  }

  private static Map<String, Object> config(String urls) {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", urls);
    config.put("max.retries", 2);
    config.put("retries.wait.ms", 2);
    return config;
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
