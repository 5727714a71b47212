package dev.sagas.orchestrator.architecture.bad.journal;

import dev.sagas.orchestrator.core.SagaEffect;
import dev.sagas.orchestrator.core.SagaIdentity;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.orchestrator.wire.OutputWriter;

/** A second writer of commands. */
final class BadWritesCommand {
  OutboundRecord again(
      OutputWriter writer,
      SagaIdentity identity,
      SagaEffect.SendCommand send,
      OutputWriter.Route route) {
    return writer.command(identity, send, route);
  }
}
