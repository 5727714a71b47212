package dev.sagas.dev.checker;

import static dev.sagas.dev.checker.VerdictKind.LOST;
import static dev.sagas.dev.checker.VerdictKind.OUTCOME_MISMATCH;
import static dev.sagas.dev.checker.VerdictKind.SILENT_END;

import dev.sagas.protocol.SagaHeaders;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/** Every request became a run or was refused, and every run is live or has one outcome. */
final class EndCheck implements SagaCheck {
  @Override
  public void check(SagaHistory saga, Consumer<Verdict> verdicts) {
    checkRequests(saga, verdicts);
    for (RunHistory run : saga.runs()) {
      if (run.last().isPresent()) {
        checkRun(saga, run, verdicts);
      } else if (run.lines().isEmpty()) {
        verdicts.accept(
            saga.verdict(LOST, run, "Expected the run in the journal, but it is not there"));
      }
    }
  }

  private static void checkRequests(SagaHistory saga, Consumer<Verdict> verdicts) {
    if (!saga.runs().isEmpty() || saga.isRefused()) {
      return;
    }
    for (HistoryRecord request : saga.requests()) {
      if (saga.deadLetters().stream().noneMatch(letter -> isOf(letter, request))) {
        verdicts.accept(
            saga.verdict(
                LOST,
                "Expected a run or a refusal of the request at %s, but there is neither"
                    .formatted(request.position())));
        return;
      }
    }
  }

  /** A request on a wrong partition is moved once, and refused where it was moved to. */
  private static boolean isOf(HistoryRecord letter, HistoryRecord request) {
    String end = "saga.requests-%s-%s".formatted(request.partition(), request.offset());
    return Stream.of(SagaHeaders.ORIGIN, SagaHeaders.REROUTED_FROM)
        .flatMap(name -> letter.header(name).stream())
        .anyMatch(position -> position.endsWith(end));
  }

  private static void checkRun(SagaHistory saga, RunHistory run, Consumer<Verdict> verdicts) {
    JournalLine last = run.last().orElseThrow();
    if (run.outcomes().isEmpty()) {
      withoutOutcome(saga, run, last).ifPresent(verdicts);
    } else if (run.outcomes().size() > 1) {
      verdicts.accept(
          saga.verdict(
              OUTCOME_MISMATCH,
              run,
              "Expected one outcome, but there are " + run.outcomes().size()));
    } else if (!fits(run.outcomes().get(0), last)) {
      verdicts.accept(
          saga.verdict(
              OUTCOME_MISMATCH,
              run,
              "Expected an outcome %s of revision %s with its hash, but it is %s"
                  .formatted(last.status(), last.revision(), run.outcomes().get(0))));
    }
  }

  private static boolean fits(GenericRecord outcome, JournalLine last) {
    return last.isEnd()
        && Fields.has(outcome, "outcome", last.status())
        && Fields.number(outcome, "revision").filter(at -> at == last.revision()).isPresent()
        && Fields.hash(outcome, "hash").filter(last.hash()::equals).isPresent();
  }

  /**
   * An older run's outcome and checkpoint were replaced by those of the newer one when the topics
   * were compacted: its journal must show that it ended.
   */
  private static Optional<Verdict> withoutOutcome(
      SagaHistory saga, RunHistory run, JournalLine last) {
    boolean newest = saga.newest().filter(other -> other == run).isPresent();
    if (!newest) {
      return last.isEnd()
          ? Optional.empty()
          : Optional.of(
              saga.verdict(LOST, run, "Expected an end before the next run, but found none"));
    }
    if (last.isEnd()) {
      return Optional.of(
          saga.verdict(SILENT_END, run, "Expected an outcome of the ended run, but found none"));
    }
    if (saga.checkpoint().isEmpty()) {
      return Optional.of(
          saga.verdict(LOST, run, "Expected an outcome or a checkpoint, but found neither"));
    }
    Optional<RecordValue> state = saga.checkpoint().get().value();
    if (state.isEmpty()) {
      return Optional.of(
          saga.verdict(SILENT_END, run, "Expected an outcome before the state was removed"));
    }
    return Optional.empty();
  }
}
