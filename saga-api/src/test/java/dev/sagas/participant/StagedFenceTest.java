package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.FenceRecord;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.AvroTrust;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The fence in Kafka without a broker: each command is a transaction that is committed (R23-27).
 */
@Timeout(30)
class StagedFenceTest implements FenceCompensationContract, Fence {
  private final FlakyRegistry registry = new FlakyRegistry();
  private final RecordGuard guard = new RecordGuard(Commands.ALL_TOPICS, 1_000_000);
  private final FenceShard shard = new FenceShard();
  private AvroCodec codec;
  private FenceRecords records;
  private DeduplicationKey execute = FenceBench.key("saga-" + UUID.randomUUID(), Action.EXECUTE, 1);
  private int stock = 100;

  @BeforeEach
  void assemble() {
    AvroTrust.allow(List.of(FenceRecord.class.getPackageName()));
    codec =
        AvroCodec.create(
            Map.of(RegistryClient.CLIENT_CONFIG, registry.client()), SubjectStrategy.RECORD_NAME);
    codec.register("inventory.fence", FenceRecord.getClassSchema());
    records = new FenceRecords(codec, "inventory.fence");
  }

  @AfterEach
  void close() {
    codec.close();
  }

  @Override
  public Optional<EncodedReply> once(FencedCommand command, boolean mayStart, FencedWork work)
      throws SQLException, TransientFailureException {
    StagedOutput output = new StagedOutput(guard);
    StagedFence fence = new StagedFence(new StagedRows(shard), records, guard, output);
    Optional<EncodedReply> reply = fence.once(command, mayStart, work);
    for (ProducerRecord<byte[], byte[]> record : output.records()) {
      stock -= record.value()[0];
    }
    output.change().ifPresent(change -> shard.put(change.executeKey(), change.row()));
    return reply;
  }

  @Override
  public int deleteExpired(Instant now, int limit) {
    List<String> expired = shard.expired(now.toEpochMilli(), limit);
    expired.forEach(shard::remove);
    return expired.size();
  }

  @Override
  public Fence fence() {
    return this;
  }

  @Override
  public int stock() {
    return stock;
  }

  @Override
  public FencedCommand execute() {
    return FencedCommand.execute(execute, FENCE_UNTIL_MS);
  }

  @Override
  public void useExecute(DeduplicationKey key) {
    execute = key;
  }

  @Override
  public DataSource dataSource() {
    throw new AssertionError("There is no database");
  }

  @Override
  public ExecutorService threads() {
    throw new AssertionError("One command at a time");
  }

  @Test
  void shouldSendTheRecordedReplyAgainWhenAnExecuteIsRedelivered() throws Exception {
    // given
    Script handler = Script.succeeding();

    // when
    EncodedReply first = once(execute(), handler);
    EncodedReply second = once(execute(), handler);

    // then
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(handler.calls()).isEqualTo(1);
    assertThat(stock).isEqualTo(90);
  }

  @Test
  void shouldSendNothingAndKeepTheReplyWhenAnExecuteIsRejected() throws Exception {
    // given
    Script handler = Script.ending(StepOutcome.REJECTED);

    // when
    EncodedReply first = once(execute(), handler);
    EncodedReply second = once(execute(), handler);

    // then
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(second.error()).contains(new ReplyError("NO", "rejected"));
    assertThat(handler.calls()).isEqualTo(1);
    assertThat(stock).isEqualTo(100);
  }

  @Test
  void shouldLeaveNothingBehindWhenAnExecuteFails() throws Exception {
    // given
    once(execute(), Script.ending(StepOutcome.FAILED));
    int rowsAfterFailure = shard.size();

    // when
    EncodedReply retried = once(execute(), Script.succeeding());

    // then
    assertThat(rowsAfterFailure).isZero();
    assertThat(retried.outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    assertThat(stock).isEqualTo(90);
  }

  @Test
  void shouldStartNothingButSendRecordedRepliesWhenNothingMayStart() throws Exception {
    // given
    Script handler = Script.succeeding();
    Optional<EncodedReply> before = once(execute(), false, handler);
    EncodedReply recorded = once(execute(), handler);

    // when
    Optional<EncodedReply> after = once(execute(), false, handler);
    Optional<EncodedReply> undone = once(compensate(1, false), false, handler);

    // then
    assertThat(before).isEmpty();
    assertThat(after).get().usingRecursiveComparison().isEqualTo(recorded);
    assertThat(undone).isEmpty();
    assertThat(handler.calls()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheRowForLongerWhenALaterCommandNeedsIt() throws Exception {
    // given
    Script handler = Script.succeeding();
    once(FencedCommand.execute(execute, 1_000), handler);

    // when
    once(FencedCommand.execute(execute, 5_000), handler);
    once(FencedCommand.execute(execute, 2_000), handler);

    // then
    assertThat(deleteExpired(Instant.ofEpochMilli(5_000), 10)).isZero();
    assertThat(deleteExpired(Instant.ofEpochMilli(5_001), 10)).isEqualTo(1);
    assertThat(handler.calls()).isEqualTo(1);
  }

  @Test
  void shouldTakeNoRecordWhenTheHandlerHasReturnedOrTheTopicCannotTakeIt() {
    // given
    RecordOutlet outlet = new RecordOutlet(guard);
    ProducerRecord<byte[], byte[]> fits = new ProducerRecord<>("stock", new byte[1]);

    // when, then
    assertThatThrownBy(() -> outlet.add(new ProducerRecord<>("stock", new byte[1_000_000])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> outlet.add(new ProducerRecord<>("stock", 1, null, new byte[1])))
        .isInstanceOf(IllegalArgumentException.class);
    outlet.add(fits);
    assertThat(outlet.close()).containsExactly(fits);
    assertThatThrownBy(() -> outlet.add(fits)).isInstanceOf(IllegalStateException.class);
  }
}
