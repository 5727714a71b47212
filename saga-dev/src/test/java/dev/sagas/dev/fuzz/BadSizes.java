package dev.sagas.dev.fuzz;

import dev.sagas.protocol.SagaHeaders;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** Random sizes around every limit, plain and compressed. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadSizes implements BadKind {
  VALUE_AROUND_THE_INPUT_LIMIT(
      "a value of about the largest that is taken",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) ->
          draft.value(padded(draft, Bound.INPUT_BYTES + bench.chance().between(-16, 16)))),
  VALUE_FAR_TOO_LARGE(
      "a value of up to 1 MB",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) -> draft.value(padded(draft, bench.chance().between(300_000, 1_000_000)))),
  RECORD_AROUND_THE_TOPIC_LIMIT(
      "a value that fills a batch to about what the topic takes",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> fillValue(draft, bench).codec(anyCodec(bench))),
  HEADERS_AROUND_THE_TOPIC_LIMIT(
      "headers that fill a batch to about what the topic takes",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> fillHeader(draft, bench).codec(anyCodec(bench))),
  FULL_ON_A_WRONG_PARTITION(
      "a batch of about what the topic takes, on a wrong partition",
      FuzzTopic.INPUTS,
      Expected.anything(),
      (draft, bench) -> fillValue(draft, bench).partition(bench.wrongPartition(draft.key()))),
  FULL_OF_HEADERS_ON_A_WRONG_PARTITION(
      "headers of about what the topic takes, on a wrong partition",
      FuzzTopic.INPUTS,
      Expected.anything(),
      (draft, bench) -> fillHeader(draft, bench).partition(bench.wrongPartition(draft.key()))),
  VALUE_BOMB(
      "megabytes of zeros, compressed below the limit",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) -> draft.value(new byte[megabytes(bench)]).codec(strongCodec(bench))),
  HEADER_BOMB(
      "a header of megabytes of zeros, compressed below the limit",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.add("x-bomb", new byte[megabytes(bench)]).codec(strongCodec(bench))),
  VALUE_BOMB_ON_A_WRONG_PARTITION(
      "megabytes of zeros on a wrong partition",
      FuzzTopic.INPUTS,
      Expected.letter(),
      (draft, bench) ->
          draft
              .value(new byte[megabytes(bench)])
              .codec(strongCodec(bench))
              .partition(bench.wrongPartition(draft.key()))),
  BOMB_OF_TWO_HALVES(
      "value and headers that only together are too large",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) ->
          draft
              .value(
                  bench
                      .chance()
                      .bytes(
                          bench.topicBytes(draft.topic()) / 2 - bench.chance().between(0, 2_000)))
              .add("x-half", bench.chance().bytes(bench.topicBytes(draft.topic()) / 2 - 1_000))),
  HEADER_AROUND_WHAT_IS_READ(
      "a header of about 2 560 bytes, cut in the middle of a character",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) ->
          draft.header(
              bench
                  .chance()
                  .of(
                      List.of(
                          SagaHeaders.TRACE_PARENT,
                          SagaHeaders.REQUEST_ID,
                          SagaHeaders.ERROR_MESSAGE)),
              "x".repeat(2_557 + bench.chance().between(0, 4))
                  + bench.chance().of(List.of("ä", "東", "🛏")))),
  HEADERS_AROUND_A_LETTERS_ROOM(
      "garbage with headers of about the room that a letter has",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) ->
          draft
              .value(new byte[] {1})
              .add(
                  "x-room",
                  bench
                      .chance()
                      .bytes(
                          bench.topicBytes(draft.topic()) - bench.chance().between(600, 70_000))));

  private final Story story;

  BadSizes(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {
    story = new Story(what, topics, expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }

  /** An enum's own constants cannot be named before they are there. */
  private static final class Bound {
    /** The default of {@code max.input.bytes}. */
    static final int INPUT_BYTES = 256 * 1024;

    private Bound() {}
  }

  private static int megabytes(Workbench bench) {
    return bench.chance().between(1_100_000, 8_000_000);
  }

  private static Codec anyCodec(Workbench bench) {
    return bench.chance().of(List.of(Codec.values()));
  }

  private static Codec strongCodec(Workbench bench) {
    return bench.chance().of(List.of(Codec.GZIP, Codec.ZSTD));
  }

  /** The value, and garbage behind it. */
  private static byte[] padded(Draft draft, int bytes) {
    return ByteBuffer.allocate(bytes).put(draft.value()).array();
  }

  private static Draft fillValue(Draft draft, Workbench bench) {
    int target = bench.topicBytes(draft.topic()) + bench.chance().between(-200, 4);
    byte[] noise = bench.chance().bytes(target);
    ByteBuffer.wrap(noise).put(draft.value());
    draft.value(noise);
    return draft.value(java.util.Arrays.copyOf(noise, 2 * target - draft.batchBytes()));
  }

  private static Draft fillHeader(Draft draft, Workbench bench) {
    int target = bench.topicBytes(draft.topic()) + bench.chance().between(-200, 4);
    byte[] noise = bench.chance().bytes(target);
    draft.header("x-fill", noise);
    return draft.header("x-fill", java.util.Arrays.copyOf(noise, 2 * target - draft.batchBytes()));
  }
}
