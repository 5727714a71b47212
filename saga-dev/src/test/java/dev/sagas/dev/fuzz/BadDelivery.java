package dev.sagas.dev.fuzz;

import dev.sagas.protocol.SagaHeaders;
import java.util.List;
import java.util.Set;

/** Good records on a bad way: partition, time, compression, transaction. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadDelivery implements BadKind {
  WRONG_PARTITION(
      "on a partition to which its key does not belong",
      FuzzTopic.INPUTS,
      Expected.anything(),
      (draft, bench) -> draft.partition(bench.wrongPartition(draft.key()))),
  WRONG_PARTITION_AGAIN(
      "the same, sent on once already",
      FuzzTopic.INPUTS,
      Expected.letter("WRONG_PARTITION"),
      (draft, bench) ->
          draft
              .partition(bench.wrongPartition(draft.key()))
              .header(SagaHeaders.REROUTED_FROM, draft.topic().topic() + "-0-0")),
  FORGED_REROUTE(
      "on its right partition, but as if it had been sent on",
      FuzzTopic.INPUTS,
      Expected.anything(),
      (draft, bench) ->
          draft.header(
              SagaHeaders.REROUTED_FROM, bench.chance().of(List.of("", "x", "saga.requests-0-0")))),
  ANY_PARTITION_OF_A_COMMAND(
      "on any partition",
      FuzzTopic.COMMANDS,
      Expected.reply(),
      (draft, bench) -> draft.partition(bench.chance().between(0, 2))),
  BAD_AND_ON_A_WRONG_PARTITION(
      "a value of garbage on a wrong partition",
      FuzzTopic.INPUTS,
      Expected.letter("CORRUPT_VALUE"),
      (draft, bench) ->
          draft.value(bench.chance().bytes(4)).partition(bench.wrongPartition(draft.key()))),
  TIME_ZERO(
      "a timestamp of 1970",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.timestamp(0)),
  TIME_FAR_AHEAD(
      "a timestamp just before what the broker refuses",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.timestamp(System.currentTimeMillis() + 3_590_000)),
  TIME_AT_THE_END(
      "a timestamp at the end of time",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.timestamp(Long.MAX_VALUE)),
  COMPRESSED(
      "compressed by any codec",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.anything(),
      (draft, bench) -> draft.codec(bench.chance().of(List.of(Codec.values())))),
  ABORTED(
      "in a transaction that is aborted",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.nothing(),
      (draft, bench) -> draft.abort()),
  ABORTED_GARBAGE(
      "garbage in a transaction that is aborted",
      FuzzTopic.INPUTS_AND_COMMANDS,
      Expected.nothing(),
      (draft, bench) -> draft.abort().value(bench.chance().bytes(100)));

  private final Story story;

  BadDelivery(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {
    story = new Story(what, topics, expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }
}
