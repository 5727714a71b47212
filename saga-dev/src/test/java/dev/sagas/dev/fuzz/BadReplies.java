package dev.sagas.dev.fuzz;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.schema.StepFailure;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Replies that answer nothing, or in words that nobody knows. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadReplies implements BadKind {
  STALE(
      "a reply to what was answered",
      Expected.note("STALE_REPLY"),
      (draft, bench) -> draft.header(SagaHeaders.OUTCOME, "succeeded")),
  FOREIGN_RUN(
      "a reply of another run",
      Expected.note("FOREIGN_REPLY"),
      (draft, bench) -> command(draft, draft.id() + "/ffffffffffff/book-car/execute/1#1")),
  FOREIGN_STEP(
      "a reply of a step that the saga has not",
      Expected.note("FOREIGN_REPLY"),
      (draft, bench) -> replace(draft, "book-car", "book-boat")),
  FOREIGN_EPOCH(
      "a reply of a later epoch",
      Expected.note("FOREIGN_REPLY"),
      (draft, bench) -> replace(draft, "/1#1", "/2#1")),
  FUTURE_ATTEMPT(
      "a reply to an attempt that was never sent",
      Expected.note("FOREIGN_REPLY", "STALE_REPLY"),
      (draft, bench) -> replace(draft, "#1", "#7")),
  FUTURE_ATTEMPT_OF_A_PENDING(
      "a success of an attempt that was never sent, its step pending",
      Expected.note("FOREIGN_REPLY"),
      (draft, bench) -> replace(bench.aboutFlight(draft), "#1", "#7")),
  UNDO_NEVER_SENT(
      "a reply to a compensate that was never sent",
      Expected.note("FOREIGN_REPLY"),
      (draft, bench) -> replace(draft, "/execute/", "/compensate/")),
  OTHER_SAGA(
      "a reply to a command of another saga",
      Expected.letter("MALFORMED_HEADER"),
      (draft, bench) -> command(draft, "other/ffffffffffff/book-car/execute/1#1")),
  MALFORMED_COMMAND_ID(
      "a command id of another form",
      Expected.letter("MALFORMED_HEADER"),
      (draft, bench) ->
          replace(draft, "#1", bench.chance().of(List.of("", "#", "#0", "#x", "#1#1", "/#1")))),
  UNKNOWN_OUTCOME(
      "an outcome that is no word of the protocol",
      Expected.letter("MALFORMED_HEADER"),
      (draft, bench) ->
          draft.header(
              SagaHeaders.OUTCOME,
              bench.chance().of(List.of("SUCCEEDED", "done", "faİled", "succeeded ")))),
  NO_SUCH_SAGA(
      "a reply for a saga that nobody started",
      Expected.letter("NO_SUCH_SAGA"),
      (draft, bench) ->
          command(draft.id(bench.freshId()), draft.id() + "/ffffffffffff/book-car/execute/1#1")),
  TO_AN_ENDED_SAGA(
      "a reply for a saga that has ended",
      Expected.note(),
      (draft, bench) -> {
        Victim ended = bench.ended();
        command(draft.id(ended.id()), ended.command("book-car/execute/1#1"));
      }),
  SURROGATES_AT_THE_CUT(
      "a message whose cut is in the middle of a surrogate pair",
      Expected.applied(),
      (draft, bench) -> refuse(draft, bench, "rejected", "x".repeat(1_023) + "🛏")),
  MESSAGE_AROUND_THE_LIMIT(
      "a message of about 1 024 bytes, some of two, three and four bytes",
      Expected.applied(),
      (draft, bench) ->
          refuse(
              draft,
              bench,
              "rejected",
              "x".repeat(1_014 + bench.chance().between(0, 9))
                  + bench.chance().of(List.of("ä", "東", "🛏🛏🛏")))),
  MESSAGE_HUGE(
      "a message of up to 200 KB",
      Expected.applied(),
      (draft, bench) ->
          refuse(
              draft,
              bench,
              "rejected",
              bench.chance().text(bench.chance().between(1_025, 200_000)))),
  CODE_HUGE(
      "an error code of up to 100 KB that ends in surrogates at the cut",
      Expected.applied(),
      (draft, bench) ->
          refuse(draft, bench, "rejected", "no")
              .header(
                  SagaHeaders.ERROR_CODE,
                  "C".repeat(127) + "🛏".repeat(bench.chance().between(1, 25_000)))),
  REJECTED_WITHOUT_A_REASON(
      "a rejection without code and message",
      Expected.applied(),
      (draft, bench) ->
          refuse(draft, bench, "rejected", "no")
              .drop(SagaHeaders.ERROR_CODE)
              .drop(SagaHeaders.ERROR_MESSAGE)),
  WRONG_RECORD_FOR_A_PENDING(
      "a success with the record of another step",
      Expected.anything(),
      (draft, bench) -> bench.aboutFlight(draft)),
  RETRY_AFTER_A_CENTURY(
      "a failure that asks for a wait of a century",
      Expected.applied(),
      (draft, bench) ->
          refuse(draft, bench, "failed", "later").header(SagaHeaders.RETRY_AFTER, "3153600000000"));

  private final Story story;

  BadReplies(String what, Expected expected, Spoiler spoiler) {
    story = new Story(what, EnumSet.of(FuzzTopic.REPLIES), expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }

  private static Draft command(Draft draft, String id) {
    return draft.header(SagaHeaders.IN_REPLY_TO, id);
  }

  private static Draft replace(Draft draft, String part, String by) {
    return command(draft, draft.text(SagaHeaders.IN_REPLY_TO).replace(part, by));
  }

  private static Draft refuse(Draft draft, Workbench bench, String outcome, String message) {
    return bench
        .aboutFlight(draft)
        .header(SagaHeaders.OUTCOME, outcome)
        .header(SagaHeaders.ERROR_CODE, "FUZZED")
        .header(SagaHeaders.ERROR_MESSAGE, message)
        .value(bench.payloads().of(FuzzTopic.REPLIES, new StepFailure("FUZZED", "no", Map.of())));
  }
}
