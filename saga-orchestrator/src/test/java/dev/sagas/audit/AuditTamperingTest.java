package dev.sagas.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Bytes;
import dev.sagas.protocol.SagaHeaders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every violation that the audit knows is brought about, found, and told with its saga. */
class AuditTamperingTest extends TamperedTape {
  private static final Tamperings TAMPERINGS = new Tamperings();
  private static final int LEFT_IN_TOPIC = 4;

  /** What differs from an archive is of the archive's tests: the tape has none. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ARCHIVE_DIFFERS")
  void shouldFindItAndNameTheSagaWhenSomebodyTampered(ViolationCode code) {
    // given
    assertThat(TAMPERINGS.of(code)).as("a way to bring about %s", code).isPresent();
    Tamperings.Tampering tampering = TAMPERINGS.of(code).orElseThrow();
    assertThat(codes()).isEmpty();

    // when
    tampering.change().accept(tape);

    // then
    AuditReport report = tape.audit(nowMs());
    List<Violation> found =
        report.violations().stream().filter(violation -> violation.code() == code).toList();
    assertThat(report.isClean()).isFalse();
    assertThat(found).as("violations %s", report.violations()).isNotEmpty();
    assertThat(found.get(0).saga()).hasToString("Optional[" + tampering.saga() + "]");
    assertThat(found.get(0).message()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ARCHIVE_DIFFERS")
  void shouldFindTheSameWhenTheJournalIsMostlyInAnArchive(
      ViolationCode code, @TempDir Path archive) {
    // given
    TAMPERINGS.of(code).orElseThrow().change().accept(tape);
    AuditReport ofTopics = tape.auditInMemory(nowMs());
    AtomicInteger archives = new AtomicInteger();

    // when
    tape.readJournalBy(
        journal ->
            ArchivedTape.read(
                archive.resolve("archive-" + archives.incrementAndGet()), journal, LEFT_IN_TOPIC));

    // then
    AuditReport report = tape.auditInMemory(nowMs());
    assertThat(archives).hasPositiveValue();
    assertThat(report).isEqualTo(ofTopics);
    assertThat(report.violations()).anyMatch(violation -> violation.code() == code);
  }

  @Test
  void shouldFindNothingWhenTheJournalIsWholeInAnArchive(@TempDir Path archive) {
    // given
    AtomicInteger archives = new AtomicInteger();

    // when
    tape.readJournalBy(
        journal ->
            ArchivedTape.read(
                archive.resolve("archive-" + archives.incrementAndGet()), journal, 0));

    // then
    assertThat(codes(tape.auditInMemory(nowMs()))).isEmpty();
  }

  @Test
  void shouldFindNothingElseWhenAFenceDidNotHold() {
    // when
    Tamperings.answerAgain(tape, "rejected", Optional.empty());

    // then
    assertThat(codes()).containsExactly(ViolationCode.FENCE_CONFLICT);
  }

  @Test
  void shouldFindNothingWhenTheRecordedReplyIsSentAgain() {
    // when
    Tamperings.answerAgain(tape, "succeeded", tape.entries(DONE).get(1).cause().input());

    // then
    assertThat(codes()).isEmpty();
  }

  @Test
  void shouldFindNothingWhenAnAttemptFailedTechnically() {
    // when
    Tamperings.answerAgain(tape, "failed", Optional.of(Bytes.of(new byte[] {1})));

    // then
    assertThat(codes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FENCED", "SUPERSEDED"})
  void shouldFindNothingWhenTheFenceItselfRefuses(String code) {
    // given
    String command = tape.entries(DONE).get(0).commands().get(0).commandId();

    // when
    Tamperings.answerAgain(
        tape,
        Map.of(
            SagaHeaders.IN_REPLY_TO,
            command,
            SagaHeaders.OUTCOME,
            "rejected",
            SagaHeaders.ERROR_CODE,
            code),
        Optional.empty());

    // then
    assertThat(codes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "done/ffffffffffff/book-car/execute/1#1"})
  void shouldFindNothingWhenTheAnswerIsToNoCommandOfTheRun(String command) {
    // when
    Tamperings.answerAgain(
        tape,
        Map.of(SagaHeaders.IN_REPLY_TO, command, SagaHeaders.OUTCOME, "rejected"),
        Optional.empty());

    // then
    assertThat(codes()).isEmpty();
  }
}
