package dev.sagas.dev.fuzz;

import dev.sagas.protocol.SagaHeaders;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests that ask for what cannot be. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadRequests implements BadKind {
  UNKNOWN_TYPE(
      "no such saga type",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.letter("UNKNOWN_TYPE"),
      (draft, bench) -> draft.header(SagaHeaders.TYPE, "no-such-trip")),
  MALFORMED_TYPE(
      "a saga type in capitals",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.letter(),
      (draft, bench) -> draft.header(SagaHeaders.TYPE, "FUZZED-TRİP")),
  UNKNOWN_VERSION(
      "no such version",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.letter("UNKNOWN_VERSION"),
      (draft, bench) -> draft.header(SagaHeaders.VERSION, "99")),
  OTHER_DATA(
      "data of another saga type",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.letter("INVALID_DATA"),
      (draft, bench) -> draft.value(bench.payloads().good(FuzzTopic.SIGNALS, draft.id()))),
  REFUSED_WITH_ANSWER(
      "an unknown type, and an answer is wanted",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.letter("UNKNOWN_TYPE"),
      (draft, bench) ->
          draft
              .header(SagaHeaders.TYPE, "no-such-trip")
              .header(SagaHeaders.REPLY_TO, FuzzTopic.ANSWERS.topic())
              .header(SagaHeaders.REQUEST_ID, "r-1")),
  ANSWER_TO_UNKNOWN_TOPIC(
      "the answer is to go to a topic that is not allowed",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.letter("UNKNOWN_REPLY_TO"),
      (draft, bench) ->
          draft.header(
              SagaHeaders.REPLY_TO,
              bench.chance().of(java.util.List.of("", "x", "..", "saga.journal", "ä/ö")))),
  ANSWER_TO_MISSING_TOPIC(
      "the answer is to go to an allowed topic that is not there",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.letter("UNKNOWN_REPLY_TO", "TOPIC_MISSING"),
      (draft, bench) -> draft.header(SagaHeaders.REPLY_TO, Workbench.MISSING_TOPIC)),
  REFUSED_TO_MISSING_TOPIC(
      "an unknown type, and the answer is to go to a topic that is not there",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.letter(),
      (draft, bench) ->
          draft
              .header(SagaHeaders.TYPE, "no-such-trip")
              .header(SagaHeaders.REPLY_TO, Workbench.MISSING_TOPIC)),
  MALFORMED_LABELS(
      "labels without names or values",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.letter("MALFORMED_HEADER"),
      (draft, bench) ->
          draft.header(
              SagaHeaders.LABELS,
              bench.chance().of(java.util.List.of("a", "=b", ",", "a=b,", "a=b,,c=d")))),
  TOO_MANY_LABELS(
      "17 labels",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.letter("MALFORMED_HEADER"),
      (draft, bench) ->
          draft.header(
              SagaHeaders.LABELS,
              IntStream.range(0, 17)
                  .mapToObj(i -> "l" + i + "=v")
                  .collect(Collectors.joining(",")))),
  LABELS_AROUND_THE_LIMIT(
      "labels of about 2 048 characters",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.anything(),
      (draft, bench) ->
          draft.header(
              SagaHeaders.LABELS,
              "a=" + bench.chance().text(2_046 + bench.chance().between(-2, 2)))),
  LABELS_IN_JAPANESE(
      "labels of 2 048 characters and three times as many bytes",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.anything(),
      (draft, bench) -> draft.header(SagaHeaders.LABELS, "a=" + "東".repeat(2_046))),
  REQUEST_ID_HUGE(
      "a request id of up to 200 KB",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.anything(),
      (draft, bench) ->
          draft
              .header(SagaHeaders.REPLY_TO, FuzzTopic.ANSWERS.topic())
              .header(
                  SagaHeaders.REQUEST_ID,
                  bench.chance().text(bench.chance().between(2_000, 200_000)))),
  DUPLICATE(
      "a start that a live saga began with",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.note("DUPLICATE_START"),
      (draft, bench) -> again(draft, bench, bench.victims().waiting(), "Ritz")),
  CONFLICT(
      "a start with other data of a live saga",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.note("CONFLICTING_START"),
      (draft, bench) -> again(draft, bench, bench.victims().waiting(), "Sacher")),
  CONFLICT_AFTER_THE_END(
      "a start with other data of an ended saga",
      EnumSet.of(FuzzTopic.REQUESTS),
      Expected.note("CONFLICTING_START"),
      (draft, bench) -> again(draft, bench, bench.ended(), "Sacher"));

  private final Story story;

  BadRequests(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {
    story = new Story(what, topics, expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }

  private static void again(Draft draft, Workbench bench, Victim victim, String hotel) {
    draft
        .id(victim.id())
        .value(
            bench
                .payloads()
                .of(FuzzTopic.REQUESTS, FuzzedTrip.data(victim.id(), FuzzedTrip.LONG_DAYS, hotel)));
  }
}
