package dev.sagas.operate.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.serde.Claim;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payloads as JSON, and JSON as payloads. */
class PayloadsTest {
  private static final String SCHEMA =
      """
      {"type": "record", "name": "shop.Order", "fields": [
        {"name": "id", "type": "string"},
        {"name": "days", "type": "int"},
        {"name": "cents", "type": "long"},
        {"name": "rate", "type": "double", "default": 1.5},
        {"name": "vip", "type": "boolean"},
        {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
        {"name": "token", "type": "bytes"},
        {"name": "mark", "type": {"type": "fixed", "name": "Mark", "size": 2}},
        {"name": "note", "type": ["null", "string"], "default": null},
        {"name": "either", "type": ["null", "long", "string"], "default": null},
        {"name": "lines", "type": {"type": "array", "items":
          {"type": "record", "name": "Line", "fields": [{"name": "sku", "type": "string"}]}}},
        {"name": "tags", "type": {"type": "map", "values": "int"}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "exactly", "type": {"type": "long", "logicalType": "timestamp-micros"}},
        {"name": "on", "type": {"type": "int", "logicalType": "date"}},
        {"name": "price", "type":
          {"type": "bytes", "logicalType": "decimal", "precision": 6, "scale": 2}},
        {"name": "debt", "type":
          {"type": "fixed", "name": "Debt", "size": 4, "logicalType": "decimal", "precision": 6,
           "scale": 2}}]}
      """;

  private static final String JSON =
      """
      {"id": "o-1", "days": -2, "cents": 9007199254740993, "rate": 0.25, "vip": true, "kind": "B",
       "token": "AAEC", "mark": "/wA=", "note": "x", "either": {"long": 7},
       "lines": [{"sku": "s-1"}, {"sku": "s-2"}], "tags": {"a": 1},
       "at": "2026-11-20T13:05:12.480Z", "exactly": "2026-11-20T13:05:12.480123Z",
       "on": "2026-11-20", "price": "12.50", "debt": "-0.07"}
      """;

  private final InMemoryRegistryClient registry = new InMemoryRegistryClient();
  private final Payloads payloads =
      Payloads.open(Deployment.of(Map.of(RegistryClient.CLIENT_CONFIG, registry)));
  private final ObjectMapper mapper = new ObjectMapper();
  private int schemaId;

  @BeforeEach
  void register() {
    schemaId = registry.register("shop.Order", new Schema.Parser().parse(SCHEMA));
  }

  @AfterEach
  void close() {
    payloads.close();
  }

  @Test
  void shouldBeTheSameJsonAgainWhenItIsEncodedAndShown() throws Exception {
    // when
    Bytes payload = encode(JSON);

    // then
    assertThat(WireFormat.schemaId("any", payload.array())).isEqualTo(schemaId);
    assertThat(mapper.readTree(payloads.json(payload).toString())).isEqualTo(mapper.readTree(JSON));
  }

  @Test
  void shouldShowTheClaimWhenThePayloadIsOutsideKafka() {
    // given
    Claim claim = Claim.of(encode(JSON).array());

    // when
    DecodedPayload shown = payloads.decoded(Bytes.of(claim.encoded()));

    // then
    assertThat(shown.type()).isEqualTo("shop.Order");
    assertThat(shown.json(FieldMask.of(List.of("id"))).toString())
        .isEqualTo(
            "{\"claimCheck\":{\"sha256\":\"%s\",\"bytes\":%s,\"mediaType\":\"avro/binary\"}}"
                .formatted(claim.sha256(), claim.bytes()));
    assertThat(payloads.json(Bytes.of(claim.encoded()))).isEqualTo(shown.json());
  }

  @Test
  void shouldTakeTheDefaultWhenAFieldThatHasOneIsLeftOut() {
    // when
    JsonNode shown =
        payloads.json(
            encode(
                JSON.replace("\"rate\": 0.25, ", "")
                    .replace("\"note\": \"x\", ", "")
                    .replace("\"either\": {\"long\": 7},", "")));

    // then
    assertThat(shown.get("rate").doubleValue()).isEqualTo(1.5);
    assertThat(shown.get("note").isNull()).isTrue();
    assertThat(shown.get("either").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"id\": \"o-1\", || Expected id to be text, but it is missing",
        "\"days\": -2 | \"days\": \"secret\" "
            + "| Expected days to be a whole number of 32 bits, but got text",
        "\"days\": -2 | \"days\": 3000000000 | Expected days to be a whole number of 32 bits",
        "\"days\": -2 | \"days\": 1.5 | Expected days to be a whole number of 32 bits",
        "\"vip\": true | \"vip\": 1 | Expected vip to be true or false, but got a number",
        "\"kind\": \"B\" | \"kind\": \"secret\" | Expected kind to be one of [A, B], but got text",
        "\"token\": \"AAEC\" | \"token\": \"?\" | Expected token to be bytes in base64",
        "\"mark\": \"/wA=\" | \"mark\": \"AA==\" | Expected mark to be 2 bytes in base64",
        "\"note\": \"x\" | \"note\": 7 | Expected note to be text, but got a number",
        "{\"long\": 7} | 7 | Expected either to be an object with one field of [long, string] or null",
        "{\"sku\": \"s-2\"} | {} | Expected lines[1].sku to be text, but it is missing",
        "{\"sku\": \"s-2\"} | {\"sku\": null} | Expected lines[1].sku to be text, but got null",
        "\"a\": 1 | \"a\": {} | Expected tags.a to be a whole number of 32 bits, but got object",
        "\"on\": \"2026-11-20\" | \"on\": \"20.11.\" | Expected on to be a date such as 2026-11-20",
        "\"price\": \"12.50\" | \"price\": \"12.505\" | Expected price to be a decimal number",
        "\"price\": \"12.50\" | \"price\": \"123456.00\" | Expected price to be a decimal number",
        "\"vip\": true | \"vip\": true, \"lines.\": 1 | Expected no field lines.: shop.Order has [id",
        "{\"sku\": \"s-2\"} | {\"sku\": \"s\", \"x\": 1} | Expected no field lines[1].x: shop.Line has [sku]",
      })
  void shouldNameTheFieldAndNoValueWhenTheJsonDoesNotFit(
      String part, String replacement, String message) {
    String json = JSON.replace(part, replacement == null ? "" : replacement);

    assertThatThrownBy(() -> encode(json))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\": secret} | Expected JSON, but it breaks at line 1, column",
        "{\"id\": 1, \"id\": 2} | Expected JSON, but it breaks at line 1, column",
        "{} {} | Expected JSON, but it breaks at line 1, column",
        "[] | Expected the whole to be an object, but got array",
      })
  void shouldSayWhereWhenItIsNoJsonOrNoObject(String json, String message) {
    assertThatThrownBy(() -> encode(json))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void shouldUseTheNewestSchemaUnlessAnotherIsNamed() {
    // given
    Schema newer =
        new Schema.Parser()
            .parse(
                SCHEMA.replace(
                    "\"fields\": [\n  {\"name\": \"id\"",
                    "\"fields\": [\n  {\"name\": \"city\", \"type\": \"string\", \"default\": \"\"},"
                        + " {\"name\": \"id\""));
    int newestId = registry.register("shop.Order", newer);

    // then
    assertThat(newestId).isNotEqualTo(schemaId);
    assertThat(WireFormat.schemaId("any", encode(JSON).array())).isEqualTo(newestId);
    Bytes older = payloads.encode(JSON, "shop.Order", OptionalInt.of(schemaId));
    assertThat(WireFormat.schemaId("any", older.array())).isEqualTo(schemaId);
  }

  @Test
  void shouldSayWhatIsMissingWhenTheRegistryDoesNotKnowTheRecord() {
    assertThatThrownBy(() -> payloads.encode("{}", "shop.Nothing", OptionalInt.empty()))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("shop.Nothing");
    assertThatThrownBy(() -> payloads.encode("{}", "shop.Nothing", OptionalInt.of(schemaId)))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("shop.Nothing");
    assertThatThrownBy(() -> payloads.encode("{}", "shop.Order", OptionalInt.of(4711)))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("4711");
  }

  private Bytes encode(String json) {
    return payloads.encode(json, "shop.Order", OptionalInt.empty());
  }
}
