package dev.sagas.dev.participant;

import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.ParticipantBuilder;

class KafkaFenceBadHandlersTest extends BadHandlersContract {
  @Override
  ParticipantBuilder fenced(ParticipantBuilder builder) {
    return builder.fence(KafkaFence.create());
  }
}
