package dev.sagas.participant;

import dev.sagas.participant.ParticipantListener.Answer;
import dev.sagas.participant.ParticipantListener.Step;
import dev.sagas.protocol.ParticipantName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies the listeners, whatever they throw. */
record Reporter(ParticipantName participant, List<ParticipantListener> listeners) {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  Reporter {
    listeners = List.copyOf(listeners);
  }

  void answered(CommandHeaders command, EncodedReply reply, Handling handling, long tookNs) {
    Optional<String> code = reply.error().map(ReplyError::code);
    Answer answer = new Answer(handling, reply.outcome(), code, Duration.ofNanos(tookNs));
    tell(listener -> listener.answered(step(command), answer));
  }

  void retried(CommandHeaders command) {
    tell(listener -> listener.retried(step(command)));
  }

  void deadLettered(String code) {
    tell(listener -> listener.deadLettered(participant, code));
  }

  private Step step(CommandHeaders command) {
    return new Step(participant, command.type(), command.key().step(), command.key().action());
  }

  private void tell(Consumer<ParticipantListener> event) {
    for (ParticipantListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        LOG.warn("A listener of participant {} threw", participant, e);
      }
    }
  }
}
