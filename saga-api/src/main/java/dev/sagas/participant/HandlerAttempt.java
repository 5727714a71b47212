package dev.sagas.participant;

import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.serde.CodecOutageException;
import java.sql.Connection;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a command: what the fence may call. */
final class HandlerAttempt<C extends SpecificRecord> implements FencedWork {
  private static final Logger LOG = LoggerFactory.getLogger(HandlerAttempt.class);

  private final HandlerCall<C> call;
  private final Replies replies;
  private final HandlerRun run;
  private Optional<StepResult> result = Optional.empty();
  private Handling handling = Handling.DEDUPLICATED;

  HandlerAttempt(HandlerCall<C> call, HandlerRun run) {
    this.call = call;
    this.replies = call.coding().replies();
    this.run = run;
  }

  /** The result of the command. */
  Handling handling() {
    return handling;
  }

  @Override
  public void uses(Connection connection) throws TransientFailureException {
    run.uses(connection);
  }

  @Override
  public void settle() throws TransientFailureException {
    run.settle();
  }

  @Override
  public EncodedReply run(Connection connection, RecordedExecute executed)
      throws TransientFailureException {
    run.enter(true);
    return handled(context(executed).in(connection));
  }

  @Override
  public EncodedReply runSending(RecordOutlet outlet, RecordedExecute executed)
      throws TransientFailureException {
    run.enter(false);
    return handled(new SendingContext(context(executed), outlet));
  }

  @Override
  public EncodedReply runUnfenced() throws TransientFailureException {
    run.enter(false);
    return handled(context(RecordedExecute.UNKNOWN));
  }

  @Override
  public EncodedReply nothingToUndo(NothingToUndoReason reason) throws TransientFailureException {
    handling = Handling.SKIPPED;
    return replies.nothingToUndo(call.headers().fenced(), reason);
  }

  @Override
  public EncodedReply refused(ReplyError reason) throws TransientFailureException {
    handling = Handling.REFUSED;
    return replies.rejected(reason);
  }

  @Override
  public Optional<TwoPhases> twoPhases() {
    return call.handler() instanceof TwoPhaseHandler<C> inTwo
        ? Optional.of(new Phases(inTwo))
        : Optional.empty();
  }

  /** The phases of one attempt. */
  private final class Phases implements TwoPhases {
    private final TwoPhaseHandler<C> inTwo;

    private Phases(TwoPhaseHandler<C> inTwo) {
      this.inTwo = inTwo;
    }

    @Override
    public EncodedReply call(RecordedExecute executed) throws TransientFailureException {
      run.enter(false);
      return handled(context(executed));
    }

    @Override
    public EncodedReply record(EncodedReply called, Connection connection, RecordedExecute executed)
        throws TransientFailureException {
      run.enter(true);
      CommandContext context = context(executed).in(connection);
      return guarded(() -> inTwo.record(call.command(), result.orElseThrow(), context))
          .orElse(called);
    }
  }

  private HandlerContext context(RecordedExecute executed) {
    return HandlerContext.of(call.headers(), new RecordedReply(executed.reply(), call.coding()));
  }

  /** The handler's code. */
  @FunctionalInterface
  private interface HandlerCode {
    void run() throws Exception;
  }

  /**
   * Runs the handler's code; returns the reply if it threw. Whatever it throws, even an error,
   * fails the command and not the participant.
   */
  private Optional<EncodedReply> guarded(HandlerCode code) throws TransientFailureException {
    try {
      code.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException(e);
    } catch (Throwable e) {
      return Optional.of(threw(e));
    }
    run.settle();
    return Optional.empty();
  }

  private EncodedReply threw(Throwable problem) throws TransientFailureException {
    if (DatabaseErrors.isTransient(problem) || problem instanceof CodecOutageException) {
      throw new TransientFailureException(problem);
    }
    run.settle();
    report(problem);
    return replies.failed(ErrorCode.HANDLER_THREW, ThrownText.of(problem));
  }

  /** In one line; its stack trace, which may quote more of the command, only for debugging. */
  private void report(Throwable problem) {
    CommandHeaders headers = call.headers();
    LOG.warn(
        "The handler of {} threw in attempt {}: {}",
        headers.key(),
        headers.attempt(),
        new ReplyError(ErrorCode.HANDLER_THREW, ThrownText.of(problem)).message());
    try {
      LOG.debug("The handler of {} threw", headers.key(), problem);
    } catch (RuntimeException e) { // the logger calls the exception's getMessage
      LOG.debug("The handler of {} threw what cannot be logged", headers.key(), e);
    }
  }

  private EncodedReply handled(CommandContext context) throws TransientFailureException {
    handling = Handling.HANDLED;
    result = Optional.empty();
    Optional<EncodedReply> threw =
        guarded(() -> result = Optional.ofNullable(call.handler().handle(call.command(), context)));
    if (threw.isPresent()) {
      return threw.get();
    }
    return result.isPresent()
        ? replies.of(result.get())
        : replies.failed(
            ErrorCode.HANDLER_RETURNED_NULL, "Expected the handler to return a result");
  }
}
