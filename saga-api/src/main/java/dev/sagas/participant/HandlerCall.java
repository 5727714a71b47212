package dev.sagas.participant;

import dev.sagas.schema.NothingToUndoReason;
import java.sql.Connection;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command and the handler for it. */
final class HandlerCall<C extends SpecificRecord> implements FencedWork {
  private static final Logger LOG = LoggerFactory.getLogger(HandlerCall.class);

  private final CommandHeaders headers;
  private final C command;
  private final CommandHandler<C> handler;
  private final Replies replies;
  private Optional<StepResult> result = Optional.empty();

  HandlerCall(CommandHeaders headers, C command, CommandHandler<C> handler, Replies replies) {
    this.headers = headers;
    this.command = command;
    this.handler = handler;
    this.replies = replies;
  }

  CommandHeaders headers() {
    return headers;
  }

  @Override
  public EncodedReply run(Connection connection) throws TransientFailureException {
    return call(HandlerContext.fenced(headers, connection));
  }

  @Override
  public EncodedReply runSending(RecordOutlet outlet) throws TransientFailureException {
    return call(new SendingContext(HandlerContext.unfenced(headers), outlet));
  }

  @Override
  public EncodedReply runUnfenced() throws TransientFailureException {
    return call(HandlerContext.unfenced(headers));
  }

  @Override
  public EncodedReply nothingToUndo(NothingToUndoReason reason) throws TransientFailureException {
    return replies.nothingToUndo(headers.fenced(), reason);
  }

  @Override
  public EncodedReply refused(ReplyError reason) throws TransientFailureException {
    return replies.rejected(reason);
  }

  @Override
  public Optional<TwoPhases> twoPhases() {
    return handler instanceof TwoPhaseHandler<C> inTwo
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
    public EncodedReply call() throws TransientFailureException {
      return HandlerCall.this.call(HandlerContext.unfenced(headers));
    }

    @Override
    public EncodedReply record(EncodedReply called, Connection connection)
        throws TransientFailureException {
      CommandContext context = HandlerContext.fenced(headers, connection);
      return guarded(() -> inTwo.record(command, result.orElseThrow(), context)).orElse(called);
    }
  }

  /** What a handler's code does. */
  @FunctionalInterface
  private interface HandlerCode {
    void run() throws Exception;
  }

  /**
   * Runs the handler's code; gives the reply if it threw. Whatever it throws, errors included, is
   * the command's end and not the participant's.
   */
  private Optional<EncodedReply> guarded(HandlerCode code) throws TransientFailureException {
    try {
      code.run();
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException(e);
    } catch (Throwable e) {
      if (DatabaseErrors.isTransient(e)) {
        throw new TransientFailureException(e);
      }
      LOG.warn("The handler of {} threw {}", headers.key(), e.getClass().getName());
      LOG.debug("The handler of {} threw", headers.key(), e);
      return Optional.of(replies.failed(ErrorCode.HANDLER_THREW, e.getClass().getName()));
    }
  }

  private EncodedReply call(CommandContext context) throws TransientFailureException {
    result = Optional.empty();
    Optional<EncodedReply> threw =
        guarded(() -> result = Optional.ofNullable(handler.handle(command, context)));
    if (threw.isPresent()) {
      return threw.get();
    }
    return result.isPresent()
        ? replies.of(result.get())
        : replies.failed(
            ErrorCode.HANDLER_RETURNED_NULL, "Expected the handler to return a result");
  }
}
