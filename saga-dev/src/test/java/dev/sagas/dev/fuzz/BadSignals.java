package dev.sagas.dev.fuzz;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.schema.ApprovalDecision;
import java.util.EnumSet;
import java.util.List;

/** Signals that nobody waits for, and such as come too early in great number. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadSignals implements BadKind {
  UNKNOWN(
      "a signal that no step waits for",
      Expected.letter("UNKNOWN_SIGNAL"),
      (draft, bench) -> draft.header(SagaHeaders.SIGNAL, "no-such-signal")),
  MALFORMED_NAME(
      "a signal with a name of another form",
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
      Expected.letter("INVALID_SIGNAL"),
      (draft, bench) -> draft.value(bench.payloads().good(FuzzTopic.REPLIES, draft.id()))),
  NO_SUCH_SAGA(
      "a signal for a saga that nobody starts",
      Expected.letter("NO_SUCH_SAGA"),
      (draft, bench) -> draft.id(bench.freshId())),
  TO_AN_ENDED_SAGA(
      "a signal for a saga that has ended",
      Expected.note("ALREADY_ENDED"),
      (draft, bench) -> draft.id(bench.ended().id())),
  LONG_REASON(
      "a decision with a reason of up to 250 KB",
      Expected.anything(),
      (draft, bench) -> draft.value(decision(bench, 250_000))),
  EARLY_WITH_HUGE_HEADERS(
      "up to 700 KB of headers, several for one saga that nobody starts",
      Expected.letter("NO_SUCH_SAGA"),
      (draft, bench) ->
          draft
              .id("bad-early-" + bench.chance().between(0, 1))
              .add("x-huge", bench.chance().bytes(bench.chance().between(300_000, 700_000)))),
  EARLY_AND_LARGE(
      "values of up to 200 KB, several for one saga that nobody starts",
      Expected.letter("NO_SUCH_SAGA"),
      (draft, bench) ->
          draft.id("bad-large-" + bench.chance().between(0, 1)).value(decision(bench, 200_000))),
  EARLY_IN_GREAT_NUMBER(
      "many small ones for one saga that nobody starts",
      Expected.letter("NO_SUCH_SAGA"),
      (draft, bench) -> draft.id("bad-many"));

  private final Story story;

  BadSignals(String what, Expected expected, Spoiler spoiler) {
    story = new Story(what, EnumSet.of(FuzzTopic.SIGNALS), expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }

  /** A decision with a reason of 60 KB to so many bytes. */
  private static byte[] decision(Workbench bench, int mostBytes) {
    String reason = bench.chance().text(bench.chance().between(60_000, mostBytes));
    return bench.payloads().of(FuzzTopic.SIGNALS, new ApprovalDecision(true, "dora", reason));
  }
}
