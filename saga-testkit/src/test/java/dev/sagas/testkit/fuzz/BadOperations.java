package dev.sagas.testkit.fuzz;

import dev.sagas.schema.OperationKind;
import dev.sagas.schema.SagaOperation;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Operations that lack what they need, or that do not fit. */
@SuppressWarnings("ImmutableEnumChecker") // a story holds functions without state
enum BadOperations implements BadKind {
  UNKNOWN_KIND(
      "the kind UNKNOWN",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) ->
          operation(draft, bench, operation -> operation.setKind(OperationKind.UNKNOWN))),
  NEWER_KIND(
      "a kind that is newer than the orchestrator",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) -> draft.value(bench.payloads().newerOperation())),
  EMPTY_ACTOR(
      "nobody asked for it",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) -> operation(draft, bench, operation -> operation.setActor(""))),
  LONG_ACTOR(
      "an actor of more than 256 characters",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) ->
          operation(
              draft,
              bench,
              operation -> operation.setActor("a".repeat(bench.chance().between(257, 100_000))))),
  BLANK_REASON(
      "a reason of spaces",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) -> operation(draft, bench, operation -> operation.setReason(" \u2003\t"))),
  HUGE_REASON(
      "a reason of more than 1 024 characters",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) ->
          operation(
              draft,
              bench,
              operation ->
                  operation.setReason("r".repeat(bench.chance().between(1_025, 200_000))))),
  REASON_IN_EMOJI(
      "a reason of 512 surrogate pairs",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.note("DRY_RUN"),
      (draft, bench) ->
          operation(
              draft, bench, operation -> operation.setDryRun(true).setReason("🛏".repeat(512)))),
  EMPTY_OPERATION_ID(
      "no id of the operation",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) -> operation(draft, bench, operation -> operation.setOperationId(""))),
  LONG_OPERATION_ID(
      "an id of more than 128 characters",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) ->
          operation(
              draft,
              bench,
              operation ->
                  operation.setOperationId("i".repeat(bench.chance().between(129, 9_999))))),
  MALFORMED_STEP(
      "the name of a step has another form",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) ->
          operation(
              draft,
              bench,
              operation ->
                  operation
                      .setKind(OperationKind.SKIP)
                      .setStep(bench.chance().of(List.of("", "Book Car", "ä"))))),
  STEP_MISSING(
      "a kind that needs a step, without one",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) ->
          operation(
              draft,
              bench,
              operation ->
                  operation.setKind(
                      bench
                          .chance()
                          .of(
                              List.of(
                                  OperationKind.SKIP,
                                  OperationKind.FAIL,
                                  OperationKind.RESTART))))),
  DATA_MISSING(
      "an edit without data",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) ->
          operation(draft, bench, operation -> operation.setKind(OperationKind.EDIT_DATA))),
  VERSION_MISSING(
      "a migration without a version",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("MALFORMED_OPERATION"),
      (draft, bench) ->
          operation(draft, bench, operation -> operation.setKind(OperationKind.MIGRATE))),
  FOREIGN_STEP(
      "a step that the saga has not",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.note("REFUSED_OPERATION"),
      (draft, bench) ->
          operation(
              draft,
              bench,
              operation ->
                  operation.setDryRun(false).setKind(OperationKind.SKIP).setStep("book-boat"))),
  GARBAGE_DATA(
      "an edit to bytes that are no record",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.note("REFUSED_OPERATION"),
      (draft, bench) ->
          operation(
              draft,
              bench,
              operation ->
                  operation
                      .setDryRun(false)
                      .setKind(OperationKind.EDIT_DATA)
                      .setData(ByteBuffer.wrap(bench.chance().bytes(64))))),
  UNKNOWN_VERSION(
      "a migration to a version that is not there",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.note("REFUSED_OPERATION"),
      (draft, bench) ->
          operation(
              draft,
              bench,
              operation ->
                  operation
                      .setDryRun(false)
                      .setKind(OperationKind.MIGRATE)
                      .setVersion(bench.chance().of(List.of(-1, 0, 99))))),
  DRY_RUN(
      "an operation that is only tried",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.note("DRY_RUN"),
      (draft, bench) -> operation(draft, bench, operation -> operation.setDryRun(true))),
  NO_SUCH_SAGA(
      "an operation on a saga that nobody starts",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.letter("NO_SUCH_SAGA"),
      (draft, bench) -> draft.id(bench.freshId())),
  TO_AN_ENDED_SAGA(
      "an operation on a saga that has ended",
      EnumSet.of(FuzzTopic.OPERATIONS),
      Expected.note("ALREADY_ENDED", "REFUSED_OPERATION"),
      (draft, bench) -> draft.id(bench.ended().id()));

  private final Story story;

  BadOperations(String what, Set<FuzzTopic> topics, Expected expected, Spoiler spoiler) {
    story = new Story(what, topics, expected, spoiler);
  }

  @Override
  public Story story() {
    return story;
  }

  private static void operation(
      Draft draft, Workbench bench, UnaryOperator<SagaOperation.Builder> change) {
    SagaOperation operation = change.apply(Payloads.operation()).build();
    draft.value(bench.payloads().of(FuzzTopic.OPERATIONS, operation));
  }
}
