package dev.sagas.spring.transaction;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.StepResult;
import dev.sagas.spring.handler.HandlerAround;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes the fence's transaction fit a handler's result.
 *
 * <ul>
 *   <li>Succeeded: what a persistence context still holds is written now, so that its errors are
 *       the handler's.
 *   <li>Rejected: the fence undoes the handler's statements to a savepoint and commits its own row;
 *       what a persistence context still holds is dropped, and the mark that a method with
 *       {@code @Transactional} has left by throwing is taken back.
 * </ul>
 */
public final class HandlerTransaction implements HandlerAround {
  private final PersistenceContexts contexts;

  /** Looks after persistence contexts where the class path has any. */
  public HandlerTransaction() {
    this.contexts = PersistenceContexts.onClassPath();
  }

  @Override
  public StepResult around(SpecificRecord command, CommandContext context, Call call)
      throws Exception {
    StepResult result = call.proceed();
    SpringTransactions.current().ifPresent(status -> result.accept(new Ending(status)));
    return result;
  }

  /** What each kind of result needs. */
  private final class Ending implements StepResult.Visitor<StepResult, RuntimeException> {
    private final TransactionStatus status;

    private Ending(TransactionStatus status) {
      this.status = status;
    }

    @Override
    public StepResult succeeded(StepResult.Succeeded result) {
      status.flush();
      requireCommittable("a reply");
      return result;
    }

    @Override
    public StepResult rejected(StepResult.Rejected result) {
      contexts.clear();
      TransactionSynchronizationManager.getResourceMap().values().stream()
          .filter(ConnectionHolder.class::isInstance)
          .map(ConnectionHolder.class::cast)
          .forEach(ConnectionHolder::resetRollbackOnly);
      requireCommittable("a rejection");
      return result;
    }

    // It is rolled back as a whole.
    @Override
    public StepResult failed(StepResult.Failed result) {
      return result;
    }

    private void requireCommittable(String returned) {
      if (status.isRollbackOnly()) {
        throw new IllegalStateException(
            "Expected a transaction that can be committed with %s, but it is marked for rollback: a"
                    .formatted(returned)
                + " method with @Transactional that the handler called has thrown, or"
                + " setRollbackOnly was called");
      }
    }
  }
}
