package dev.sagas.testkit.participant;

import static dev.sagas.testkit.participant.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.StepFailure;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A participant with its fence, on a real broker. */
@Timeout(120)
class ParticipantOnKafkaTest {
  @TempDir private static Path directory;
  private static Cluster cluster;

  private final List<AutoCloseable> toClose = new ArrayList<>();
  private TopicNames topics;
  private String commandTopic;
  private JdbcConnectionPool database;
  private CommandWriter commands;
  private TopicReader replies;

  @BeforeAll
  static void startCluster() {
    cluster = Cluster.in(directory);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    topics = new TopicNames("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    commandTopic = topics.prefix() + "inventory.commands";
    cluster.createTopics(3, commandTopic, topics.replies(), topics.deadLetters());
    database =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    database.setMaxConnections(20);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        InputStream ddl = JdbcFence.class.getResourceAsStream("fence/h2.sql")) {
      statement.execute(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute("CREATE TABLE stock (pieces INT)");
      statement.execute("INSERT INTO stock VALUES (1000)");
    }
    commands = closing(new CommandWriter(cluster.config(), commandTopic, topics.replies()));
    replies = closing(new TopicReader(cluster.config(), topics.replies()));
  }

  @AfterEach
  void closeAll() throws Exception {
    Collections.reverse(toClose);
    for (AutoCloseable each : toClose) {
      each.close();
    }
    database.dispose();
  }

  @Test
  void shouldReplyOnThePartitionAskedForWithAllHeadersWhenACommandIsHandled() throws Exception {
    // given
    start(inventory());
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    Map<String, String> headers = commands.headers(key, 3);
    headers.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    // when
    RecordMetadata sent = commands.send("order-1", headers, commands.encode(reserve("order-1", 2)));
    ConsumerRecord<byte[], byte[]> reply = reply(key);

    // then
    assertThat(reply.partition()).isEqualTo(1);
    assertThat(TopicReader.key(reply)).isEqualTo("order-1");
    assertThat(header(reply, "saga-id")).isEqualTo("order-1");
    assertThat(header(reply, "saga-run")).isEqualTo("0d4f0da762e6");
    assertThat(header(reply, "saga-type")).isEqualTo("order-fulfilment");
    assertThat(header(reply, "saga-version")).isEqualTo("1");
    assertThat(header(reply, "saga-step")).isEqualTo("reserve-stock");
    assertThat(header(reply, "saga-action")).isEqualTo("execute");
    assertThat(header(reply, "saga-attempt")).isEqualTo("3");
    assertThat(header(reply, "saga-dedup-key")).isEqualTo(key.toString());
    assertThat(header(reply, "saga-in-reply-to")).isEqualTo(key + "#3");
    assertThat(header(reply, "saga-outcome")).isEqualTo("succeeded");
    assertThat(header(reply, "saga-command-position"))
        .isEqualTo(commandTopic + "-" + sent.partition() + "-" + sent.offset());
    assertThat(header(reply, "traceparent"))
        .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01")
        .doesNotContain("00f067aa0ba902b7");
    assertThat(decode(reply, StockReserved.class).getPieces()).isEqualTo(2);
    assertThat(stock()).isEqualTo(998);
  }

  @Test
  void shouldTakeTheEffectOnceAndAnswerEachTimeWhenACommandComesThreeTimes() throws Exception {
    // given
    start(inventory());
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    byte[] value = commands.encode(reserve("order-1", 2));

    // when
    for (int attempt = 1; attempt <= 3; attempt++) {
      commands.send("order-1", commands.headers(key, attempt), value);
    }
    List<ConsumerRecord<byte[], byte[]>> answers =
        replies.await(3, reply -> header(reply, "saga-dedup-key").equals(key.toString()));

    // then
    assertThat(answers)
        .extracting(reply -> header(reply, "saga-in-reply-to"))
        .containsExactly(key + "#1", key + "#2", key + "#3");
    assertThat(answers)
        .allSatisfy(reply -> assertThat(reply.value()).isEqualTo(answers.get(0).value()));
    assertThat(stock()).isEqualTo(998);
  }

  @Test
  void shouldUndoWhenTheCompensationFollows() throws Exception {
    // given
    start(inventory());
    commands.send(CommandWriter.key("order-1", Action.EXECUTE, 1), reserve("order-1", 7));
    DeduplicationKey undo = CommandWriter.key("order-1", Action.COMPENSATE, 1);

    // when
    commands.send(undo, new ReleaseStock("order-1"));

    // then
    assertThat(decode(reply(undo), StockReleased.class).getPieces()).isEqualTo(7);
    assertThat(stock()).isEqualTo(1000);
  }

  @Test
  void shouldRefuseTheLateExecuteWhenItsCompensationCameFirst() throws Exception {
    // given
    start(inventory());
    DeduplicationKey undo = CommandWriter.key("order-1", Action.COMPENSATE, 1);
    DeduplicationKey execute = undo.forAction(Action.EXECUTE);
    Map<String, String> headers = commands.headers(undo, 1);
    headers.put(SagaHeaders.EXECUTE_OUTCOME, SagaHeaders.EXECUTE_UNKNOWN);

    // when
    commands.send("order-1", headers, commands.encode(new ReleaseStock("order-1")));
    commands.send(execute, reserve("order-1", 2));

    // then
    NothingToUndo undone = decode(reply(undo), NothingToUndo.class);
    assertThat(header(reply(undo), "saga-outcome")).isEqualTo("succeeded");
    assertThat(undone.getExecuteKey()).isEqualTo(execute.toString());
    assertThat(undone.getReason()).hasToString("NEVER_EXECUTED");
    assertThat(header(reply(execute), "saga-outcome")).isEqualTo("rejected");
    assertThat(header(reply(execute), "saga-error-code")).isEqualTo("FENCED");
    assertThat(stock()).isEqualTo(1000);
  }

  @Test
  void shouldAnswerWithStepFailureWhenTheHandlerRejects() throws Exception {
    // given
    start(inventory());
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);

    // when
    commands.send(key, reserve("order-1", 5000));

    // then
    StepFailure failure = decode(reply(key), StepFailure.class);
    assertThat(header(reply(key), "saga-outcome")).isEqualTo("rejected");
    assertThat(header(reply(key), "saga-error-code")).isEqualTo("OUT_OF_STOCK");
    assertThat(header(reply(key), "saga-error-message")).isEqualTo("Only 1000 left");
    assertThat(failure.getCode()).isEqualTo("OUT_OF_STOCK");
    assertThat(failure.getMessage()).isEqualTo("Only 1000 left");
    assertThat(stock()).isEqualTo(1000);
  }

  @Test
  void shouldAnswerFailedAndRollBackWhenAHandlerMisbehaves() throws Exception {
    // given
    start(
        inventory(
            (command, context) -> {
              change(context, 1);
              return switch (command.getLines().get(0).getQuantity()) {
                case 1 -> throw new IllegalStateException("secret");
                case 2 -> throw new StackOverflowError();
                case 3 -> null;
                case 4 -> StepResult.succeeded(command);
                case 5 -> StepResult.succeeded(new StockReserved("x".repeat(2_000_000), 1));
                case 6 -> StepResult.succeeded(new StockReserved());
                case 7 -> StepResult.rejected("no spaces", "in codes");
                default -> StepResult.failed("BUSY", "Try later");
              };
            }));
    List<String> codes =
        List.of(
            "HANDLER_THREW",
            "HANDLER_THREW",
            "HANDLER_RETURNED_NULL",
            "UNDECLARED_REPLY_TYPE",
            "REPLY_TOO_LARGE",
            "REPLY_NOT_ENCODABLE",
            "HANDLER_THREW",
            "BUSY");

    for (int kind = 1; kind <= codes.size(); kind++) {
      // when
      DeduplicationKey key = CommandWriter.key("order-" + kind, Action.EXECUTE, 1);
      commands.send(key, reserve("order-" + kind, kind));

      // then
      assertThat(header(reply(key), "saga-outcome")).isEqualTo("failed");
      assertThat(header(reply(key), "saga-error-code")).isEqualTo(codes.get(kind - 1));
      assertThat(header(reply(key), "saga-error-message")).doesNotContain("secret");
      assertThat(decode(reply(key), StepFailure.class).getCode()).isEqualTo(codes.get(kind - 1));
    }
    assertThat(stock()).isEqualTo(1000);
  }

  @Test
  void shouldDeadLetterWithOriginAndAnswerWhenARecordIsNoCommand() throws Exception {
    // given
    start(inventory());
    TopicReader letters = closing(new TopicReader(cluster.config(), topics.deadLetters()));
    byte[] good = commands.encode(reserve("order-1", 1));
    byte[] foreign = good.clone();
    foreign[1] = 0x7f;
    DeduplicationKey corrupt = CommandWriter.key("corrupt", Action.EXECUTE, 1);
    DeduplicationKey unknown = CommandWriter.key("unknown", Action.EXECUTE, 1);
    DeduplicationKey otherKey = CommandWriter.key("other-key", Action.EXECUTE, 1);
    DeduplicationKey truncated = CommandWriter.key("truncated", Action.EXECUTE, 1);
    Map<String, String> noDeadline =
        commands.headers(CommandWriter.key("no-deadline", Action.EXECUTE, 1), 1);
    noDeadline.remove(SagaHeaders.DEADLINE);
    Map<String, String> otherStep =
        commands.headers(CommandWriter.key("other-step", Action.EXECUTE, 1), 1);
    otherStep.put(SagaHeaders.STEP, "charge-card");

    // when
    RecordMetadata corruptAt =
        commands.send("corrupt", commands.headers(corrupt, 1), new byte[] {1, 2, 3});
    commands.send("truncated", commands.headers(truncated, 1), Arrays.copyOf(good, 8));
    commands.send("unknown", commands.headers(unknown, 1), foreign);
    commands.send("somebody", commands.headers(otherKey, 1), good);
    commands.send("no-deadline", noDeadline, good);
    commands.send("other-step", otherStep, good);
    commands.send("nothing", Map.of(), good);
    DeduplicationKey afterwards = CommandWriter.key("order-1", Action.EXECUTE, 1);
    commands.send(afterwards, reserve("order-1", 1));

    // then
    List<ConsumerRecord<byte[], byte[]>> kept = letters.await(7, letter -> true);
    assertThat(kept)
        .extracting(letter -> TopicReader.key(letter) + " " + header(letter, "saga-error-code"))
        .containsExactlyInAnyOrder(
            "corrupt CORRUPT_COMMAND",
            "truncated CORRUPT_COMMAND",
            "unknown UNKNOWN_SCHEMA",
            "somebody KEY_MISMATCH",
            "no-deadline MALFORMED_HEADERS",
            "other-step MALFORMED_HEADERS",
            "nothing MALFORMED_HEADERS");
    ConsumerRecord<byte[], byte[]> letter =
        letters.await(1, each -> TopicReader.key(each).equals("corrupt")).get(0);
    assertThat(letter.value()).containsExactly(1, 2, 3);
    assertThat(header(letter, "saga-dedup-key")).isEqualTo(corrupt.toString());
    assertThat(header(letter, "saga-origin"))
        .isEqualTo(commandTopic + "-" + corruptAt.partition() + "-" + corruptAt.offset());
    assertThat(header(reply(corrupt), "saga-error-code")).isEqualTo("CORRUPT_COMMAND");
    assertThat(header(reply(unknown), "saga-error-code")).isEqualTo("UNKNOWN_SCHEMA");
    assertThat(header(reply(otherKey), "saga-error-code")).isEqualTo("KEY_MISMATCH");
    assertThat(header(reply(afterwards), "saga-outcome")).isEqualTo("succeeded");
    assertThat(stock()).isEqualTo(999);
  }

  @Test
  void shouldAnswerFailedWhenThereIsNoHandlerForTheType() throws Exception {
    // given
    start(inventory());
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);

    // when
    commands.send(key, new StockReleased("order-1", 1));

    // then
    assertThat(header(reply(key), "saga-outcome")).isEqualTo("failed");
    assertThat(header(reply(key), "saga-error-code")).isEqualTo("UNHANDLED_COMMAND_TYPE");
    assertThat(header(reply(key), "saga-error-message")).contains("StockReleased");
  }

  @Test
  void shouldStartNothingButSendTheRecordedReplyWhenTheDeadlineHasPassed() throws Exception {
    // given
    start(inventory());
    DeduplicationKey done = CommandWriter.key("order-1", Action.EXECUTE, 1);
    DeduplicationKey late = CommandWriter.key("order-2", Action.EXECUTE, 1);
    String past = String.valueOf(Instant.now().minusSeconds(1).toEpochMilli());
    commands.send(done, reserve("order-1", 1));
    reply(done);
    Map<String, String> doneAgain = commands.headers(done, 2);
    doneAgain.put(SagaHeaders.DEADLINE, past);
    Map<String, String> lateHeaders = commands.headers(late, 1);
    lateHeaders.put(SagaHeaders.DEADLINE, past);

    // when
    commands.send("order-1", doneAgain, commands.encode(reserve("order-1", 1)));
    commands.send("order-2", lateHeaders, commands.encode(reserve("order-2", 1)));

    // then
    List<ConsumerRecord<byte[], byte[]>> answers =
        replies.await(2, reply -> header(reply, "saga-dedup-key").equals(done.toString()));
    assertThat(answers)
        .extracting(reply -> header(reply, "saga-outcome"))
        .containsExactly("succeeded", "succeeded");
    assertThat(header(reply(late), "saga-error-code")).isEqualTo("DEADLINE_PASSED");
    assertThat(stock()).isEqualTo(999);
  }

  @Test
  void shouldTryAgainWithinTheDeadlineWhenTheDatabaseIsAwayForAWhile() throws Exception {
    // given
    AtomicInteger calls = new AtomicInteger();
    start(
        inventory(
            (command, context) -> {
              change(context, 1);
              if (calls.incrementAndGet() < 4) {
                throw new IllegalStateException(new SQLTransientConnectionException("away"));
              }
              return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
            }));
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);

    // when
    commands.send(key, reserve("order-1", 1));

    // then
    assertThat(header(reply(key), "saga-outcome")).isEqualTo("succeeded");
    assertThat(calls).hasValue(4);
    assertThat(stock()).isEqualTo(999);
  }

  @Test
  void shouldAnswerFailedAtTheDeadlineWhenTheDatabaseStaysAway() throws Exception {
    // given
    start(
        inventory(
            (command, context) -> {
              throw new SQLTransientConnectionException("away");
            }));
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    Map<String, String> headers = commands.headers(key, 1);
    headers.put(
        SagaHeaders.DEADLINE, String.valueOf(Instant.now().plusMillis(1_500).toEpochMilli()));

    // when
    commands.send("order-1", headers, commands.encode(reserve("order-1", 1)));

    // then
    assertThat(header(reply(key), "saga-outcome")).isEqualTo("failed");
    assertThat(header(reply(key), "saga-error-code")).isEqualTo("INFRASTRUCTURE_UNAVAILABLE");
    assertThat(header(reply(key), "saga-error-message")).doesNotContain("away");
  }

  @Test
  void shouldKeepTheOrderOfASagaAndRunSagasInParallelWhenManyAreSent() throws Exception {
    // given
    Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
    AtomicInteger running = new AtomicInteger();
    AtomicInteger mostAtOnce = new AtomicInteger();
    start(
        inventory(
            (command, context) -> {
              mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
              seen.computeIfAbsent(
                      command.getOrderId(), id -> Collections.synchronizedList(new ArrayList<>()))
                  .add(command.getLines().get(0).getQuantity());
              new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS);
              running.decrementAndGet();
              return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
            }));

    // when
    for (int round = 1; round <= 10; round++) {
      for (int saga = 0; saga < 60; saga++) {
        DeduplicationKey key = CommandWriter.key("order-" + saga, Action.EXECUTE, round);
        commands.send(key, reserve("order-" + saga, round));
      }
    }
    replies.await(600, reply -> header(reply, "saga-outcome").equals("succeeded"));

    // then
    assertThat(seen).hasSize(60);
    assertThat(seen.values())
        .allSatisfy(rounds -> assertThat(rounds).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    assertThat(mostAtOnce.get()).isGreaterThan(1);
  }

  @Test
  void shouldHandleEachCommandOnceWhenInstancesComeAndGo() throws Exception {
    // given
    int count = 600;
    Participant first = start(inventory());
    Participant second = null;

    // when
    for (int saga = 0; saga < count; saga++) {
      DeduplicationKey key = CommandWriter.key("order-" + saga, Action.EXECUTE, 1);
      commands.send(key, reserve("order-" + saga, 1));
      if (saga == 200) {
        second = start(inventory());
      }
      if (saga == 400) {
        first.close();
      }
    }

    // then
    Set<String> answered = Collections.newSetFromMap(new ConcurrentHashMap<>());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              replies.select(reply -> answered.add(header(reply, "saga-dedup-key")));
              return answered.size() == count;
            });
    assertThat(first.isRunning()).isFalse();
    assertThat(second).isNotNull().extracting(Participant::isRunning).isEqualTo(true);
    assertThat(stock()).isEqualTo(1000 - count);
  }

  @Test
  void shouldGoOnWhenTheBrokerRestarts() throws Exception {
    // given
    Participant participant = start(inventory());
    DeduplicationKey before = CommandWriter.key("order-1", Action.EXECUTE, 1);
    DeduplicationKey after = CommandWriter.key("order-2", Action.EXECUTE, 1);
    commands.send(before, reserve("order-1", 1));
    reply(before);

    // when
    cluster.kafka().restart();
    commands.send(after, reserve("order-2", 1));

    // then
    assertThat(header(reply(after), "saga-outcome")).isEqualTo("succeeded");
    assertThat(participant.isRunning()).isTrue();
    assertThat(stock()).isEqualTo(998);
  }

  @Test
  void shouldFinishWhatHasBegunAndCommitItWhenItIsClosed() throws Exception {
    // given
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Participant participant =
        start(
            inventory(
                (command, context) -> {
                  begun.countDown();
                  finish.await(20, TimeUnit.SECONDS);
                  return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
                }));
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    RecordMetadata sent = commands.send(key, reserve("order-1", 1));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    // when
    Thread closing = new Thread(participant::close);
    closing.start();
    Awaitility.await().until(() -> !participant.isRunning());
    finish.countDown();
    closing.join();

    // then
    assertThat(replies.await(1, reply -> true))
        .extracting(reply -> header(reply, "saga-outcome"))
        .containsExactly("succeeded");
    assertThat(committed(sent.partition())).isEqualTo(sent.offset() + 1);
  }

  @Test
  void shouldNotCommitPastACommandThatIsStillWorkedOnWhenLaterOnesAreDone() throws Exception {
    // given
    CountDownLatch finish = new CountDownLatch(1);
    start(
        inventory(
            (command, context) -> {
              if (command.getOrderId().equals("slow")) {
                finish.await(60, TimeUnit.SECONDS);
              }
              return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
            }));
    RecordMetadata slow =
        commands.send(CommandWriter.key("slow", Action.EXECUTE, 1), reserve("slow", 1));

    // when
    long lastOffset = slow.offset();
    for (int saga = 0; saga < 60; saga++) {
      DeduplicationKey key = CommandWriter.key("order-" + saga, Action.EXECUTE, 1);
      RecordMetadata sent = commands.send(key, reserve("order-" + saga, 1));
      lastOffset = sent.partition() == slow.partition() ? sent.offset() : lastOffset;
    }
    int answeredMeanwhile = replies.await(30, reply -> true).size();
    long committedMeanwhile = committed(slow.partition());
    finish.countDown();

    // then
    long expected = lastOffset + 1;
    assertThat(answeredMeanwhile).isGreaterThanOrEqualTo(30);
    assertThat(committedMeanwhile).isLessThanOrEqualTo(slow.offset());
    Awaitility.await().until(() -> committed(slow.partition()) == expected);
    assertThat(replies.await(61, reply -> true)).hasSize(61);
  }

  @Test
  void shouldDeadLetterTheCommandWhenItsReplyTopicDoesNotExist() throws Exception {
    // given
    start(inventory().kafka(Map.of("producer.max.block.ms", 300)));
    TopicReader letters = closing(new TopicReader(cluster.config(), topics.deadLetters()));
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    Map<String, String> headers = commands.headers(key, 1);
    headers.put(SagaHeaders.REPLY_TO, "nobody.listens");
    DeduplicationKey beyond = CommandWriter.key("order-2", Action.EXECUTE, 1);
    Map<String, String> beyondHeaders = commands.headers(beyond, 1);
    beyondHeaders.put(SagaHeaders.REPLY_PARTITION, "99");

    // when
    commands.send("order-1", headers, commands.encode(reserve("order-1", 1)));
    commands.send("order-2", beyondHeaders, commands.encode(reserve("order-2", 1)));

    // then
    assertThat(letters.await(2, letter -> true))
        .extracting(letter -> header(letter, "saga-error-code"))
        .containsExactly("REPLY_UNDELIVERABLE", "REPLY_UNDELIVERABLE");
  }

  private interface StockHandler {
    StepResult handle(ReserveStock command, CommandContext context) throws Exception;
  }

  private ParticipantBuilder inventory() {
    return inventory(
        (command, context) -> {
          int pieces = command.getLines().get(0).getQuantity();
          if (pieces > 1000) {
            change(context, 1);
            return StepResult.rejected("OUT_OF_STOCK", "Only 1000 left");
          }
          change(context, pieces);
          return StepResult.succeeded(new StockReserved(command.getOrderId(), pieces));
        });
  }

  private ParticipantBuilder inventory(StockHandler handler) {
    return Participant.named("inventory")
        .kafka(cluster.config())
        .topics(topics)
        .fence(JdbcFence.on(database))
        .replies(StockReserved.class, StockReleased.class)
        .handle(ReserveStock.class, handler::handle)
        .handle(
            ReleaseStock.class,
            (command, context) -> {
              change(context, -7);
              return StepResult.succeeded(new StockReleased(command.getOrderId(), 7));
            });
  }

  private Participant start(ParticipantBuilder builder) {
    Participant participant = closing(builder.build());
    participant.start();
    return participant;
  }

  private static void change(CommandContext context, int taken) throws SQLException {
    try (Statement statement = context.connection().createStatement()) {
      statement.execute("UPDATE stock SET pieces = pieces - " + taken);
    }
  }

  private int stock() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pieces FROM stock")) {
      row.next();
      return row.getInt(1);
    }
  }

  private long committed(int partition) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", cluster.kafka().bootstrapServers()))) {
      var offset =
          admin
              .listConsumerGroupOffsets(topics.prefix() + "inventory")
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(commandTopic, partition));
      return offset == null ? -1 : offset.offset();
    }
  }

  private ConsumerRecord<byte[], byte[]> reply(DeduplicationKey key) {
    return replies
        .await(1, reply -> header(reply, "saga-in-reply-to").startsWith(key + "#"))
        .get(0);
  }

  private <R extends SpecificRecord> R decode(
      ConsumerRecord<byte[], byte[]> record, Class<R> type) {
    return commands.codec().decode(record.topic(), record.value(), type);
  }

  private static ReserveStock reserve(String orderId, int pieces) {
    return new ReserveStock(orderId, List.of(new OrderLine("sku-1", pieces, 100L)));
  }

  private <T extends AutoCloseable> T closing(T resource) {
    toClose.add(resource);
    return resource;
  }
}
