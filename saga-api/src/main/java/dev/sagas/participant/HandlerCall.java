package dev.sagas.participant;

import dev.sagas.schema.NothingToUndoReason;
import java.sql.Connection;
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

  // Whatever a handler throws, errors included, is the command's end and not the participant's.
  private EncodedReply call(CommandContext context) throws TransientFailureException {
    StepResult result;
    try {
      result = handler.handle(command, context);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailureException(e);
    } catch (Throwable e) {
      if (DatabaseErrors.isTransient(e)) {
        throw new TransientFailureException(e);
      }
      LOG.warn("The handler of {} threw {}", headers.key(), e.getClass().getName());
      LOG.debug("The handler of {} threw", headers.key(), e);
      return replies.failed(ErrorCode.HANDLER_THREW, e.getClass().getName());
    }
    if (result == null) {
      return replies.failed(
          ErrorCode.HANDLER_RETURNED_NULL, "Expected the handler to return a result");
    }
    return replies.of(result);
  }
}
