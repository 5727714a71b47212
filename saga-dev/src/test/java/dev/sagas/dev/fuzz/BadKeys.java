package dev.sagas.dev.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sagas.protocol.SagaHeaders;
import java.util.Optional;
import java.util.Set;

/** Keys and saga ids that are none, or two. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadKeys implements BadKind {
  NULL_KEY(
      "no key",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("KEY_MISMATCH"),
      (draft, bench) -> draft.key(Optional.empty())),
  EMPTY_KEY(
      "a key of no bytes",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("KEY_MISMATCH"),
      (draft, bench) -> draft.key(Optional.of(new byte[0]))),
  OTHER_KEY(
      "a key that is not the saga id in the header",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("KEY_MISMATCH"),
      (draft, bench) -> draft.key(Optional.of(bench.freshId().getBytes(UTF_8)))),
  KEY_WITH_ANOTHER_CASE(
      "a key that differs in its case alone",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("KEY_MISMATCH"),
      (draft, bench) ->
          draft.key(Optional.of(draft.id().replace('i', 'I').replace('b', 'B').getBytes(UTF_8)))),
  KEY_NOT_UTF8(
      "a key of bytes that are no text",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("KEY_MISMATCH"),
      (draft, bench) -> draft.key(Optional.of(new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff}))),
  EMPTY_ID(
      "an empty saga id",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) -> draft.id("")),
  LONG_ID(
      "a saga id of more than 200 characters",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) -> draft.id(bench.chance().text(bench.chance().between(201, 5_000)))),
  LONGEST_ID(
      "a saga id of just 200 characters",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.id("bad-" + bench.chance().text(196))),
  ID_WITH_SLASHES(
      "a saga id with slashes",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) -> draft.id("bad/../" + bench.freshId())),
  ID_WITH_UMLAUTS(
      "a saga id with umlauts",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) -> draft.id("bäd-" + bench.freshId())),
  ID_WITH_DOTLESS_I(
      "a saga id with letters of Turkish",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) -> draft.id("badİı-" + bench.freshId())),
  ID_NOT_UTF8(
      "a saga id of bytes that are no text",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) -> draft.id(new byte[] {'b', (byte) 0xe4, 'd', (byte) 0x80})),
  ID_WITH_LINE_BREAK(
      "a saga id that ends with a line break",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) -> draft.id(bench.freshId() + "\n")),
  ID_WITH_NUL(
      "a saga id with a NUL",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter(),
      (draft, bench) -> draft.id(bench.freshId() + "\0")),
  ID_HEADER_TWICE(
      "two saga ids, the last another than the key",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.letter("KEY_MISMATCH", "MALFORMED_HEADERS"),
      (draft, bench) -> draft.add(SagaHeaders.SAGA_ID, bench.freshId().getBytes(UTF_8)));

  private final Story story;

  BadKeys(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {
    story = new Story(what, topics, expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }
}
