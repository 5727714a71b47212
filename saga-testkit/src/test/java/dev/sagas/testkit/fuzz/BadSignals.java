package dev.sagas.testkit.fuzz;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.schema.ApprovalDecision;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Signals that nobody waits for, and such as come too early in great number. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadSignals implements BadKind {
  UNKNOWN(
      "a signal that no step waits for",
      EnumSet.of(FuzzTopic.SIGNALS),
      Expected.letter("UNKNOWN_SIGNAL"),
      (draft, bench) -> draft.header(SagaHeaders.SIGNAL, "no-such-signal")),
  MALFORMED_NAME(
      "a signal with a name of another form",
      EnumSet.of(FuzzTopic.SIGNALS),
      Expected.letter("MALFORMED_HEADER"),
      (draft, bench) ->
          draft.header(
              SagaHeaders.SIGNAL,
              bench
                  .chance()
                  .of(
                      List.of(
                          "Travel-Desk", "travel desk", "-x", "träger", "a".repeat(65), "trıp")))),
  WRONG_RECORD(
      "a signal of another record",
      EnumSet.of(FuzzTopic.SIGNALS),
      Expected.letter("INVALID_SIGNAL"),
      (draft, bench) -> draft.value(bench.payloads().good(FuzzTopic.REPLIES, draft.id()))),
  NO_SUCH_SAGA(
      "a signal for a saga that nobody starts",
      EnumSet.of(FuzzTopic.SIGNALS),
      Expected.letter("NO_SUCH_SAGA"),
      (draft, bench) -> draft.id(bench.freshId())),
  TO_AN_ENDED_SAGA(
      "a signal for a saga that has ended",
      EnumSet.of(FuzzTopic.SIGNALS),
      Expected.note("ALREADY_ENDED"),
      (draft, bench) -> draft.id(bench.ended().id())),
  LONG_REASON(
      "a decision with a reason of up to 250 KB",
      EnumSet.of(FuzzTopic.SIGNALS),
      Expected.anything(),
      (draft, bench) ->
          draft.value(
              bench
                  .payloads()
                  .of(
                      FuzzTopic.SIGNALS,
                      new ApprovalDecision(
                          true,
                          "dora",
                          bench.chance().text(bench.chance().between(60_000, 250_000)))))),
  EARLY_WITH_HUGE_HEADERS(
      "up to 700 KB of headers, several for one saga that nobody starts",
      EnumSet.of(FuzzTopic.SIGNALS),
      Expected.letter("NO_SUCH_SAGA"),
      (draft, bench) ->
          draft
              .id("bad-early-" + bench.chance().between(0, 1))
              .add("x-huge", bench.chance().bytes(bench.chance().between(300_000, 700_000)))),
  EARLY_AND_LARGE(
      "values of up to 200 KB, several for one saga that nobody starts",
      EnumSet.of(FuzzTopic.SIGNALS),
      Expected.letter("NO_SUCH_SAGA"),
      (draft, bench) ->
          draft
              .id("bad-large-" + bench.chance().between(0, 1))
              .value(
                  bench
                      .payloads()
                      .of(
                          FuzzTopic.SIGNALS,
                          new ApprovalDecision(
                              true,
                              "dora",
                              bench.chance().text(bench.chance().between(60_000, 200_000)))))),
  EARLY_IN_GREAT_NUMBER(
      "many small ones for one saga that nobody starts",
      EnumSet.of(FuzzTopic.SIGNALS),
      Expected.letter("NO_SUCH_SAGA"),
      (draft, bench) -> draft.id("bad-many"));

  private final Story story;

  BadSignals(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {
    story = new Story(what, topics, expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }
}
