package dev.sagas.dev.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;

/** Values that are not what they claim to be. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadValues implements BadKind {
  WRONG_MAGIC_BYTE(
      "the first byte is not 0",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("CORRUPT_VALUE", "CORRUPT_COMMAND"),
      (draft, bench) -> draft.value()[0] = (byte) bench.chance().between(1, 255)),
  CUT_IN_THE_HEADER(
      "fewer than the five bytes of the wire format",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("CORRUPT_VALUE", "CORRUPT_COMMAND"),
      (draft, bench) -> draft.value(Arrays.copyOf(draft.value(), bench.chance().between(1, 4)))),
  TRUNCATED(
      "the Avro record ends too soon",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("CORRUPT_VALUE", "CORRUPT_COMMAND"),
      (draft, bench) ->
          draft.value(
              Arrays.copyOf(draft.value(), bench.chance().between(5, draft.value().length - 1)))),
  TRAILING_BYTES(
      "bytes follow the Avro record",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("CORRUPT_VALUE", "CORRUPT_COMMAND"),
      (draft, bench) ->
          draft.value(
              Arrays.copyOf(draft.value(), draft.value().length + bench.chance().between(1, 9)))),
  UNKNOWN_SCHEMA_ID(
      "the registry does not know the schema id",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("UNKNOWN_SCHEMA"),
      (draft, bench) -> schemaId(draft, bench.chance().between(1_000_000, 2_000_000))),
  NEGATIVE_SCHEMA_ID(
      "a schema id below 0",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("UNKNOWN_SCHEMA", "CORRUPT_VALUE", "CORRUPT_COMMAND"),
      (draft, bench) -> schemaId(draft, -1)),
  OTHER_RECORD(
      "a record of another type",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.value(bench.payloads().good(other(draft.topic()), draft.id()))),
  SCHEMA_ID_OF_ANOTHER(
      "the schema id of another type",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) ->
          schemaId(
              draft, ByteBuffer.wrap(bench.payloads().good(other(draft.topic()), "x")).getInt(1))),
  NULL_VALUE(
      "no value",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("MISSING_VALUE", "CORRUPT_COMMAND"),
      (draft, bench) -> draft.noValue()),
  EMPTY_VALUE(
      "a value of no bytes",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("CORRUPT_VALUE", "CORRUPT_COMMAND", "MISSING_VALUE"),
      (draft, bench) -> draft.value(new byte[0])),
  RANDOM_BYTES(
      "any bytes",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) -> draft.value(bench.chance().bytes(bench.chance().between(6, 2_000)))),
  STRING_OF_2_GB(
      "the first string claims to have 2 GB",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("CORRUPT_VALUE", "CORRUPT_COMMAND"),
      (draft, bench) ->
          draft.value(
              header(
                  draft, new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}))),
  NEGATIVE_LENGTH(
      "the first string claims to have -1 bytes",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.value(header(draft, new byte[] {1}))),
  UMLAUTS_IN_THE_SCHEMA(
      "the schema is documented in more than ASCII",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.value(bench.payloads().documented(draft.topic(), draft.id())));

  private final Story story;

  BadValues(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {
    story = new Story(what, topics, expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }

  private static void schemaId(Draft draft, int id) {
    ByteBuffer.wrap(draft.value()).putInt(1, id);
  }

  /** The wire format's header of the draft, and then these bytes. */
  private static byte[] header(Draft draft, byte[] avro) {
    return ByteBuffer.allocate(5 + avro.length).put(draft.value(), 0, 5).put(avro).array();
  }

  private static FuzzTopic other(FuzzTopic topic) {
    return topic == FuzzTopic.REPLIES ? FuzzTopic.SIGNALS : FuzzTopic.REPLIES;
  }
}
