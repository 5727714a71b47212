package dev.sagas.samples.endtoend;

import static dev.sagas.samples.endtoend.ShippingProbe.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.claims.ClaimKeys;
import dev.sagas.claims.ClaimSettings;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.outside.OutsideService;
import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.testing.TestDatabase;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java and Node.js share a store of large values, encrypted. */
@Tag("interop")
class NodeClaimsTest {
  private static final int LARGE = 300_000;

  /** Only the reply of a saga with the longest id is longer. */
  private static final String NODE_MIN_BYTES = "200";

  private static final String LONG_ID = "s".repeat(200);

  @TempDir private static Path directory;
  private static Path store;
  private static EmbeddedBackbone backbone;
  private static ShippingProbe probe;
  private static OutsideService carriers;
  private static NodeShipping node;
  private static ShippingTables tables;

  @BeforeAll
  static void start() throws Exception {
    NodeShipping.assumeInstalled();
    backbone = new EmbeddedBackbone(directory);
    Map<String, Object> client = Map.of("bootstrap.servers", backbone.bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(ShippingProbe.COMMANDS, 1, (short) 1),
                  new NewTopic(ShippingCommand.REPLIES, 3, (short) 1),
                  new NewTopic(ShippingProbe.DEAD_LETTERS, 1, (short) 1)))
          .all()
          .get();
    }
    store = directory.resolve("store");
    Path keys = directory.resolve("keys");
    byte[] key = new byte[32];
    new Random().nextBytes(key);
    Files.writeString(keys, "2026-11 " + Base64.getEncoder().encodeToString(key) + "\n");
    probe =
        new ShippingProbe(
            backbone,
            Map.of(
                ClaimCheck.URL_CONFIG, store.toUri().toString(),
                ClaimSettings.KEY_FILE_CONFIG, keys.toString()));
    DatabaseSettings database = TestDatabase.POSTGRESQL.create(directory);
    tables = new ShippingTables(database);
    ServiceConfig anyPort = ServiceConfig.of(Map.of(ServiceConfig.HTTP_PORT, 0));
    carriers = OutsideService.start(anyPort, TestDatabase.H2.create(directory));
    node =
        NodeShipping.start(
            backbone,
            database,
            new NodeShipping.Surroundings(
                carriers.url(),
                directory.resolve("node.log"),
                Map.of(
                    "SAGA_CLAIM_CHECK_URL", store.toUri().toString(),
                    "SAGA_CLAIM_CHECK_KEY_FILE", keys.toString(),
                    "SAGA_CLAIM_CHECK_MIN_BYTES", NODE_MIN_BYTES)));
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
      carriers.close();
      probe.close();
    }
    if (backbone != null) {
      backbone.close();
    }
  }

  /** A booking of a newer orchestrator, which has a document that the service does not know. */
  private static ShippingCommand book(String sagaId) {
    Schema known = BookShipment.getClassSchema();
    List<Schema.Field> fields =
        new ArrayList<>(
            known.getFields().stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
    fields.add(new Schema.Field("document", Schema.create(Schema.Type.STRING), "", ""));
    GenericRecord booking =
        new GenericData.Record(
            Schema.createRecord(
                known.getName(), known.getDoc(), known.getNamespace(), false, fields));
    booking.put("orderId", sagaId);
    booking.put("carrier", "blue-van");
    booking.put("address", "1 Mill Lane, Lowfield");
    booking.put("pieces", 3);
    booking.put("document", "x".repeat(LARGE));
    return ShippingCommand.execute(sagaId, probe.encode(booking));
  }

  private static Claim claimOf(ShippingCommand command) {
    byte[] value = command.value().orElseThrow().array();
    assertThat(Claim.isClaim(value)).isTrue();
    return Claim.parse("t", value);
  }

  @Test
  void shouldReadLargeCommandsAndWriteLargeReplies() throws Exception {
    // given
    ShippingCommand command = book(LONG_ID);
    Path content = store.resolve(ClaimKeys.content(claimOf(command).sha256()));
    assertThat(new String(Files.readAllBytes(content), StandardCharsets.ISO_8859_1))
        .doesNotContain("xxxxxxxx");

    // when
    probe.send(command.record());
    ConsumerRecord<byte[], byte[]> reply =
        probe.answers(ShippingCommand.REPLIES, 1, command.id()).get(0);

    // then
    assertThat(header(reply.headers(), SagaHeaders.OUTCOME)).as(node.log()).isEqualTo("succeeded");
    assertThat(tables.shipments(LONG_ID)).containsExactly("BOOKED");
    Claim claim = Claim.parse("t", reply.value());
    assertThat(store.resolve(ClaimKeys.content(claim.sha256()))).exists();
    assertThat(store.resolve(ClaimKeys.leases(claim.sha256()))).isNotEmptyDirectory();
    assertThat(probe.decode(reply).get("orderId")).asString().isEqualTo(LONG_ID);

    // when: it is delivered again
    probe.send(command.record());

    // then: the fence has the claim
    assertThat(probe.answers(ShippingCommand.REPLIES, 2, command.id()).get(1).value())
        .isEqualTo(reply.value());
  }

  @Test
  void shouldNameTheObjectThatIsMissing() throws Exception {
    // given
    ShippingCommand command = book("missing");
    Files.delete(store.resolve(ClaimKeys.content(claimOf(command).sha256())));

    // when
    probe.send(command.record());
    ConsumerRecord<byte[], byte[]> reply =
        probe.answers(ShippingCommand.REPLIES, 1, command.id()).get(0);

    // then
    assertThat(header(reply.headers(), SagaHeaders.OUTCOME)).isEqualTo("failed");
    assertThat(header(reply.headers(), SagaHeaders.ERROR_CODE)).isEqualTo("CORRUPT_COMMAND");
    assertThat(header(reply.headers(), SagaHeaders.ERROR_MESSAGE))
        .contains(claimOf(command).sha256());
  }
}
