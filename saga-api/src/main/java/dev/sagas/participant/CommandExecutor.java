package dev.sagas.participant;

import dev.sagas.serde.Backoff;
import dev.sagas.serde.CodecOutages;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Produces the reply to one command: applies the fence, the deadline and retries. */
final class CommandExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(CommandExecutor.class);

  private final Fence fence;
  private final Replies replies;
  private final HandlerEnvironment execution;
  private final Backoff backoff = new Backoff(50, 2_000);

  CommandExecutor(Fence fence, Replies replies, HandlerEnvironment execution) {
    this.fence = fence;
    this.replies = replies;
    this.execution = execution;
  }

  /** The result of one attempt. */
  private record Tried(Optional<EncodedReply> reply, Handling handling) {}

  /** The reply to send. Transient errors are retried until the command's deadline. */
  EncodedReply execute(HandlerCall<?> call) throws AbandonedException, TransientFailureException {
    long startNs = System.nanoTime();
    CommandHeaders headers = call.headers();
    for (int failures = 1; ; failures++) {
      Exception problem;
      try {
        Tried tried = once(call);
        EncodedReply reply =
            tried.reply().isPresent() ? tried.reply().get() : deadlinePassed(headers);
        return told(headers, reply, tried.handling(), startNs);
      } catch (HandlerHungException e) {
        return told(headers, timedOut(headers, e), Handling.HANDLED, startNs);
      } catch (SQLException e) {
        if (!DatabaseErrors.isTransient(e)) {
          return told(headers, fenceFailed(headers, e), Handling.HANDLED, startNs);
        }
        problem = e;
      } catch (TransientFailureException e) {
        problem = e;
      }
      if (!pause(headers, failures, problem)) {
        EncodedReply reply = unavailable(headers, failures, problem);
        return told(headers, reply, Handling.HANDLED, startNs);
      }
    }
  }

  private Tried once(HandlerCall<?> call)
      throws SQLException, TransientFailureException, HandlerHungException, AbandonedException {
    CommandHeaders headers = call.headers();
    boolean mayStart = execution.clock().instant().isBefore(headers.deadline());
    return execution
        .threads()
        .within(
            execution.limit(headers.deadline()),
            run -> {
              HandlerAttempt<?> work = call.in(run);
              Optional<EncodedReply> reply = fence.once(headers.fenced(), mayStart, work);
              return new Tried(reply, reply.isPresent() ? work.handling() : Handling.NOT_STARTED);
            });
  }

  /** False if no further attempt would begin before the deadline. */
  private boolean pause(CommandHeaders headers, int failures, Exception problem)
      throws AbandonedException {
    if (execution.shutdown().isRequested()) {
      throw new AbandonedException();
    }
    long pauseMs = backoff.afterMs(failures);
    LOG.debug("{} is tried again in {} ms", headers.key(), pauseMs, problem);
    if (!execution.clock().instant().plusMillis(pauseMs).isBefore(headers.deadline())) {
      return false;
    }
    execution.reporter().retried(headers);
    execution.shutdown().pause(pauseMs);
    return true;
  }

  private EncodedReply told(
      CommandHeaders headers, EncodedReply reply, Handling handling, long startNs) {
    execution.reporter().answered(headers, reply, handling, System.nanoTime() - startNs);
    return reply;
  }

  private EncodedReply timedOut(CommandHeaders headers, HandlerHungException problem)
      throws TransientFailureException {
    LOG.warn("{} hangs: {}", headers.key(), problem.getMessage());
    return replies.failed(ErrorCode.HANDLER_TIMED_OUT, String.valueOf(problem.getMessage()));
  }

  private EncodedReply deadlinePassed(CommandHeaders headers) throws TransientFailureException {
    Instant now = execution.clock().instant();
    return replies.failed(
        ErrorCode.DEADLINE_PASSED,
        "Expected to start before " + headers.deadline() + ", but it is " + now);
  }

  private EncodedReply fenceFailed(CommandHeaders headers, SQLException problem)
      throws TransientFailureException {
    LOG.error("The fence failed for {}", headers.key(), problem);
    return replies.failed(
        ErrorCode.FENCE_FAILED,
        "Expected the fence to record the reply, but the database answered SQLState %s"
            .formatted(problem.getSQLState()));
  }

  private EncodedReply unavailable(CommandHeaders headers, int tries, Exception problem)
      throws TransientFailureException {
    CodecOutages.warn(
        LOG, headers.key() + " was tried " + tries + " times without success", problem);
    Throwable met =
        problem instanceof TransientFailureException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    return replies.failed(
        ErrorCode.INFRASTRUCTURE_UNAVAILABLE,
        "Tried " + tries + " times until the deadline; last " + ThrownText.of(met));
  }
}
