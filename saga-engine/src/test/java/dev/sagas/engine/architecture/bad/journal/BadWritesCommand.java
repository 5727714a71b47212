package dev.sagas.engine.architecture.bad.journal;

import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.OutputWriter;

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
