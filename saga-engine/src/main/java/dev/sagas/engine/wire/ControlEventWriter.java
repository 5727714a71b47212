package dev.sagas.engine.wire;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.schema.CancelHeld;
import dev.sagas.schema.CancelRefused;
import dev.sagas.schema.OperationApplied;
import dev.sagas.schema.RestartDropped;
import dev.sagas.schema.RestartRequested;
import dev.sagas.schema.RetryOrdered;
import dev.sagas.schema.SagaMigrated;
import dev.sagas.schema.SagaPaused;
import dev.sagas.schema.SagaRestarted;
import dev.sagas.schema.SagaResumed;
import dev.sagas.schema.StopRequested;
import org.apache.avro.specific.SpecificRecord;

/** Writes the events that steer a saga as Avro records. */
abstract class ControlEventWriter implements SagaEvent.Visitor<SpecificRecord> {
  @Override
  public SpecificRecord stopRequested(ControlEvent.StopRequested event) {
    UnwindReason reason = event.reason();
    return new StopRequested(EventWriter.optional(reason.step()), reason.code(), reason.message());
  }

  @Override
  public SpecificRecord cancelHeld(ControlEvent.CancelHeld event) {
    UnwindReason reason = event.reason();
    return new CancelHeld(EventWriter.optional(reason.step()), reason.code(), reason.message());
  }

  @Override
  public SpecificRecord cancelRefused(ControlEvent.CancelRefused event) {
    return new CancelRefused();
  }

  @Override
  public SpecificRecord paused(ControlEvent.Paused event) {
    return new SagaPaused(event.actor(), event.reason());
  }

  @Override
  public SpecificRecord resumed(ControlEvent.Resumed event) {
    return new SagaResumed();
  }

  @Override
  public SpecificRecord operationApplied(ControlEvent.OperationApplied event) {
    return new OperationApplied(
        event.operationId(), AvroEnums.toAvro(event.kind()), event.actor(), event.reason());
  }

  @Override
  public SpecificRecord retryOrdered(ControlEvent.RetryOrdered event) {
    return new RetryOrdered(event.step().value(), EventWriter.action(event.action()));
  }

  @Override
  public SpecificRecord restartRequested(ControlEvent.RestartRequested event) {
    return new RestartRequested(event.from().value());
  }

  @Override
  public SpecificRecord restartDropped(ControlEvent.RestartDropped event) {
    return new RestartDropped();
  }

  @Override
  public SpecificRecord restarted(ControlEvent.Restarted event) {
    return new SagaRestarted(event.from().value(), EventWriter.names(event.reopened()));
  }

  @Override
  public SpecificRecord migrated(ControlEvent.Migrated event) {
    return new SagaMigrated(event.version());
  }
}
