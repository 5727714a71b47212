package dev.sagas.dev.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sagas.protocol.SagaHeaders;
import java.util.List;
import java.util.Set;

/** Headers that are missing, doubled, too large, or no text. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadHeaders implements BadKind {
  MISSING(
      "a required header is missing",
      FuzzTopic.INPUTS,
      Expected.letter("MISSING_HEADER"),
      (draft, bench) -> draft.drop(required(draft, bench))),
  NULL(
      "a required header has no value",
      FuzzTopic.INPUTS,
      Expected.letter("MISSING_HEADER", "MALFORMED_HEADER"),
      (draft, bench) -> draft.nullHeader(required(draft, bench))),
  EMPTY(
      "a required header is empty",
      FuzzTopic.INPUTS,
      Expected.letter(),
      (draft, bench) -> draft.header(required(draft, bench), "")),
  BLANK(
      "a required header is blank",
      FuzzTopic.INPUTS,
      Expected.letter(),
      (draft, bench) -> draft.header(required(draft, bench), " \t")),
  HUGE(
      "a required header has up to 200 KB",
      FuzzTopic.INPUTS,
      Expected.letter(),
      (draft, bench) ->
          draft.header(
              required(draft, bench), bench.chance().text(bench.chance().between(3_000, 200_000)))),
  NOT_UTF8(
      "a required header is no text",
      FuzzTopic.INPUTS,
      Expected.letter(),
      (draft, bench) ->
          draft.header(required(draft, bench), new byte[] {(byte) 0xff, (byte) 0xc0, 'a'})),
  UTF16(
      "a required header is in UTF-16",
      FuzzTopic.INPUTS,
      Expected.letter(),
      (draft, bench) -> {
        String name = required(draft, bench);
        draft.header(name, draft.text(name).getBytes(java.nio.charset.StandardCharsets.UTF_16));
      }),
  LAST_OF_TWO_IS_BAD(
      "a required header twice, the last one is garbage",
      FuzzTopic.INPUTS,
      Expected.letter(),
      (draft, bench) -> draft.add(required(draft, bench), "§".getBytes(UTF_8))),
  FIRST_OF_TWO_IS_BAD(
      "a required header twice, the first one is garbage",
      FuzzTopic.INPUTS,
      Expected.anything(),
      (draft, bench) -> {
        String name = required(draft, bench);
        String good = draft.text(name);
        draft.header(name, "§").add(name, good.getBytes(UTF_8));
      }),
  ANY_ON_A_COMMAND(
      "a header of a command is missing, empty, huge or no text",
      FuzzTopic.COMMANDS,
      Expected.anything(),
      BadHeaders::spoilCommand),
  TRACE_PARENT_HUGE(
      "a trace parent of up to 200 KB",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) ->
          draft.header(
              SagaHeaders.TRACE_PARENT, bench.chance().text(bench.chance().between(56, 200_000)))),
  TRACE_PARENT_NOT_UTF8(
      "a trace parent that is no text",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) ->
          draft.header(SagaHeaders.TRACE_PARENT, new byte[] {(byte) 0xfe, (byte) 0xff})),
  REQUESTED_BY_HUGE(
      "who asked for it in up to 200 KB",
      FuzzTopic.INPUTS,
      Expected.anything(),
      (draft, bench) ->
          draft.header(
              SagaHeaders.REQUESTED_BY, bench.chance().text(bench.chance().between(56, 200_000)))),
  REQUESTED_BY_NOT_UTF8(
      "who asked for it, as no text",
      FuzzTopic.INPUTS,
      Expected.anything(),
      (draft, bench) ->
          draft.header(SagaHeaders.REQUESTED_BY, new byte[] {(byte) 0xfe, (byte) 0xff})),
  THOUSAND_HEADERS(
      "1 000 headers that nobody knows",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> {
        for (int i = 0; i < 1_000; i++) {
          draft.add("x-" + i, bench.chance().bytes(8));
        }
      }),
  SAME_HEADER_A_THOUSAND_TIMES(
      "1 000 times the same header",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> {
        for (int i = 0; i < 1_000; i++) {
          draft.add("x-same", bench.chance().bytes(8));
        }
      }),
  ODD_NAMES(
      "headers with names that no program writes",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) ->
          Odd.NAMES.forEach(
              name -> draft.add(name, bench.chance().bytes(4)).nullHeader(name + "-null"))),
  HUGE_NAME(
      "a header with a name of up to 100 KB",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) ->
          draft.add(bench.chance().text(bench.chance().between(30_000, 100_000)), new byte[] {1})),
  FORGED_ORIGIN(
      "a letter's own headers on a record that becomes one",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) ->
          draft
              .value(new byte[] {1})
              .header(SagaHeaders.ORIGIN, "saga.requests-0-0")
              .header(SagaHeaders.ERROR_CODE, "FORGED")
              .header(SagaHeaders.ERROR_MESSAGE, "forged")
              .header(SagaHeaders.REDRIVEN_FROM, "saga.dead-letters-0-0"));

  private final Story story;

  BadHeaders(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {
    story = new Story(what, topics, expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }

  /** An enum's own constants cannot be named before they are there. */
  private static final class Odd {
    static final List<String> NAMES =
        List.of(
            "", " ", "SAGA-ID", "saga-id ", "saga_id", "säga-id", "🛏", "a\nb", "a\0b", "saga-");

    private Odd() {}
  }

  private static String required(Draft draft, Workbench bench) {
    return bench.chance().of(required(draft.topic()));
  }

  private static List<String> required(FuzzTopic topic) {
    return switch (topic) {
      case REQUESTS -> List.of(SagaHeaders.SAGA_ID, SagaHeaders.TYPE);
      case REPLIES -> List.of(SagaHeaders.SAGA_ID, SagaHeaders.IN_REPLY_TO, SagaHeaders.OUTCOME);
      case SIGNALS -> List.of(SagaHeaders.SAGA_ID, SagaHeaders.SIGNAL);
      case OPERATIONS -> List.of(SagaHeaders.SAGA_ID);
      case CAR_COMMANDS, HOTEL_COMMANDS ->
          List.of(
              SagaHeaders.SAGA_ID,
              SagaHeaders.RUN,
              SagaHeaders.TYPE,
              SagaHeaders.VERSION,
              SagaHeaders.STEP,
              SagaHeaders.ACTION,
              SagaHeaders.ATTEMPT,
              SagaHeaders.COMMAND_ID,
              SagaHeaders.DEDUPLICATION_KEY,
              SagaHeaders.REPLY_TO,
              SagaHeaders.REPLY_PARTITION,
              SagaHeaders.DEADLINE,
              SagaHeaders.FENCE_UNTIL);
      case JOURNAL, OUTCOMES, DEFINITIONS, ANSWERS, DEAD_LETTERS, RECOVERIES, HOTEL_FENCE ->
          List.of();
    };
  }

  private static void spoilCommand(Draft draft, Workbench bench) {
    String name = required(draft, bench);
    switch (bench.chance().between(0, 5)) {
      case 0 -> draft.drop(name);
      case 1 -> draft.header(name, "");
      case 2 -> draft.nullHeader(name);
      case 3 -> draft.header(name, bench.chance().text(bench.chance().between(300, 100_000)));
      case 4 -> draft.header(name, new byte[] {(byte) 0xff, (byte) 0xfe, 'x'});
      default -> draft.add(name, "§".getBytes(UTF_8));
    }
  }
}
