package dev.sagas.audit;

import static dev.sagas.audit.RecordedTopics.OUTCOMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sagas.engine.wire.SentCommand;
import dev.sagas.protocol.SagaHeaders;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to tamper with commands and outcomes, and what the audit says about it. */
class AuditLedgersTest extends TamperedTape {
  @Test
  void shouldFindCommandWhenItIsMissing() {
    // when
    tape.topic("hotels.commands").remove(0);

    // then
    assertThat(codes()).containsExactly(ViolationCode.COMMAND_MISSING);
  }

  @Test
  void shouldFindCommandWhenItWasNeverJournaled() {
    // given
    RecordedTopics.Raw command = tape.topic("hotels.commands").get(0);

    // when
    tape.topic("flights.commands").add(command.withHeader(SagaHeaders.COMMAND_ID, "made-up"));

    // then
    assertThat(codes()).containsExactly(ViolationCode.COMMAND_NOT_JOURNALED);
  }

  @Test
  void shouldNotAccuseButCountACommandThatIsThereAgainByteForByte() {
    // given: one that was redelivered, and one that was redriven, which has further headers
    RecordedTopics.Raw hotel = tape.topic("hotels.commands").get(0);
    RecordedTopics.Raw car = tape.topic("cars.commands").get(0);

    // when
    tape.topic("hotels.commands").add(0, hotel);
    tape.topic("cars.commands")
        .add(
            car.withHeader(SagaHeaders.REDRIVEN_FROM, "saga.dead-letters-0-3")
                .withHeader(SagaHeaders.REDRIVEN_BY, "ada: the handler is repaired"));

    // then
    AuditReport report = tape.audit(nowMs());
    assertThat(report.violations()).isEmpty();
    assertThat(report.counts().commandsRepeated()).isEqualTo(2);
  }

  @Test
  void shouldFindCommandWhenItIsThereAgainWithOtherBytesOrAnotherKey() {
    // given
    RecordedTopics.Raw hotel = tape.topic("hotels.commands").get(0);
    RecordedTopics.Raw car = tape.topic("cars.commands").get(0);

    // when
    tape.topic("hotels.commands").add(hotel.damagedAt(hotel.bytes().length - 1));
    tape.topic("cars.commands").add(car.withHeader(SagaHeaders.DEDUPLICATION_KEY, "another"));

    // then
    AuditReport report = tape.audit(nowMs());
    assertThat(report.violations())
        .extracting(Violation::code)
        .containsExactly(ViolationCode.COMMAND_NOT_JOURNALED, ViolationCode.COMMAND_NOT_JOURNALED);
    assertThat(report.counts().commandsRepeated()).isZero();
  }

  @Test
  void shouldFindCommandWhenAnotherSagaHasItsBytes() {
    // given
    RecordedTopics.Raw hotel = tape.topic("hotels.commands").get(0);
    String other = hotel.key().equals(DONE) ? UNDONE : DONE;

    // when
    tape.topic("hotels.commands")
        .add(new RecordedTopics.Raw(other, hotel.value(), hotel.headers()));

    // then
    assertThat(codes()).containsExactly(ViolationCode.COMMAND_NOT_JOURNALED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"another-saga/1/book-car/execute/1#1", "no-command-id", ""})
  void shouldMatchCommandByItsIdWhenThatNamesAnotherSaga(String id) {
    // given
    var entries = new ArrayList<>(tape.entries(LIVE));
    SentCommand sent = entries.get(0).commands().get(0);
    SentCommand other = new SentCommand(sent.topic(), id, sent.deduplicationKey(), sent.digest());
    entries.set(0, Forged.of(entries.get(0)).commands(List.of(other)).entry());
    int at = tape.indexes(sent.topic(), LIVE).get(0);

    // when
    tape.rechain(LIVE, entries);
    tape.topic(sent.topic())
        .set(at, tape.topic(sent.topic()).get(at).withHeader(SagaHeaders.COMMAND_ID, id));

    // then
    assertThat(codes()).containsExactly(ViolationCode.CHECKPOINT_NOT_AT_HEAD);
  }

  @Test
  void shouldFindCommandWhenItsValueIsAltered() {
    // given
    RecordedTopics.Raw command = tape.topic("cars.commands").get(0);

    // when
    tape.topic("cars.commands").set(0, command.damagedAt(command.bytes().length - 1));

    // then
    assertThat(codes()).containsExactly(ViolationCode.COMMAND_ALTERED);
  }

  @Test
  void shouldFindCommandWhenItsDeduplicationKeyIsAltered() {
    // given
    RecordedTopics.Raw command = tape.topic("cars.commands").get(0);

    // when
    tape.topic("cars.commands")
        .set(0, command.withHeader(SagaHeaders.DEDUPLICATION_KEY, "another"));

    // then
    assertThat(codes()).containsExactly(ViolationCode.COMMAND_ALTERED);
  }

  @Test
  void shouldNotAccuseWhenCommandsHaveExpired() {
    // given
    tape.topic("hotels.commands").remove(0);

    // when
    tape.expire("hotels.commands");

    // then
    AuditReport report = tape.audit(nowMs());
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable())
        .extracting(Unprovable::topic, Unprovable::count)
        .containsExactly(tuple("hotels.commands", 1L));
  }

  @Test
  void shouldFindOutcomeWhenItIsMissing() {
    // when
    tape.topic(OUTCOMES).remove((int) tape.indexes(OUTCOMES, UNDONE).get(0));

    // then
    assertThat(codes()).containsExactly(ViolationCode.OUTCOME_MISSING);
  }

  @Test
  void shouldNotAccuseWhenOutcomesHaveExpired() {
    // given
    tape.topic(OUTCOMES).clear();

    // when
    tape.expire(OUTCOMES);

    // then
    AuditReport report = tape.audit(nowMs());
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable())
        .containsExactly(new Unprovable(OUTCOMES, 2, "outcomes are no longer in their topic"));
  }

  @Test
  void shouldFindOutcomeWhenThereAreTwo() {
    // when
    tape.topic(OUTCOMES).add(tape.topic(OUTCOMES).get(0));

    // then
    assertThat(codes()).containsExactly(ViolationCode.OUTCOME_REPEATED);
  }

  @Test
  void shouldFindOutcomeWhenItIsOfAnotherEnd() {
    // given
    var entries = new ArrayList<>(tape.entries(DONE));
    entries.remove(2); // the note
    int last = entries.size() - 1;
    entries.set(last, Forged.of(entries.get(last)).at(entries.get(last).atMs() + 1).entry());

    // when
    tape.rechain(DONE, entries);

    // then
    assertThat(codes())
        .containsExactly(ViolationCode.OUTCOME_DIFFERS, ViolationCode.CHECKPOINT_NOT_AT_HEAD);
  }

  @Test
  void shouldFindOutcomeWhenItCannotBeRead() {
    // given
    RecordedTopics.Raw outcome = tape.topic(OUTCOMES).get(0);

    // when
    tape.topic(OUTCOMES).set(0, outcome.withValue(new byte[] {9}));

    // then
    assertThat(codes())
        .containsExactlyInAnyOrder(ViolationCode.UNREADABLE_OUTCOME, ViolationCode.OUTCOME_MISSING);
  }
}
