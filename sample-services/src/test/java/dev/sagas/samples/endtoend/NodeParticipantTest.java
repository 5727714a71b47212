package dev.sagas.samples.endtoend;

import static dev.sagas.samples.endtoend.ShippingProbe.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.outside.OutsideService;
import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.schema.order.CancelOrder;
import dev.sagas.samples.schema.order.CancelShipment;
import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Node.js participant, command by command: what the protocol asks of any participant. */
@Tag("interop")
class NodeParticipantTest {
  private static final int CROWD = 40;

  @TempDir private static Path directory;
  private static EmbeddedBackbone backbone;
  private static ShippingProbe probe;
  private static DatabaseSettings database;
  private static NodeShipping node;
  private static OutsideService carriers;
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
                  new NewTopic(ShippingProbe.COMMANDS, 2, (short) 1),
                  new NewTopic(ShippingCommand.REPLIES, 3, (short) 1),
                  new NewTopic(ShippingProbe.DEAD_LETTERS, 1, (short) 1)))
          .all()
          .get();
    }
    probe = new ShippingProbe(backbone);
    database = TestDatabase.POSTGRESQL.create(directory);
    tables = new ShippingTables(database);
    ServiceConfig anyPort = ServiceConfig.of(Map.of(ServiceConfig.HTTP_PORT, 0));
    carriers = OutsideService.start(anyPort, TestDatabase.H2.create(directory));
    node = startNode();
  }

  private static NodeShipping startNode() throws Exception {
    return NodeShipping.start(backbone, database, carriers.url(), directory.resolve("node.log"));
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
      carriers.close();
    }
    if (probe != null) {
      probe.close();
    }
    if (backbone != null) {
      backbone.close();
    }
  }

  @Test
  void shouldPassItsOwnTestsWhenNodeRunsThem() throws Exception {
    // when
    NodeShipping.Ran tests = NodeShipping.runOwnTests();

    // then
    assertThat(tests.exitCode()).as(tests.output()).isZero();
    assertThat(tests.output()).containsPattern("pass [1-9]").containsPattern("fail 0");
  }

  @Test
  void shouldAnswerWithEveryHeaderWhenCommandIsHandled() throws Exception {
    // given
    ShippingCommand command =
        book("all-headers", "blue-van")
            .with(
                SagaHeaders.TRACE_PARENT,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    // when
    ConsumerRecord<byte[], byte[]> answer = answer(command);

    // then
    assertThat(answer.partition()).isEqualTo(ShippingCommand.REPLY_PARTITION);
    assertThat(answer.key()).asString().isEqualTo("all-headers");
    assertThat(outcome(answer)).isEqualTo("succeeded");
    assertThat(header(answer.headers(), SagaHeaders.SAGA_ID)).isEqualTo("all-headers");
    assertThat(header(answer.headers(), SagaHeaders.COMMAND_POSITION))
        .matches("shipping\\.commands-[01]-\\d+");
    assertThat(header(answer.headers(), SagaHeaders.TRACE_PARENT))
        .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01")
        .doesNotContain("00f067aa0ba902b7");
    assertThat(probe.decode(answer).getSchema().getFullName())
        .isEqualTo("dev.sagas.samples.schema.order.ShipmentBooked");
    assertThat(probe.decode(answer).get("trackingNumber")).asString().startsWith("parcel-");
  }

  @Test
  void shouldSendRecordedReplyAgainWhenCommandComesTwice() throws Exception {
    // given
    ShippingCommand command = book("twice", "blue-van");
    ConsumerRecord<byte[], byte[]> first = answer(command);

    // when
    probe.send(command.with(SagaHeaders.DEADLINE, "1").record());

    // then
    List<ConsumerRecord<byte[], byte[]>> answers =
        probe.answers(ShippingCommand.REPLIES, 2, command.id());
    assertThat(outcome(answers.get(1))).isEqualTo("succeeded");
    assertThat(answers.get(1).value()).isEqualTo(first.value());
    assertThat(tables.shipments("twice")).containsExactly("BOOKED");
    assertThat(tables.fence("twice")).isEqualTo("SUCCEEDED, no compensation");
  }

  @Test
  void shouldKeepRowForLongerWhenLaterCommandAsksForIt() throws Exception {
    // given
    ShippingCommand command = book("longer", "blue-van");
    answer(command);

    // when
    probe.send(command.with(SagaHeaders.FENCE_UNTIL, "9223372036854775807").record());
    probe.answers(ShippingCommand.REPLIES, 2, command.id());
    probe.send(command.record());
    probe.answers(ShippingCommand.REPLIES, 3, command.id());

    // then
    assertThat(
            tables.texts(
                "SELECT CAST(expires_at AS TEXT) FROM saga_fence WHERE execute_key = ?",
                ShippingCommand.key("longer", "execute")))
        .containsExactly("9223372036854775807");
  }

  @Test
  void shouldUndoOnceWhenCompensateComesTwice() throws Exception {
    // given
    answer(book("undone", "north-post"));
    ShippingCommand cancel = cancel("undone", "succeeded");

    // when
    ConsumerRecord<byte[], byte[]> first = answer(cancel);
    probe.send(cancel.record());

    // then
    assertThat(probe.answers(ShippingCommand.REPLIES, 2, cancel.id()))
        .allSatisfy(answer -> assertThat(outcome(answer)).isEqualTo("succeeded"))
        .allSatisfy(answer -> assertThat(answer.value()).isEqualTo(first.value()));
    assertThat(probe.decode(first).getSchema().getName()).isEqualTo("ShipmentCancelled");
    assertThat(tables.shipments("undone")).containsExactly("CANCELLED");
    assertThat(tables.fence("undone")).isEqualTo("SUCCEEDED, compensation SUCCEEDED");
  }

  @Test
  void shouldRefuseExecuteWhenItsCompensateCameFirst() throws Exception {
    // given
    ConsumerRecord<byte[], byte[]> undo = answer(cancel("fenced", "unknown"));

    // when
    ConsumerRecord<byte[], byte[]> late = answer(book("fenced", "blue-van"));

    // then
    assertThat(outcome(undo)).isEqualTo("succeeded");
    assertThat(probe.decode(undo).getSchema().getName()).isEqualTo("NothingToUndo");
    assertThat(probe.decode(undo).get("reason")).asString().isEqualTo("NEVER_EXECUTED");
    assertThat(outcome(late)).isEqualTo("rejected FENCED");
    assertThat(tables.shipments("fenced")).isEmpty();
    assertThat(tables.fence("fenced")).isEqualTo("FENCED, compensation SUCCEEDED");
  }

  @Test
  void shouldRecordRejectionWhenHandlerRejects() throws Exception {
    // given
    ConsumerRecord<byte[], byte[]> refusal = answer(book("refused", "nobody"));

    // when
    ConsumerRecord<byte[], byte[]> undo = answer(cancel("refused", "unknown"));

    // then
    assertThat(outcome(refusal)).isEqualTo("rejected UNKNOWN_CARRIER");
    assertThat(probe.decode(undo).get("reason")).asString().isEqualTo("REJECTED");
    assertThat(tables.shipments("refused")).isEmpty();
    assertThat(tables.fence("refused")).isEqualTo("REJECTED, compensation SUCCEEDED");
  }

  @Test
  void shouldRecordNoReplyWhenCommandFails() throws Exception {
    // when
    ConsumerRecord<byte[], byte[]> slow = answer(book("slow", "snail-mail"));
    ConsumerRecord<byte[], byte[]> late =
        answer(book("late", "blue-van").with(SagaHeaders.DEADLINE, "1"));

    // then
    assertThat(outcome(slow)).isEqualTo("failed CARRIER_TIMEOUT");
    assertThat(outcome(late)).isEqualTo("failed DEADLINE_PASSED");
    assertThat(tables.fence("slow")).isEqualTo("STARTED, no compensation");
    assertThat(tables.fence("late")).isEqualTo("no row");
  }

  @Test
  void shouldAnswerFailedWhenHandlerThrows() throws Exception {
    // when: the carriers do not understand a shipment without pieces
    byte[] value = probe.encode(new BookShipment("throws", "blue-van", "1 Mill Lane", 0));
    ConsumerRecord<byte[], byte[]> answer = answer(ShippingCommand.execute("throws", value));

    // then
    assertThat(outcome(answer)).isEqualTo("failed HANDLER_THREW");
    assertThat(tables.fence("throws")).isEqualTo("STARTED, no compensation");
  }

  @Test
  void shouldAnswerFailedWhenCommandIsOfAnotherType() throws Exception {
    // when
    byte[] value = probe.encode(new CancelOrder("other"));
    ConsumerRecord<byte[], byte[]> answer = answer(ShippingCommand.execute("other", value));

    // then
    assertThat(outcome(answer)).isEqualTo("failed UNHANDLED_COMMAND_TYPE");
  }

  @Test
  void shouldAnswerAndKeepDeadLetterWhenValueCannotBeRead() throws Exception {
    // given
    Map<String, ShippingCommand> expected =
        Map.of(
            "CORRUPT_COMMAND",
            ShippingCommand.execute("garbage", new byte[] {1, 2, 3}),
            "UNKNOWN_SCHEMA",
            ShippingCommand.execute("unknown", new byte[] {0, 0, 1, 0, 0, 2}));

    // then
    for (Map.Entry<String, ShippingCommand> command : expected.entrySet()) {
      assertThat(outcome(answer(command.getValue()))).isEqualTo("failed " + command.getKey());
      ConsumerRecord<byte[], byte[]> letter = deadLetter(command.getValue().sagaId());
      assertThat(header(letter.headers(), SagaHeaders.ERROR_CODE)).isEqualTo(command.getKey());
      assertThat(letter.value()).isEqualTo(command.getValue().bytes());
    }
  }

  @Test
  void shouldKeepDeadLetterWithoutValueWhenCommandHasNone() throws Exception {
    // when
    ConsumerRecord<byte[], byte[]> answer = answer(ShippingCommand.execute("tombstone", null));

    // then
    assertThat(outcome(answer)).isEqualTo("failed CORRUPT_COMMAND");
    assertThat(deadLetter("tombstone").value()).isNull();
  }

  @Test
  void shouldKeepDeadLetterWhenThereIsNoWayToAnswer() throws Exception {
    // given
    ShippingCommand command = book("nowhere", "blue-van");

    // when
    probe.send(command.without(SagaHeaders.COMMAND_ID).record());

    // then
    ConsumerRecord<byte[], byte[]> letter = deadLetter("nowhere");
    assertThat(header(letter.headers(), SagaHeaders.ERROR_CODE)).isEqualTo("MALFORMED_HEADERS");
    assertThat(header(letter.headers(), SagaHeaders.ORIGIN)).startsWith("shipping.commands-");
    assertThat(header(letter.headers(), SagaHeaders.STEP)).isEqualTo("book-shipment");
    assertThat(tables.fence("nowhere")).isEqualTo("no row");
  }

  @Test
  void shouldKeepDeadLetterWhenPartitionOfReplyDoesNotExist() throws Exception {
    // when
    probe.send(book("no-partition", "blue-van").with(SagaHeaders.REPLY_PARTITION, "99").record());

    // then
    ConsumerRecord<byte[], byte[]> letter = deadLetter("no-partition");
    assertThat(header(letter.headers(), SagaHeaders.ERROR_CODE)).isEqualTo("REPLY_UNDELIVERABLE");
    assertThat(tables.fence("no-partition")).isEqualTo("SUCCEEDED, no compensation");
  }

  @Test
  void shouldHandleNothingWhenTransactionWasAborted() throws Exception {
    // given: the second command goes to the same partition, behind the aborted one
    probe.sendInVain(book("aborted", "blue-van").record());

    // when
    answer(book("aborted", "north-post").with(SagaHeaders.COMMAND_ID, "second"), "second");

    // then
    assertThat(tables.texts("SELECT carrier FROM shipment WHERE order_id = ?", "aborted"))
        .containsExactly("north-post");
  }

  @Test
  void shouldKeepOrderOfSagaWhenManyComeAtOnce() throws Exception {
    // when
    for (int i = 0; i < CROWD; i++) {
      probe.send(book("crowd-" + i, "blue-van").record());
      probe.send(cancel("crowd-" + i, "unknown").record());
    }

    // then
    List<ConsumerRecord<byte[], byte[]>> answers =
        probe.await(
            ShippingCommand.REPLIES,
            2 * CROWD,
            answer -> new String(answer.key(), UTF_8).startsWith("crowd-"));
    for (int i = 0; i < CROWD; i++) {
      String sagaId = "crowd-" + i;
      assertThat(answers)
          .filteredOn(answer -> new String(answer.key(), UTF_8).equals(sagaId))
          .extracting(answer -> header(answer.headers(), SagaHeaders.IN_REPLY_TO))
          .containsExactly(
              ShippingCommand.key(sagaId, "execute") + "#1",
              ShippingCommand.key(sagaId, "compensate") + "#1");
      assertThat(tables.shipments(sagaId)).containsExactly("CANCELLED");
    }
  }

  @Test
  void shouldGoOnWhereItWasWhenProcessIsKilled() throws Exception {
    // given
    ShippingCommand before = book("before-the-kill", "blue-van");
    ConsumerRecord<byte[], byte[]> first = answer(before);
    node.kill();
    probe.send(before.record());
    ShippingCommand after = book("after-the-kill", "blue-van");
    probe.send(after.record());

    // when
    node = startNode();

    // then
    List<ConsumerRecord<byte[], byte[]>> answers =
        probe.answers(ShippingCommand.REPLIES, 2, before.id());
    assertThat(answers).allSatisfy(a -> assertThat(a.value()).isEqualTo(first.value()));
    assertThat(tables.shipments("before-the-kill")).containsExactly("BOOKED");
    probe.answers(ShippingCommand.REPLIES, 1, after.id());
    assertThat(tables.shipments("after-the-kill")).containsExactly("BOOKED");
  }

  private static ShippingCommand book(String sagaId, String carrier) {
    return ShippingCommand.execute(
        sagaId, probe.encode(new BookShipment(sagaId, carrier, "1 Mill Lane, Lowfield", 3)));
  }

  private static ShippingCommand cancel(String sagaId, String executeOutcome) {
    return ShippingCommand.compensate(
        sagaId, probe.encode(new CancelShipment(sagaId)), executeOutcome);
  }

  /** Sends a command and returns its first answer. */
  private static ConsumerRecord<byte[], byte[]> answer(ShippingCommand command) throws Exception {
    return answer(command, command.id());
  }

  private static ConsumerRecord<byte[], byte[]> answer(ShippingCommand command, String id)
      throws Exception {
    probe.send(command.record());
    return probe.answers(ShippingCommand.REPLIES, 1, id).get(0);
  }

  private static ConsumerRecord<byte[], byte[]> deadLetter(String sagaId) {
    return probe
        .await(
            ShippingProbe.DEAD_LETTERS,
            1,
            letter -> header(letter.headers(), SagaHeaders.SAGA_ID).equals(sagaId))
        .get(0);
  }

  /** The outcome, with the error's code if there is one. */
  private static String outcome(ConsumerRecord<byte[], byte[]> answer) {
    return (header(answer.headers(), SagaHeaders.OUTCOME)
            + " "
            + header(answer.headers(), SagaHeaders.ERROR_CODE))
        .strip();
  }
}
