package dev.sagas.operate.bulk;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.operate.action.OperationSeries;
import dev.sagas.operate.action.SignalOrder;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.Locale;
import java.util.Optional;

/** What is done to each saga of a batch. */
public sealed interface BatchAction {
  /** The word for it, as in REST. */
  String word();

  /** The step that it is about. */
  Optional<StepName> step();

  /** The signal that is sent. */
  Optional<SignalName> signal();

  /** What is sent to a saga. */
  OperationSeries.Order order(SagaId saga, OperatorOrder by);

  /** Dispatches on the kind. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each kind. */
  interface Visitor<R> {
    /** See {@link Operate}. */
    R operate(Operate operate);

    /** See {@link Send}. */
    R send(Send send);
  }

  /** An operation. */
  record Operate(OperationKind kind, OperationSubject subject) implements BatchAction {
    @Override
    public String word() {
      return kind.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Optional<StepName> step() {
      return subject.step();
    }

    @Override
    public Optional<SignalName> signal() {
      return Optional.empty();
    }

    @Override
    public OperationSeries.Order order(SagaId saga, OperatorOrder by) {
      return OperationSeries.operation(new SagaInput.Operation(saga, kind, by, subject, false));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.operate(this);
    }
  }

  /** A signal, or a decision on an approval. */
  record Send(SignalOrder order) implements BatchAction {
    @Override
    public String word() {
      return order.kind().word();
    }

    @Override
    public Optional<StepName> step() {
      return Optional.empty();
    }

    @Override
    public Optional<SignalName> signal() {
      return Optional.of(order.signal());
    }

    @Override
    public OperationSeries.Order order(SagaId saga, OperatorOrder by) {
      return OperationSeries.signal(saga, order);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.send(this);
    }
  }
}
