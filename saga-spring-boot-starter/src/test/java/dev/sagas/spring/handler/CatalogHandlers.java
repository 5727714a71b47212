package dev.sagas.spring.handler;

import dev.sagas.participant.CommandHandler;
import dev.sagas.protocol.ParticipantName;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The handlers of an application, as its participants have them. */
public final class CatalogHandlers {
  private CatalogHandlers() {}

  /** The only one. */
  public static CommandHandler<SpecificRecord> only(ConfigurableListableBeanFactory beans) {
    List<FoundHandler> found = HandlerBeans.in(beans, Optional.of(new ParticipantName("stock")));
    if (found.size() != 1) {
      throw new AssertionError("Expected one handler, but found " + found);
    }
    return SurroundedHandler.of(
        found.get(0).handler(),
        HandlerAround.all(beans.getBeanProvider(HandlerAround.class).orderedStream().toList()));
  }
}
