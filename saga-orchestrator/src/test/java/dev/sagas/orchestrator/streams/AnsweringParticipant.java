package dev.sagas.orchestrator.streams;

import dev.sagas.order.OrderRecords;
import org.apache.avro.specific.SpecificRecord;

/** A participant of the order saga. Answers the newest command that it was sent. */
record AnsweringParticipant(EngineDriver engine, String name) {
  EngineDriver succeeds(SpecificRecord reply) {
    return engine.reply(name, "succeeded", reply);
  }

  EngineDriver rejects() {
    return engine.reply(name, "rejected", OrderRecords.failure());
  }

  EngineDriver fails() {
    return engine.reply(name, "failed", OrderRecords.failure());
  }
}
