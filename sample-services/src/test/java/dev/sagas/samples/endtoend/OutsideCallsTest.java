package dev.sagas.samples.endtoend;

import static dev.sagas.samples.endtoend.ShippingProbe.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.outside.OutsideService;
import dev.sagas.samples.schema.order.BookShipment;
import dev.sagas.samples.schema.order.CancelShipment;
import dev.sagas.samples.service.DatabaseSettings;
import dev.sagas.samples.service.RunningService;
import dev.sagas.samples.service.ServiceConfig;
import dev.sagas.samples.service.Sql;
import dev.sagas.samples.shipping.ShippingService;
import dev.sagas.samples.testing.Interceptor;
import dev.sagas.samples.testing.Interceptor.Fate;
import dev.sagas.samples.testing.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances of shipping and the carriers they call. The line of one of them can be cut; a
 * compensation that goes to the other may overtake the execute.
 */
class OutsideCallsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CUT = "with-a-line-that-breaks";
  private static final String SOUND = "with-a-sound-line";

  @TempDir private static Path directory;
  private static EmbeddedBackbone backbone;
  private static Admin admin;
  private static ShippingProbe probe;
  private static OutsideService carriers;
  private static ShippingTables tables;
  private static DatabaseSettings settings;
  private static RunningService sound;

  private Interceptor line;
  private RunningService cut;

  @BeforeAll
  static void start() throws Exception {
    backbone = new EmbeddedBackbone(directory);
    admin = Admin.create(Map.of("bootstrap.servers", backbone.bootstrapServers()));
    admin
        .createTopics(
            List.of(
                new NewTopic(ShippingProbe.COMMANDS, 2, (short) 1),
                new NewTopic(ShippingCommand.REPLIES, 3, (short) 1),
                new NewTopic(ShippingProbe.DEAD_LETTERS, 1, (short) 1)))
        .all()
        .get();
    probe = new ShippingProbe(backbone);
    carriers =
        OutsideService.start(
            ServiceConfig.of(Map.of(ServiceConfig.HTTP_PORT, 0)),
            TestDatabase.H2.create(directory));
    settings = TestDatabase.H2.create(directory);
    tables = new ShippingTables(settings);
    sound = startShipping(SOUND, carriers.url());
  }

  @AfterAll
  static void stop() {
    sound.close();
    carriers.close();
    probe.close();
    admin.close();
    backbone.close();
  }

  @BeforeEach
  void startWithTheLine() throws Exception {
    line = Interceptor.inFrontOf(carriers.url());
    cut = startShipping(CUT, line.url());
  }

  @AfterEach
  void stopWithTheLine() {
    line.close();
    cut.close();
  }

  private static RunningService startShipping(String instance, URI outside) {
    return ShippingService.SERVICE.start(
        ServiceConfig.of(
            Map.of(
                ServiceConfig.BOOTSTRAP_SERVERS,
                backbone.bootstrapServers(),
                ServiceConfig.REGISTRY_URL,
                backbone.registryUrl(),
                ServiceConfig.OUTSIDE_URL,
                outside.toString(),
                ServiceConfig.OUTSIDE_TIMEOUT_MS,
                20_000,
                "saga.kafka.consumer.group.instance.id",
                instance)),
        settings);
  }

  @Test
  void shouldBookOnceWhenTheCarriersAnswerIsLost() throws Exception {
    // given: lost on the way there, lost on the way back, and garbled
    List.of(Fate.LOSE_REQUEST, Fate.LOSE_ANSWER, Fate.BAD_GATEWAY).forEach(line::next);

    // when
    ShippingCommand book = book("lost-answer");
    send(book, CUT);

    // then
    assertThat(outcome(answer(book))).isEqualTo("succeeded");
    assertThat(bookings("lost-answer")).containsExactly("BOOKED");
    assertThat(tables.shipments("lost-answer")).containsExactly("BOOKED");
    assertThat(tables.fence("lost-answer")).isEqualTo("SUCCEEDED, no compensation");
  }

  @Test
  void shouldFailAtTheDeadlineAndCancelWhenNoAnswerComes() throws Exception {
    // given: the carriers book, and nobody hears of it
    awaitBothAtWork();
    List.of(Fate.LOSE_ANSWER, Fate.HOLD_REQUEST, Fate.HOLD_REQUEST).forEach(line::next);
    ShippingCommand book =
        book("no-answer")
            .with(SagaHeaders.DEADLINE, Long.toString(System.currentTimeMillis() + 5_000));

    // when
    send(book, CUT);

    // then
    assertThat(outcome(answer(book)))
        .isIn("failed INFRASTRUCTURE_UNAVAILABLE", "failed DEADLINE_PASSED");
    assertThat(bookings("no-answer")).containsExactly("BOOKED");
    assertThat(tables.fence("no-answer")).isEqualTo("STARTED, no compensation");

    // when: nobody knows whether the parcel is on its way
    ShippingCommand cancel = cancel("no-answer");
    send(cancel, SOUND);

    // then
    assertThat(outcome(answer(cancel))).isEqualTo("succeeded");
    assertThat(bookings("no-answer")).containsExactly("CANCELLED");
    assertThat(tables.shipments("no-answer")).isEmpty();
  }

  @Test
  void shouldNeverBookWhenTheCompensationOvertakesTheRequest() throws Exception {
    // given
    line.next(Fate.HOLD_REQUEST);

    // when
    ShippingCommand book = overtaken("overtaken-request");

    // then: the carriers refuse the key, and the fence the execute
    assertThat(outcome(answer(book))).isEqualTo("rejected FENCED");
    assertThat(bookings("overtaken-request")).isEmpty();
    assertThat(tables.shipments("overtaken-request")).isEmpty();
  }

  @Test
  void shouldLeaveNoBookingWhenTheCompensationOvertakesTheAnswer() throws Exception {
    // given
    line.next(Fate.HOLD_ANSWER);

    // when
    ShippingCommand book = overtaken("overtaken-answer");

    // then
    assertThat(outcome(answer(book))).isEqualTo("rejected FENCED");
    assertThat(bookings("overtaken-answer")).containsExactly("CANCELLED");
    assertThat(tables.shipments("overtaken-answer")).isEmpty();
  }

  /** Lets an execute be held on the line until its compensation is done. */
  private ShippingCommand overtaken(String sagaId) throws Exception {
    ShippingCommand book = book(sagaId);
    send(book, CUT);
    line.awaitHeld();
    assertThat(tables.fence(sagaId)).isEqualTo("STARTED, no compensation");
    ShippingCommand cancel = cancel(sagaId);
    send(cancel, SOUND);
    ConsumerRecord<byte[], byte[]> cancelled = answer(cancel);
    assertThat(outcome(cancelled)).isEqualTo("succeeded");
    assertThat(probe.decode(cancelled).getSchema().getName()).isEqualTo("ShipmentCancelled");
    line.release();
    return book;
  }

  private static ShippingCommand book(String sagaId) {
    return ShippingCommand.execute(
        sagaId, probe.encode(new BookShipment(sagaId, "blue-van", "1 Mill Lane", 3)));
  }

  private static ShippingCommand cancel(String sagaId) {
    return ShippingCommand.compensate(sagaId, probe.encode(new CancelShipment(sagaId)), "unknown");
  }

  /** A deadline that runs while the group is still balanced would be used up before the call. */
  private static void awaitBothAtWork() throws Exception {
    ShippingCommand first = book("first");
    send(first, CUT);
    assertThat(outcome(answer(first))).isEqualTo("succeeded");
  }

  /** Sends a command to an instance, by the partition that it has. */
  private static void send(ShippingCommand command, String instance) throws Exception {
    await()
        .atMost(LIMIT)
        .until(() -> partitionOf(CUT).isPresent() && partitionOf(SOUND).isPresent());
    ProducerRecord<byte[], byte[]> record = command.record();
    probe.send(
        new ProducerRecord<>(
            record.topic(),
            partitionOf(instance).orElseThrow(),
            record.key(),
            record.value(),
            record.headers()));
  }

  /** Empty unless the instance has one partition. */
  private static Optional<Integer> partitionOf(String instance) throws Exception {
    return admin
        .describeConsumerGroups(List.of("shipping"))
        .all()
        .get()
        .get("shipping")
        .members()
        .stream()
        .filter(member -> member.groupInstanceId().equals(Optional.of(instance)))
        .map(MemberDescription::assignment)
        .filter(assignment -> assignment.topicPartitions().size() == 1)
        .flatMap(assignment -> assignment.topicPartitions().stream())
        .map(TopicPartition::partition)
        .findFirst();
  }

  private static ConsumerRecord<byte[], byte[]> answer(ShippingCommand command) {
    return probe.answers(ShippingCommand.REPLIES, 1, command.id()).get(0);
  }

  private static String outcome(ConsumerRecord<byte[], byte[]> answer) {
    return (header(answer.headers(), SagaHeaders.OUTCOME)
            + " "
            + header(answer.headers(), SagaHeaders.ERROR_CODE))
        .strip();
  }

  private static List<String> bookings(String orderId) throws Exception {
    try (Connection connection = carriers.dataSource().getConnection()) {
      return new Sql(connection)
          .list("SELECT status FROM booking WHERE order_id = ?", row -> row.getString(1), orderId);
    }
  }
}
