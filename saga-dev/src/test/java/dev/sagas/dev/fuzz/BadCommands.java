package dev.sagas.dev.fuzz;

import dev.sagas.protocol.SagaHeaders;
import java.util.List;
import java.util.Set;

/** Commands that no orchestrator has sent. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadCommands implements BadKind {
  NOBODYS(
      "a command of a saga that nobody started",
      FuzzTopic.COMMANDS,
      Expected.reply(),
      (draft, bench) -> draft.header(SagaHeaders.ATTEMPT, "2")),
  NO_HEADERS(
      "no header at all",
      FuzzTopic.COMMANDS,
      Expected.letter("MALFORMED_HEADERS"),
      (draft, bench) -> draft.dropAll()),
  UNKNOWN_RECORD(
      "a record without a handler",
      FuzzTopic.COMMANDS,
      Expected.reply("UNHANDLED_COMMAND_TYPE"),
      (draft, bench) -> draft.value(bench.payloads().good(FuzzTopic.SIGNALS, draft.id()))),
  EXPIRED(
      "a command whose deadline has passed",
      FuzzTopic.COMMANDS,
      Expected.reply("DEADLINE_PASSED"),
      (draft, bench) -> draft.header(SagaHeaders.DEADLINE, "1")),
  FARTHEST_DEADLINE(
      "a deadline at the end of time",
      FuzzTopic.COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.header(SagaHeaders.DEADLINE, Long.toString(Long.MAX_VALUE))),
  FENCE_UNTIL_THE_PAST(
      "a fence row that has expired when it is written",
      FuzzTopic.COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.header(SagaHeaders.FENCE_UNTIL, "1")),
  FENCE_UNTIL_THE_END(
      "a fence row that is kept until the end of time",
      FuzzTopic.COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.header(SagaHeaders.FENCE_UNTIL, Long.toString(Long.MAX_VALUE))),
  REPLY_TO_MISSING_TOPIC(
      "the reply is to go to a topic that is not there",
      FuzzTopic.COMMANDS,
      Expected.letter("REPLY_UNDELIVERABLE"),
      (draft, bench) -> draft.header(SagaHeaders.REPLY_TO, Workbench.MISSING_TOPIC)),
  REPLY_TO_NO_TOPIC(
      "the reply is to go to what cannot be a topic",
      FuzzTopic.COMMANDS,
      Expected.letter(),
      (draft, bench) ->
          draft.header(
              SagaHeaders.REPLY_TO, bench.chance().of(List.of("a b", "..", "ä", "t".repeat(250))))),
  REPLY_TO_MISSING_PARTITION(
      "the reply is to go to a partition that is not there",
      FuzzTopic.COMMANDS,
      Expected.letter("REPLY_UNDELIVERABLE"),
      (draft, bench) ->
          draft.header(
              SagaHeaders.REPLY_PARTITION, bench.chance().of(List.of("3", "99", "2147483647")))),
  UNKNOWN_ACTION(
      "neither execute nor compensate",
      FuzzTopic.COMMANDS,
      Expected.letter("MALFORMED_HEADERS"),
      (draft, bench) -> draft.header(SagaHeaders.ACTION, "EXECUTE")),
  DISAGREEING_STEP(
      "another step than in the deduplication key",
      FuzzTopic.COMMANDS,
      Expected.letter("MALFORMED_HEADERS"),
      (draft, bench) -> draft.header(SagaHeaders.STEP, "book-boat")),
  DISAGREEING_RUN(
      "another run than in the deduplication key",
      FuzzTopic.COMMANDS,
      Expected.letter("MALFORMED_HEADERS"),
      (draft, bench) -> draft.header(SagaHeaders.RUN, "ffffffffffff")),
  UNDO_OF_NOTHING(
      "a compensate whose execute nobody knows",
      FuzzTopic.COMMANDS,
      Expected.reply(),
      (draft, bench) -> undo(draft).header(SagaHeaders.EXECUTE_OUTCOME, "unknown")),
  UNDO_WITHOUT_UNDOES(
      "a compensate that does not say what it undoes",
      FuzzTopic.COMMANDS,
      Expected.letter("MALFORMED_HEADERS"),
      (draft, bench) -> undo(draft).drop(SagaHeaders.UNDOES)),
  UNDO_OF_ANOTHER(
      "a compensate of another saga's execute",
      FuzzTopic.COMMANDS,
      Expected.letter("MALFORMED_HEADERS"),
      (draft, bench) ->
          undo(draft).header(SagaHeaders.UNDOES, "other/0123456789ab/book/execute/1")),
  UNDO_OF_UNKNOWN_OUTCOME(
      "a compensate of an execute with an outcome of another word",
      FuzzTopic.COMMANDS,
      Expected.letter("MALFORMED_HEADERS"),
      (draft, bench) -> undo(draft).header(SagaHeaders.EXECUTE_OUTCOME, "UNKNOWN"));

  private final Story story;

  BadCommands(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {
    story = new Story(what, topics, expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }

  private static Draft undo(Draft draft) {
    String executed = draft.text(SagaHeaders.DEDUPLICATION_KEY);
    String key = executed.replace("/execute/", "/compensate/");
    return draft
        .header(SagaHeaders.ACTION, "compensate")
        .header(SagaHeaders.UNDOES, executed)
        .header(SagaHeaders.EXECUTE_OUTCOME, "succeeded")
        .header(SagaHeaders.DEDUPLICATION_KEY, key)
        .header(SagaHeaders.COMMAND_ID, key + "#1");
  }
}
