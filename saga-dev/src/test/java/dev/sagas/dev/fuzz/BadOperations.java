package dev.sagas.dev.fuzz;

import dev.sagas.schema.OperationKind;
import dev.sagas.schema.SagaOperation;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;

/** Operations that lack what they need, or that do not fit. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadOperations implements BadKind {
  UNKNOWN_KIND(
      "the kind UNKNOWN",
      Expected.letter("MALFORMED_OPERATION"),
      with((operation, bench) -> operation.setKind(OperationKind.UNKNOWN))),
  NEWER_KIND(
      "a kind that is newer than the orchestrator",
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) -> draft.value(bench.payloads().newerOperation())),
  EMPTY_ACTOR(
      "nobody asked for it",
      Expected.letter("MALFORMED_OPERATION"),
      with((operation, bench) -> operation.setActor(""))),
  LONG_ACTOR(
      "an actor of more than 256 characters",
      Expected.letter("MALFORMED_OPERATION"),
      with(
          (operation, bench) ->
              operation.setActor("a".repeat(bench.chance().between(257, 100_000))))),
  BLANK_REASON(
      "a reason of spaces",
      Expected.letter("MALFORMED_OPERATION"),
      with((operation, bench) -> operation.setReason(" \u2003\t"))),
  HUGE_REASON(
      "a reason of more than 1 024 characters",
      Expected.letter("MALFORMED_OPERATION"),
      with(
          (operation, bench) ->
              operation.setReason("r".repeat(bench.chance().between(1_025, 200_000))))),
  REASON_IN_EMOJI(
      "a reason of 512 surrogate pairs",
      Expected.note("DRY_RUN"),
      with((operation, bench) -> operation.setDryRun(true).setReason("🛏".repeat(512)))),
  EMPTY_OPERATION_ID(
      "no id of the operation",
      Expected.letter("MALFORMED_OPERATION"),
      with((operation, bench) -> operation.setOperationId(""))),
  LONG_OPERATION_ID(
      "an id of more than 128 characters",
      Expected.letter("MALFORMED_OPERATION"),
      with(
          (operation, bench) ->
              operation.setOperationId("i".repeat(bench.chance().between(129, 9_999))))),
  MALFORMED_STEP(
      "the name of a step has another form",
      Expected.letter("MALFORMED_OPERATION"),
      with(
          (operation, bench) ->
              operation
                  .setKind(OperationKind.SKIP)
                  .setStep(bench.chance().of(List.of("", "Book Car", "ä"))))),
  STEP_MISSING(
      "a kind that needs a step, without one",
      Expected.letter("MALFORMED_OPERATION"),
      with(
          (operation, bench) ->
              operation.setKind(
                  bench
                      .chance()
                      .of(
                          List.of(
                              OperationKind.SKIP, OperationKind.FAIL, OperationKind.RESTART))))),
  DATA_MISSING(
      "an edit without data",
      Expected.letter("MALFORMED_OPERATION"),
      with((operation, bench) -> operation.setKind(OperationKind.EDIT_DATA))),
  VERSION_MISSING(
      "a migration without a version",
      Expected.letter("MALFORMED_OPERATION"),
      with((operation, bench) -> operation.setKind(OperationKind.MIGRATE))),
  FOREIGN_STEP(
      "a step that the saga has not",
      Expected.note("REFUSED_OPERATION"),
      with(
          (operation, bench) ->
              operation.setDryRun(false).setKind(OperationKind.SKIP).setStep("book-boat"))),
  GARBAGE_DATA(
      "an edit to bytes that are no record",
      Expected.note("REFUSED_OPERATION"),
      with(
          (operation, bench) ->
              operation
                  .setDryRun(false)
                  .setKind(OperationKind.EDIT_DATA)
                  .setData(ByteBuffer.wrap(bench.chance().bytes(64))))),
  UNKNOWN_VERSION(
      "a migration to a version that is not there",
      Expected.note("REFUSED_OPERATION"),
      with(
          (operation, bench) ->
              operation
                  .setDryRun(false)
                  .setKind(OperationKind.MIGRATE)
                  .setVersion(bench.chance().of(List.of(-1, 0, 99))))),
  DRY_RUN(
      "an operation that is only tried",
      Expected.note("DRY_RUN"),
      with((operation, bench) -> operation.setDryRun(true))),
  NO_SUCH_SAGA(
      "an operation on a saga that nobody starts",
      Expected.letter("NO_SUCH_SAGA"),
      (draft, bench) -> draft.id(bench.freshId())),
  TO_AN_ENDED_SAGA(
      "an operation on a saga that has ended",
      Expected.note("ALREADY_ENDED", "REFUSED_OPERATION"),
      (draft, bench) -> draft.id(bench.ended().id()));

  private final Story story;

  BadOperations(String what, Expected expected, Spoiler spoiler) {
    story = new Story(what, EnumSet.of(FuzzTopic.OPERATIONS), expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }

  /** How an operation is changed. */
  @FunctionalInterface
  private interface Change {
    SagaOperation.Builder of(SagaOperation.Builder operation, Workbench bench);
  }

  private static Spoiler with(Change change) {
    return (draft, bench) ->
        draft.value(
            bench
                .payloads()
                .of(FuzzTopic.OPERATIONS, change.of(Payloads.operation(), bench).build()));
  }
}
