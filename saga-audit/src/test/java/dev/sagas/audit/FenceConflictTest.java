package dev.sagas.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one run's entries say of its participants' fences. */
class FenceConflictTest {
  private static final SagaIdentity SAGA =
      new SagaIdentity(new SagaId("o-1"), new RunId("00ff00ff00ff"), new SagaType("order"), 1);
  private static final String COMMAND = "o-1/00ff00ff00ff/pay/execute/1#";

  private final List<JournalEntry> entries = new ArrayList<>();

  private void answered(String outcome, int attempt, String reply, String code) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.IN_REPLY_TO, COMMAND + attempt);
    headers.put(SagaHeaders.OUTCOME, outcome);
    headers.put(SagaHeaders.ERROR_CODE, code);
    long offset = entries.size();
    entries.add(
        new JournalEntry(
            new JournalEntry.Place(SAGA, 3, 1_000 + offset, Digest.ZERO),
            new Cause(
                Cause.Kind.REPLY,
                Optional.of(new Position("saga.replies", 0, offset)),
                Optional.empty(),
                headers,
                Optional.of(Bytes.of(reply.getBytes(StandardCharsets.UTF_8)))),
            JournalEntry.Content.note("a late reply", SagaStatus.RUNNING)));
  }

  @Test
  void shouldFindNothingWhenTheFirstAnswerIsRepeated() {
    // given
    answered("failed", 1, "", "DOWN");
    answered("succeeded", 2, "paid", "");
    answered("succeeded", 3, "paid", "");
    answered("rejected", 4, "", "FENCED");

    // then
    assertThat(FenceConflict.in(entries)).isEmpty();
  }

  @Test
  void shouldNameTheAnswersThatContradictTheFirst() {
    // given
    answered("succeeded", 1, "paid", "");
    answered("succeeded", 2, "paid again", "");
    answered("rejected", 3, "", "NO_MONEY");

    // when
    List<FenceConflict> conflicts = FenceConflict.in(entries);

    // then
    assertThat(conflicts)
        .extracting(FenceConflict::code)
        .containsExactly(ViolationCode.FENCE_REPLY_DIFFERS, ViolationCode.FENCE_CONFLICT);
    assertThat(conflicts.get(1).message()).contains("o-1/00ff00ff00ff/pay/execute/1");
    assertThat(conflicts.get(1).entry().cause().position().orElseThrow())
        .hasToString("saga.replies-0-2");
  }
}
