package dev.sagas.dev.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Records of strangers in the topics that only the orchestrator writes. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum ForeignRecords implements BadKind {
  JOURNAL_GARBAGE(
      "garbage",
      EnumSet.of(FuzzTopic.JOURNAL),
      Expected.finding("UNREADABLE_ENTRY"),
      (draft, bench) -> draft.value(bench.chance().bytes(40))),
  JOURNAL_OTHER_RECORD(
      "a record of another type",
      EnumSet.of(FuzzTopic.JOURNAL),
      Expected.finding("UNREADABLE_ENTRY"),
      (draft, bench) -> draft.header("x", "y")),
  JOURNAL_NULL(
      "no value",
      EnumSet.of(FuzzTopic.JOURNAL),
      Expected.finding("UNREADABLE_ENTRY"),
      (draft, bench) -> draft.noValue()),
  JOURNAL_NO_KEY(
      "neither key nor value that fits",
      EnumSet.of(FuzzTopic.JOURNAL),
      Expected.finding("UNREADABLE_ENTRY"),
      (draft, bench) -> draft.key(Optional.empty()).dropAll()),
  JOURNAL_HUGE(
      "garbage of 900 KB",
      EnumSet.of(FuzzTopic.JOURNAL),
      Expected.finding("UNREADABLE_ENTRY"),
      (draft, bench) -> draft.value(bench.chance().bytes(900_000))),
  JOURNAL_ABORTED(
      "garbage in a transaction that is aborted",
      EnumSet.of(FuzzTopic.JOURNAL),
      Expected.nothing(),
      (draft, bench) -> draft.abort()),
  OUTCOMES_GARBAGE(
      "garbage",
      EnumSet.of(FuzzTopic.OUTCOMES),
      Expected.finding("UNREADABLE_OUTCOME"),
      (draft, bench) -> draft.value(bench.chance().bytes(40))),
  OUTCOMES_OTHER_RECORD(
      "a record of another type",
      EnumSet.of(FuzzTopic.OUTCOMES),
      Expected.finding("UNREADABLE_OUTCOME"),
      (draft, bench) -> draft.header("x", "y")),
  OUTCOMES_NULL(
      "no value",
      EnumSet.of(FuzzTopic.OUTCOMES),
      Expected.finding("UNREADABLE_OUTCOME"),
      (draft, bench) -> draft.noValue()),
  OUTCOMES_NO_KEY(
      "neither key nor value that fits",
      EnumSet.of(FuzzTopic.OUTCOMES),
      Expected.finding("UNREADABLE_OUTCOME"),
      (draft, bench) -> draft.key(Optional.empty()).dropAll()),
  OUTCOMES_HUGE(
      "garbage of 900 KB",
      EnumSet.of(FuzzTopic.OUTCOMES),
      Expected.finding("UNREADABLE_OUTCOME"),
      (draft, bench) -> draft.value(bench.chance().bytes(900_000))),
  OUTCOMES_ABORTED(
      "garbage in a transaction that is aborted",
      EnumSet.of(FuzzTopic.OUTCOMES),
      Expected.nothing(),
      (draft, bench) -> draft.abort()),
  GARBAGE_ELSEWHERE(
      "garbage in a topic that is only read",
      ReadOnly.TOPICS,
      Expected.nothing(),
      (draft, bench) -> draft.value(bench.chance().bytes(40))),
  OTHER_RECORD_ELSEWHERE(
      "a record of another type in a topic that is only read",
      ReadOnly.TOPICS,
      Expected.nothing(),
      (draft, bench) -> draft.header("x", "y")),
  NULL_ELSEWHERE(
      "no value in a topic that is only read",
      ReadOnly.TOPICS,
      Expected.nothing(),
      (draft, bench) -> draft.noValue()),
  FENCE_GARBAGE(
      "garbage in the rows of a fence, under keys of their form",
      EnumSet.of(FuzzTopic.HOTEL_FENCE),
      Expected.nothing(),
      (draft, bench) -> fenceKey(draft).value(bench.chance().bytes(40))),
  FENCE_OTHER_RECORD(
      "a record of another type in the rows of a fence",
      EnumSet.of(FuzzTopic.HOTEL_FENCE),
      Expected.nothing(),
      (draft, bench) -> fenceKey(draft).header("x", "y")),
  FENCE_ODD_KEY(
      "garbage in the rows of a fence, under a key of no form",
      EnumSet.of(FuzzTopic.HOTEL_FENCE),
      Expected.nothing(),
      (draft, bench) ->
          draft.key(Optional.of(bench.chance().bytes(9))).value(bench.chance().bytes(40)));

  private final Story story;

  ForeignRecords(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {
    story = new Story(what, topics, expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }

  private static Draft fenceKey(Draft draft) {
    String key = draft.id() + "/0123456789ab/book-hotel/execute/1";
    return draft.key(Optional.of(key.getBytes(UTF_8)));
  }

  /** An enum's own constants cannot be named before they are there. */
  private static final class ReadOnly {
    static final Set<FuzzTopic> TOPICS =
        EnumSet.of(
            FuzzTopic.DEFINITIONS, FuzzTopic.ANSWERS, FuzzTopic.DEAD_LETTERS, FuzzTopic.RECOVERIES);

    private ReadOnly() {}
  }
}
