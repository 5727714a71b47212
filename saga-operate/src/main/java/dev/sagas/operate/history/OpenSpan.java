package dev.sagas.operate.history;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.SentCommand;
import dev.sagas.operate.history.SagaTimeline.Answer;
import dev.sagas.operate.history.SagaTimeline.Attempt;
import dev.sagas.operate.history.SagaTimeline.Result;
import dev.sagas.operate.history.SagaTimeline.Span;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One run of a step, or one undo, while it is collected. */
final class OpenSpan {
  private final Action action;
  private final int epoch;
  private final long fromMs;
  private final List<Attempt> attempts = new ArrayList<>();
  private OptionalLong toMs = OptionalLong.empty();
  private Result result = Result.OPEN;
  private int newest = -1;

  OpenSpan(Action action, int epoch, long fromMs) {
    this.action = action;
    this.epoch = epoch;
    this.fromMs = fromMs;
  }

  /**
   * An answer, or a time-out.
   *
   * @param entry the transition that recorded it
   */
  record Settled(JournalEntry entry, Answer answer, Map<Position, Long> recordTimes) {
    Optional<Position> reply() {
      return entry.cause().kind() == Cause.Kind.REPLY ? entry.cause().position() : Optional.empty();
    }

    OptionalLong repliedAtMs() {
      return reply()
          .map(position -> recordTimes.getOrDefault(position, -1L))
          .filter(time -> time >= 0)
          .map(OptionalLong::of)
          .orElse(OptionalLong.empty());
    }

    /** True for the attempt that the reply names; a time-out is the newest one's. */
    boolean isOf(Attempt attempt, boolean isNewest) {
      Optional<String> named =
          Optional.ofNullable(entry.cause().headers().get(SagaHeaders.IN_REPLY_TO));
      return named.map(id -> attempt.commandId().equals(Optional.of(id))).orElse(isNewest);
    }
  }

  Action action() {
    return action;
  }

  int epoch() {
    return epoch;
  }

  boolean isOver() {
    return switch (result) {
      case OPEN, UNKNOWN, GIVEN_UP -> false; // an operator may have it tried again
      case SUCCEEDED, REJECTED, SKIPPED, ABANDONED, UNDONE, NOTHING_TO_UNDO -> true;
    };
  }

  void sent(SagaEvent.CommandIssued command, JournalEntry entry) {
    result = Result.OPEN;
    toMs = OptionalLong.empty();
    String end =
        "/%s/%s/%s#%s"
            .formatted(
                command.step(), command.action().headerValue(), command.epoch(), command.attempt());
    Optional<SentCommand> sent =
        entry.commands().stream().filter(each -> each.commandId().endsWith(end)).findFirst();
    newest = attempts.size();
    attempts.add(
        new Attempt(
            command.attempt(),
            sent.map(SentCommand::commandId),
            sent.map(SentCommand::topic),
            entry.atMs(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Answer.NONE,
            Optional.empty(),
            "",
            "",
            OptionalLong.empty()));
  }

  /** An answer to an attempt, also to an earlier one (R4). */
  void answered(Settled settled) {
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      if (settled.isOf(attempt, i == attempts.size() - 1)) {
        newest = i;
        attempts.set(
            i,
            new Attempt(
                attempt.number(),
                attempt.commandId(),
                attempt.topic(),
                attempt.sentAtMs(),
                settled.repliedAtMs(),
                OptionalLong.of(settled.entry().atMs()),
                settled.answer(),
                settled.reply(),
                attempt.code(),
                attempt.message(),
                attempt.retryAtMs()));
      }
    }
  }

  void failed(String code, String message) {
    change(code, message, OptionalLong.empty());
  }

  void retriesAt(long atMs) {
    if (newest >= 0) {
      Attempt attempt = attempts.get(newest);
      change(attempt.code(), attempt.message(), OptionalLong.of(atMs));
    }
  }

  private void change(String code, String message, OptionalLong retryAtMs) {
    if (newest < 0) {
      return; // nothing was sent
    }
    Attempt attempt = attempts.get(newest);
    attempts.set(
        newest,
        new Attempt(
            attempt.number(),
            attempt.commandId(),
            attempt.topic(),
            attempt.sentAtMs(),
            attempt.repliedAtMs(),
            attempt.settledAtMs(),
            attempt.answer(),
            attempt.reply(),
            code,
            message,
            retryAtMs));
  }

  void end(Result how, long atMs) {
    result = how;
    toMs = OptionalLong.of(atMs);
  }

  Span done() {
    return new Span(action, epoch, fromMs, toMs, result, attempts);
  }
}
