package dev.sagas.dev.fuzz;

import dev.sagas.protocol.SagaHeaders;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Numbers in headers that are written as no protocol writes them. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadNumbers implements BadKind {
  PLUS(
      "a number with a plus sign",
      Numbered.TOPICS,
      Expected.letter(),
      spoiler(number -> "+" + number)),
  ARABIC_DIGITS(
      "a number in Arabic digits",
      Numbered.TOPICS,
      Expected.letter(),
      spoiler(number -> digits(number, '\u0660'))),
  DEVANAGARI_DIGITS(
      "a number in Devanagari digits",
      Numbered.TOPICS,
      Expected.letter(),
      spoiler(number -> digits(number, '\u0966'))),
  FULL_WIDTH_DIGITS(
      "a number in full-width digits",
      Numbered.TOPICS,
      Expected.letter(),
      spoiler(number -> digits(number, '\uff10'))),
  OVERFLOWING(
      "a number beyond 64 bits",
      Numbered.TOPICS,
      Expected.letter(),
      spoiler(number -> "9" + "0".repeat(20) + number)),
  FRACTION(
      "a number with a fraction",
      Numbered.TOPICS,
      Expected.letter(),
      spoiler(number -> number + ".0")),
  SPACED(
      "a number between spaces",
      Numbered.TOPICS,
      Expected.letter(),
      spoiler(number -> " " + number + " ")),
  HEXADECIMAL(
      "a hexadecimal number", Numbered.TOPICS, Expected.letter(), spoiler(number -> "0x" + number)),
  GROUPED(
      "a number with a thousands separator",
      Numbered.TOPICS,
      Expected.letter(),
      spoiler(number -> number + ",000")),
  NEGATIVE(
      "a number below 0", Numbered.TOPICS, Expected.anything(), spoiler(number -> "-" + number)),
  LEADING_ZEROS(
      "a number with leading zeros",
      Numbered.TOPICS,
      Expected.anything(),
      spoiler(number -> "000" + number));

  private final Story story;

  BadNumbers(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {
    story = new Story(what, topics, expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }

  /** An enum's own constants cannot be named before they are there. */
  private static final class Numbered {
    static final Set<FuzzTopic> TOPICS =
        EnumSet.of(
            FuzzTopic.REQUESTS,
            FuzzTopic.REPLIES,
            FuzzTopic.CAR_COMMANDS,
            FuzzTopic.HOTEL_COMMANDS);

    private Numbered() {}
  }

  private static final String ATTEMPT = "attempt in saga-in-reply-to";
  private static final String EPOCH = "epoch in saga-in-reply-to";

  private static Spoiler spoiler(UnaryOperator<String> change) {
    return (draft, bench) -> {
      String header = bench.chance().of(numbers(draft.topic()));
      switch (header) {
        case ATTEMPT ->
            draft.header(
                SagaHeaders.IN_REPLY_TO,
                draft.text(SagaHeaders.IN_REPLY_TO).replace("#1", "#" + change.apply("1")));
        case EPOCH ->
            draft.header(
                SagaHeaders.IN_REPLY_TO,
                draft.text(SagaHeaders.IN_REPLY_TO).replace("/1#", "/" + change.apply("1") + "#"));
        default -> draft.header(header, change.apply(draft.has(header) ? draft.text(header) : "1"));
      }
    };
  }

  private static List<String> numbers(FuzzTopic topic) {
    return switch (topic) {
      case REQUESTS -> List.of(SagaHeaders.VERSION);
      case REPLIES -> List.of(SagaHeaders.RETRY_AFTER, ATTEMPT, EPOCH);
      case CAR_COMMANDS, HOTEL_COMMANDS ->
          List.of(
              SagaHeaders.VERSION,
              SagaHeaders.ATTEMPT,
              SagaHeaders.REPLY_PARTITION,
              SagaHeaders.DEADLINE,
              SagaHeaders.FENCE_UNTIL);
      case SIGNALS,
          OPERATIONS,
          JOURNAL,
          OUTCOMES,
          DEFINITIONS,
          ANSWERS,
          DEAD_LETTERS,
          RECOVERIES,
          HOTEL_FENCE ->
          throw new IllegalStateException("Expected a topic with numbers, but got " + topic);
    };
  }

  private static String digits(String number, char zero) {
    StringBuilder other = new StringBuilder();
    number.chars().forEach(digit -> other.append((char) (digit - '0' + zero)));
    return other.toString();
  }
}
