package dev.sagas.spring.handler;

import dev.sagas.participant.CommandContext;
import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The handlers of one command's class: one for both actions, or one for each. */
final class ActionHandlers implements CommandHandler<SpecificRecord> {
  private final Map<Action, CommandHandler<SpecificRecord>> handlers = new EnumMap<>(Action.class);
  private final String origins;

  ActionHandlers(List<FoundHandler> found) {
    found.forEach(one -> one.actions().forEach(action -> handlers.put(action, one.handler())));
    this.origins = String.join(" and ", found.stream().map(FoundHandler::origin).toList());
  }

  @Override
  public StepResult handle(SpecificRecord command, CommandContext context) throws Exception {
    CommandHandler<SpecificRecord> handler = handlers.get(context.action());
    return handler == null
        ? StepResult.failed(
            "UNHANDLED_ACTION",
            "Expected a handler for %s of %s, but there is only %s"
                .formatted(
                    context.action().headerValue(), command.getSchema().getFullName(), origins))
        : handler.handle(command, context);
  }
}
