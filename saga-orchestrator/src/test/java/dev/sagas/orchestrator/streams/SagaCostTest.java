package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.order.OrderRecords;
import dev.sagas.schema.OperationKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a saga costs in records and bytes, and that what is kept in memory is what is stored. */
class SagaCostTest {
  private static final String APPLICATION = "sagas";

  @TempDir Path stateDir;
  @TempDir Path otherDir;
  private EngineDriver engine;

  @BeforeEach
  void open() {
    engine = new EngineDriver(stateDir);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void shouldWriteOneEntryAndOneCheckpointForEachInputOfASagaOfThreeSteps() {
    // when
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    engine.payments().succeeds(OrderRecords.charged("o-1"));
    engine.orders().succeeds(OrderRecords.approved("o-1"));
    engine.advance(Duration.ofMinutes(2));

    // then
    List<TestRecord<byte[], byte[]>> journal = engine.sent("saga.journal");
    List<TestRecord<byte[], byte[]>> checkpoints =
        engine.sent(EngineNames.checkpointChangelog(APPLICATION));
    List<TestRecord<byte[], byte[]>> timers = engine.sent(EngineNames.timerChangelog(APPLICATION));
    assertThat(journal).hasSize(4);
    assertThat(checkpoints).hasSize(4);
    assertThat(timers).as("put, removed at the end, put for the tombstone").hasSize(3);
    assertThat(bytes(journal)).isLessThanOrEqualTo(1_700);
    assertThat(bytes(checkpoints)).isLessThanOrEqualTo(1_300);
  }

  private static int bytes(List<TestRecord<byte[], byte[]>> records) {
    return records.stream().mapToInt(record -> record.value().length).sum();
  }

  @Test
  void shouldDecideFromWhatWasCommittedWhenATransactionIsAborted() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    Map<String, byte[]> committed = Map.of("o-1", engine.stores.checkpoint("o-1").clone());
    byte[] pause = engine.operation(OperationKind.PAUSE);
    TakenOver instance = new TakenOver(engine, otherDir, committed, Map.of());
    instance.process(engine.topics.operations(), "o-1", pause);

    // when
    instance.abort(committed);
    instance.process(engine.topics.operations(), "o-1", pause);

    // then
    assertThat(instance.journal()).extracting(JournalEntry::revision).containsExactly(2L, 2L);
    assertThat(instance.journal().get(1)).isEqualTo(instance.journal().get(0));
  }
}
