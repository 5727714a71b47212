package dev.sagas.participant;

import dev.sagas.internal.Backoff;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one command to its reply: the fence, the deadline, and tries again. */
final class CommandExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(CommandExecutor.class);

  private final Fence fence;
  private final Replies replies;
  private final Clock clock;
  private final Shutdown shutdown;
  private final Backoff backoff = new Backoff(50, 2_000);

  CommandExecutor(Fence fence, Replies replies, Clock clock, Shutdown shutdown) {
    this.fence = fence;
    this.replies = replies;
    this.clock = clock;
    this.shutdown = shutdown;
  }

  /** The reply to send. What is likely to pass is tried again until the command's deadline. */
  EncodedReply execute(HandlerCall<?> call) throws AbandonedException, TransientFailureException {
    CommandHeaders headers = call.headers();
    for (int failures = 1; ; failures++) {
      Exception problem;
      try {
        boolean mayStart = clock.instant().isBefore(headers.deadline());
        Optional<EncodedReply> reply = fence.once(headers.fenced(), mayStart, call);
        return reply.isPresent() ? reply.get() : deadlinePassed(headers);
      } catch (SQLException e) {
        if (!DatabaseErrors.isTransient(e)) {
          return fenceFailed(headers, e);
        }
        problem = e;
      } catch (TransientFailureException e) {
        problem = e;
      }
      if (shutdown.isRequested()) {
        throw new AbandonedException();
      }
      long pauseMs = backoff.afterMs(failures);
      LOG.debug("{} is tried again in {} ms", headers.key(), pauseMs, problem);
      if (!clock.instant().plusMillis(pauseMs).isBefore(headers.deadline())) {
        return unavailable(headers, failures, problem);
      }
      shutdown.pause(pauseMs);
    }
  }

  private EncodedReply deadlinePassed(CommandHeaders headers) throws TransientFailureException {
    Instant now = clock.instant();
    return replies.failed(
        ErrorCode.DEADLINE_PASSED,
        "Expected to start before " + headers.deadline() + ", but it is " + now);
  }

  private EncodedReply fenceFailed(CommandHeaders headers, SQLException problem)
      throws TransientFailureException {
    LOG.error("The fence failed for {}", headers.key(), problem);
    return replies.failed(
        ErrorCode.FENCE_FAILED,
        "Expected the fence to record the reply, but the database answered SQLState "
            + problem.getSQLState());
  }

  private EncodedReply unavailable(CommandHeaders headers, int tries, Exception problem)
      throws TransientFailureException {
    LOG.warn("{} was tried {} times in vain", headers.key(), tries, problem);
    Throwable root = problem.getCause() == null ? problem : problem.getCause();
    return replies.failed(
        ErrorCode.INFRASTRUCTURE_UNAVAILABLE,
        "Tried " + tries + " times until the deadline; last " + root.getClass().getName());
  }
}
