package dev.sagas.engine;

import static dev.sagas.engine.EngineFixture.ID;
import static dev.sagas.engine.EngineFixture.NOW_MS;
import static dev.sagas.engine.EngineFixture.REPLY;
import static dev.sagas.engine.EngineFixture.RING;
import static dev.sagas.engine.EngineFixture.SIGNAL;
import static dev.sagas.engine.EngineFixture.START;
import static dev.sagas.engine.EngineFixture.TIMER;
import static dev.sagas.engine.EngineFixture.TOPICS;
import static dev.sagas.engine.EngineFixture.live;
import static dev.sagas.engine.EngineFixture.received;
import static dev.sagas.engine.EngineFixture.stored;
import static dev.sagas.engine.EngineFixture.topics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.Rejection;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Parked;
import dev.sagas.engine.wire.ParkedRecord;
import dev.sagas.protocol.SagaHeaders;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** R17: what becomes of an input is one outcome, whole and checked. */
class EngineTest {
  private static final String REQUESTS = TOPICS.requests();
  private static final String REPLIES = TOPICS.replies();
  private static final OptionalInt MISSING = OptionalInt.empty();
  private static final OptionalInt TINY = OptionalInt.of(1);

  private final EngineFixture fixture = new EngineFixture();
  private final Engine engine = fixture.engine;

  @Test
  void shouldWriteJournalCommandAndAnswerWhenASagaStarts() {
    // given
    fixture.accept();

    // when
    Outcome outcome = engine.handle(Optional.empty(), START, received(REQUESTS));

    // then
    Outcome.Write write = (Outcome.Write) outcome;
    assertThat(topics(write.outputs()))
        .containsExactly(TOPICS.journal(), "payments.commands", TOPICS.answers());
    assertThat(write.isStart()).isTrue();
    assertThat(write.timerBeforeMs()).isEmpty();
    assertThat(CheckpointCodec.decode(write.encoded().array())).isEqualTo(write.checkpoint());
    JournalEntry entry = fixture.entry(write.outputs().get(0));
    assertThat(entry.cause().kind()).isEqualTo(Cause.Kind.START);
    byte[] bytes = write.outputs().get(0).record().value().array();
    assertThat(write.checkpoint().state().chain().hash()).isEqualTo(JournalCodec.statedHash(bytes));
  }

  @Test
  void shouldKeepTheTimerWhenItRingsInTime() {
    // given
    fixture.accept();

    // when
    Outcome.Write write = (Outcome.Write) engine.handle(stored(), REPLY, received(REPLIES));

    // then
    assertThat(write.timerBeforeMs()).hasValue(NOW_MS + 5_000);
    assertThat(write.checkpoint().timerAtMs()).isEqualTo(write.timerBeforeMs());
    assertThat(topics(write.outputs())).containsExactly(TOPICS.journal(), "payments.commands");
    assertThat(write.outputs()).allMatch(output -> output.atMs() == NOW_MS);
  }

  @ParameterizedTest
  @CsvSource({"0, TOPIC_MISSING", "1, OUTPUT_TOO_LARGE"})
  void shouldWriteAnIncidentWhenTheCommandsTopicDoesNotTakeIt(int bytes, String code) {
    // given
    fixture.accept();
    fixture.limits.put("payments.commands", bytes == 0 ? MISSING : OptionalInt.of(bytes));

    // when
    Outcome.Write write = (Outcome.Write) engine.handle(stored(), REPLY, received(REPLIES));
    Outcome.Write rung = (Outcome.Write) engine.handle(stored(), TIMER, RING);

    // then
    for (Outcome.Write incident : List.of(write, rung)) {
      assertThat(topics(incident.outputs())).containsExactly(TOPICS.journal());
      assertThat(incident.checkpoint().state().incidents())
          .extracting(Incident::code)
          .containsExactly(code);
    }
    assertThat(fixture.entry(write.outputs().get(0)).cause().input()).isPresent();
    assertThat(fixture.entry(rung.outputs().get(0)).cause()).isEqualTo(Cause.TIMER);
  }

  @Test
  void shouldWriteAnIncidentWhenTheOutcomesTopicDoesNotTakeTheEnd() {
    // given
    fixture.end();
    Outcome.Write ended = (Outcome.Write) engine.handle(stored(), REPLY, received(REPLIES));
    fixture.limits.put(TOPICS.outcomes(), TINY);

    // when
    Outcome.Write write = (Outcome.Write) engine.handle(stored(), REPLY, received(REPLIES));

    // then
    assertThat(topics(ended.outputs())).containsExactly(TOPICS.journal(), TOPICS.outcomes());
    assertThat(topics(write.outputs())).containsExactly(TOPICS.journal());
    assertThat(write.checkpoint().state().sagaIncident()).isPresent();
  }

  @Test
  void shouldRefuseAndKeepTheInputWhenNotEvenAnIncidentCanBeWritten() {
    // given
    fixture.accept();
    fixture.limits.put(TOPICS.journal(), TINY);

    // when
    Outcome.Refuse refuse = (Outcome.Refuse) engine.handle(stored(), REPLY, received(REPLIES));

    // then
    assertThat(refuse.reason().code()).isEqualTo("OUTPUT_TOO_LARGE");
    assertThat(refuse.reason().deadLetter()).hasToString("Optional[saga.replies-3-7]");
    assertThat(topics(refuse.outputs())).containsExactly(TOPICS.deadLetters());
    List<ParkedRecord.Header> carried = refuse.outputs().get(0).record().carried();
    assertThat(carried).extracting(ParkedRecord.Header::name).startsWith("x-raw");
  }

  @Test
  void shouldRefuseTheStartWithAnOutcomeWhenItsFirstTransitionCannotBeWritten() {
    // given
    fixture.accept();
    fixture.limits.put("payments.commands", MISSING);

    // when
    Outcome outcome = engine.handle(Optional.empty(), START, received(REQUESTS));

    // then
    Outcome.Refuse refuse = (Outcome.Refuse) outcome;
    assertThat(refuse.reason().code()).isEqualTo("TOPIC_MISSING");
    assertThat(topics(refuse.outputs()))
        .containsExactly(TOPICS.deadLetters(), TOPICS.outcomes(), TOPICS.answers());
  }

  @ParameterizedTest
  @EnumSource(value = Rejection.class, mode = EnumSource.Mode.EXCLUDE, names = "NOTHING_DUE")
  void shouldDropNothingSilentlyWhenAnInputIsRejected(Rejection reason) {
    // given
    fixture.reject(reason);

    // when
    Outcome.Refuse refuse = (Outcome.Refuse) engine.handle(stored(), REPLY, received(REPLIES));

    // then
    boolean isLetter = refuse.reason().deadLetter().isPresent();
    assertThat(refuse.reason().code()).isEqualTo(reason.name());
    assertThat(topics(refuse.outputs()))
        .startsWith(isLetter ? TOPICS.deadLetters() : TOPICS.journal());
  }

  @Test
  void shouldNoteAndAnswerWhenAStartComesAgain() {
    // given
    fixture.reject(Rejection.DUPLICATE_START);

    // when
    Outcome.Refuse refuse = (Outcome.Refuse) engine.handle(stored(), START, received(REQUESTS));

    // then
    assertThat(topics(refuse.outputs())).containsExactly(TOPICS.journal(), TOPICS.answers());
    assertThat(fixture.entry(refuse.outputs().get(0)).note()).contains("DUPLICATE_START: why");
  }

  @Test
  void shouldSayWhatIsLeftOutWhenNotesPourInOrTopicsAreTooSmall() {
    // given
    fixture.reject(Rejection.STALE_REPLY);
    fixture.limits.put(TOPICS.answers(), TINY);
    fixture.limits.put(TOPICS.deadLetters(), TINY);

    // when
    List<Outcome> notes =
        Collections.nCopies(3, received(REPLIES)).stream()
            .map(each -> engine.handle(stored(), REPLY, each))
            .toList();
    fixture.reject(Rejection.UNKNOWN_TYPE);
    Outcome refused = engine.handle(Optional.empty(), START, received(REQUESTS));

    // then
    assertThat(kinds(notes.get(1))).isEmpty();
    assertThat(kinds(notes.get(2))).containsExactly(Outcome.Omission.Kind.NOTE);
    assertThat(kinds(refused))
        .containsExactly(Outcome.Omission.Kind.LETTER, Outcome.Omission.Kind.OUTPUT);
  }

  private static List<Outcome.Omission.Kind> kinds(Outcome outcome) {
    return ((Outcome.Refuse) outcome).omissions().stream().map(Outcome.Omission::kind).toList();
  }

  @Test
  void shouldLeaveASignalToBeParkedWhenNoSagaHasItsId() {
    // given
    fixture.reject(Rejection.NO_SUCH_SAGA);

    // then
    assertThat(engine.handle(Optional.empty(), SIGNAL, received(TOPICS.signals())))
        .isInstanceOf(Outcome.Early.class);
    assertThat(engine.handle(Optional.empty(), REPLY, received(REPLIES)))
        .isInstanceOf(Outcome.Refuse.class);
  }

  @Test
  void shouldParkNoMoreThanTheBoundsAllow() {
    // given
    Parked none = Parked.held();
    ParkedRecord small = received(TOPICS.signals()).parked();
    OutputLimits bounds = engine.outputLimits();

    // then
    assertThat(bounds.parkable(ID, none.with(small).with(small))).isPresent();
    assertThat(bounds.parkable(ID, none.with(small).with(small).with(small))).isEmpty();
    fixture.limits.put(EngineFixture.PARKED, TINY);
    assertThat(bounds.parkable(ID, none.with(small))).isEmpty();
  }

  @Test
  void shouldMoveTheTimerWhenItRangForNothing() {
    // given
    fixture.reject(Rejection.NOTHING_DUE);

    // when
    Outcome outcome = engine.handle(Optional.of(Checkpoint.of(live())), TIMER, RING);

    // then
    Outcome.Reschedule moved = (Outcome.Reschedule) outcome;
    assertThat(moved.checkpoint().timerAtMs()).isEmpty();
    assertThat(moved.encoded()).contains(CheckpointCodec.encode(moved.checkpoint()));
  }

  @Test
  void shouldRingAgainLaterWhenWhatItDoesCannotBeWritten() {
    // given
    fixture.accept();
    fixture.limits.put(TOPICS.journal(), TINY);
    fixture.limits.put(EngineFixture.CHECKPOINTS, TINY);

    // when
    Outcome outcome = engine.handle(Optional.of(Checkpoint.of(live())), TIMER, RING);

    // then
    Outcome.Reschedule moved = (Outcome.Reschedule) outcome;
    assertThat(moved.checkpoint().timerAtMs()).hasValue(NOW_MS + Engine.FIRES_AGAIN_MS);
    assertThat(moved.encoded()).as("the timer is moved alone").isEmpty();
  }

  @Test
  void shouldForgetWhenTheTombstonesTimeIsOver() {
    // given
    fixture.decision = new Decision.Forgotten();

    // then
    assertThat(engine.handle(stored(), TIMER, RING)).isEqualTo(new Outcome.Forget(ID));
  }

  @Test
  void shouldReplaceAndSayThatNoInputDidItWhenASagaIsRebuilt() {
    // when
    Outcome.Replace replace = (Outcome.Replace) engine.rebuilt(live(), RING);
    fixture.limits.put(EngineFixture.CHECKPOINTS, TINY);
    Outcome.Refuse refused = (Outcome.Refuse) engine.rebuilt(live(), RING);

    // then
    JournalEntry note = fixture.entry(replace.outputs().get(0));
    assertThat(note.note().orElseThrow()).startsWith("REBUILT");
    assertThat(note.cause()).isEqualTo(Cause.ENGINE);
    assertThat(replace.checkpoint()).isEqualTo(new Checkpoint(live(), OptionalLong.empty()));
    assertThat(refused.outputs()).isEmpty();
  }

  @Test
  void shouldKeepNoBytesWhenARecordIsGivenUp() {
    // when
    Outcome.Refuse refuse = (Outcome.Refuse) engine.giveUp(Optional.of(ID), received(REPLIES));

    // then
    var letter = refuse.outputs().get(0).record();
    assertThat(letter.key().isEmpty()).isTrue();
    assertThat(letter.value().isEmpty()).isTrue();
    assertThat(letter.carried()).isEmpty();
    assertThat(letter.headers()).containsEntry(SagaHeaders.ERROR_CODE, "TRANSACTION_FAILED");
  }

  @Test
  void shouldRefuseBeforeItDecidesWhenARequestCannotBeAnswered() {
    // given
    fixture.accept();
    ReceivedInput elsewhere = received(REQUESTS, "no.such.topic");

    // then
    assertThat(engine.handle(Optional.empty(), START, elsewhere))
        .isInstanceOfSatisfying(
            Outcome.Refuse.class,
            refuse -> assertThat(refuse.reason().code()).isEqualTo("UNKNOWN_REPLY_TO"));
    assertThat(engine.handleUntrusted(START, elsewhere)).isPresent();
    assertThat(engine.handleUntrusted(START, received(REQUESTS))).isEmpty();
    assertThat(engine.handleUntrusted(REPLY, received(REPLIES))).isEmpty();
  }

  @Test
  void shouldThrowWhenATimerOfNoSagaIsHandled() {
    assertThatThrownBy(() -> engine.handle(Optional.empty(), TIMER, RING))
        .isInstanceOf(NoSuchElementException.class);
  }
}
