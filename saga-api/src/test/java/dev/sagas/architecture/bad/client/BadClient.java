package dev.sagas.architecture.bad.client;

import dev.sagas.architecture.bad.participant.BadHandler;
import java.util.List;

/** The client must not use the participant; here they use one another. */
public record BadClient(List<BadHandler> handlers) {
  public BadHandler first() {
    return handlers.get(0);
  }
}
