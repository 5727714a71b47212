package dev.sagas.operate.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What viewers see of payloads. */
class FieldMaskTest {
  private static final String SCHEMA =
      """
      {"type": "record", "name": "shop.Order", "fields": [
        {"name": "id", "type": "string"},
        {"name": "email", "type": "string", "sensitive": true},
        {"name": "phone", "type": ["null", "string"], "default": null, "sensitive": true},
        {"name": "note", "type": ["null", "string"], "default": null},
        {"name": "customer", "type": {"type": "record", "name": "Customer", "fields": [
          {"name": "name", "type": "string", "sensitive": true},
          {"name": "city", "type": "string"},
          {"name": "card", "type": ["null", {"type": "record", "name": "Card", "fields": [
            {"name": "number", "type": "string", "sensitive": true},
            {"name": "kind", "type": "string"}]}], "default": null}]}},
        {"name": "cards", "type": {"type": "array", "items": "Card"}},
        {"name": "byName", "type": {"type": "map", "values": "Card"}},
        {"name": "either", "type": ["long", "Card"]},
        {"name": "secrets", "type": {"type": "map", "values":
          {"type": "string", "sensitive": true}}},
        {"name": "all", "type": {"type": "array", "items": "string"}, "sensitive": true}]}
      """;

  private static final String JSON =
      """
      {"id": "o-1", "email": "SECRET", "phone": null, "note": "n",
       "customer": {"name": "SECRET", "city": "Wien", "card": {"number": "SECRET", "kind": "debit"}},
       "cards": [{"number": "SECRET", "kind": "a"}, {"number": "SECRET", "kind": "b"}],
       "byName": {"mine": {"number": "SECRET", "kind": "c"}},
       "either": {"shop.Card": {"number": "SECRET", "kind": "d"}},
       "secrets": {"pin": "SECRET"}, "all": ["SECRET", "SECRET"]}
      """;

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void shouldHideWhatTheSchemaDeclaresAsSensitiveAtAnyDepth() throws Exception {
    // when
    JsonNode masked = decoded().json(FieldMask.of(List.of()));

    // then
    assertThat(masked)
        .isEqualTo(
            mapper.readTree(
                JSON.replace("SECRET", "***")
                    .replace("\"phone\": null", PHONE_HIDDEN)
                    .replace("[\"***\", \"***\"]", "\"***\"")));
    assertThat(decoded().json()).isEqualTo(mapper.readTree(JSON));
    assertThat(decoded()).hasToString("shop.Order");
  }

  private static final String PHONE_HIDDEN = "\"phone\": \"***\"";

  @Test
  void shouldHideTheFieldsThatAreNamedToo() throws Exception {
    for (String name : List.of("Customer.city", "shop.Customer.city", "customer.city")) {
      JsonNode masked = decoded().json(FieldMask.of(List.of(name)));
      assertThat(masked.at("/customer/city").asText()).as(name).isEqualTo("***");
      assertThat(masked.at("/customer/card/kind").asText()).as(name).isEqualTo("debit");
    }
    JsonNode masked = decoded().json(FieldMask.of(List.of("cards.kind", "byName.kind", "note")));
    assertThat(masked.at("/cards/1/kind").asText()).isEqualTo("***");
    assertThat(masked.at("/byName/mine/kind").asText()).isEqualTo("***");
    assertThat(masked.at("/either/shop.Card/kind").asText()).isEqualTo("d");
    assertThat(masked.at("/note").asText()).isEqualTo("***");
    assertThat(decoded().json(FieldMask.of(List.of("city", "other.note"))).at("/customer/city"))
        .as("neither a path nor a field of a type")
        .hasToString("\"Wien\"");
  }

  @Test
  void shouldHideWhatDoesNotHaveTheFormOfTheSchema() throws Exception {
    // given
    Schema schema = new Schema.Parser().parse(SCHEMA);
    FieldMask mask = FieldMask.of(List.of());

    // then
    assertThat(mask.apply(schema, mapper.readTree("[\"SECRET\"]"))).hasToString("\"***\"");
    for (String field :
        List.of(
            "\"id\": {\"x\": \"SECRET\"}",
            "\"customer\": \"SECRET\"",
            "\"cards\": {\"x\": \"SECRET\"}",
            "\"byName\": [\"SECRET\"]",
            "\"either\": {\"shop.Unknown\": \"SECRET\"}",
            "\"unknown\": \"SECRET\"")) {
      assertThat(mask.apply(schema, mapper.readTree("{" + field + "}")).toString())
          .contains("***")
          .doesNotContain("SECRET");
    }
  }

  @Test
  void shouldShowBytesAsTheirSchemaOrAsTextOrInHexDigits() {
    InMemoryRegistryClient registry = new InMemoryRegistryClient();
    try (Payloads payloads = payloads(registry)) {
      assertThat(PayloadPreview.value(order(registry, payloads), payloads).at("/json/id").asText())
          .isEqualTo("o-1");
      JsonNode text = PayloadPreview.value(bytes("hello"), payloads);
      assertThat(text.get("text").asText()).isEqualTo("hello");
      assertThat(text.get("whyNot").asText()).isNotBlank();
      JsonNode unknown = PayloadPreview.value(Bytes.of(new byte[] {0, 0, 0, 9, 9, 1}), payloads);
      assertThat(unknown.get("hex").asText()).isEqualTo("000000090901");
      assertThat(PayloadPreview.raw(Bytes.of(new byte[300])).get("cut").asBoolean()).isTrue();
      assertThat(PayloadPreview.raw(bytes("o-1")).get("text").asText()).isEqualTo("o-1");
    }
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static DecodedPayload decoded() {
    InMemoryRegistryClient registry = new InMemoryRegistryClient();
    try (Payloads payloads = payloads(registry)) {
      return payloads.decoded(order(registry, payloads));
    }
  }

  private static Bytes order(InMemoryRegistryClient registry, Payloads payloads) {
    int id = registry.register("shop.Order", new Schema.Parser().parse(SCHEMA));
    return payloads.encode(JSON, "shop.Order", OptionalInt.of(id));
  }

  private static Payloads payloads(InMemoryRegistryClient registry) {
    return Payloads.open(Deployment.of(Map.of(RegistryClient.CLIENT_CONFIG, registry)));
  }
}
