package dev.sagas.spring.handler;

import dev.sagas.participant.CommandHandler;
import dev.sagas.participant.ParticipantBuilder;
import dev.sagas.participant.TwoPhaseHandler;
import dev.sagas.protocol.ParticipantName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The handlers of an application, by participant. */
public final class HandlerCatalog {
  private final Map<ParticipantName, List<FoundHandler>> byParticipant;
  private final HandlerAround around;

  private HandlerCatalog(
      Map<ParticipantName, List<FoundHandler>> byParticipant, HandlerAround around) {
    this.byParticipant = byParticipant;
    this.around = around;
  }

  /**
   * Finds and checks the handlers among an application's beans.
   *
   * @param byDefault the participant of handlers that name none
   * @param around what surrounds every call
   * @throws InvalidHandlersException with every problem of every handler, if one does not fit
   */
  public static HandlerCatalog of(
      ConfigurableListableBeanFactory beans,
      Optional<ParticipantName> byDefault,
      HandlerAround around) {
    Map<ParticipantName, List<FoundHandler>> all =
        new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    for (FoundHandler handler : HandlerBeans.in(beans, byDefault)) {
      all.computeIfAbsent(handler.participant(), name -> new ArrayList<>()).add(handler);
    }
    List<String> problems = new ArrayList<>();
    all.values().forEach(handlers -> addRivals(handlers, problems));
    if (!problems.isEmpty()) {
      throw new InvalidHandlersException(problems);
    }
    return new HandlerCatalog(all, around);
  }

  /** The participants that have handlers. */
  public Set<ParticipantName> participants() {
    return new LinkedHashSet<>(byParticipant.keySet());
  }

  /** The full names of the commands that a participant handles, each with its handler. */
  public List<String> handled(ParticipantName participant) {
    return byParticipant.getOrDefault(participant, List.of()).stream()
        .map(handler -> "%s by %s".formatted(handler.command().getName(), handler.origin()))
        .toList();
  }

  /** The handlers of a participant, by the class of their commands. */
  public Map<Class<? extends SpecificRecord>, CommandHandler<SpecificRecord>> handlers(
      ParticipantName participant) {
    Map<Class<? extends SpecificRecord>, CommandHandler<SpecificRecord>> handlers =
        new LinkedHashMap<>();
    byCommand(byParticipant.getOrDefault(participant, List.of()))
        .forEach(
            (command, ofCommand) ->
                handlers.put(command, SurroundedHandler.of(one(ofCommand), around)));
    return handlers;
  }

  /** Adds a participant's handlers and their replies to its description. */
  public void addTo(ParticipantName participant, ParticipantBuilder builder) {
    handlers(participant).forEach((command, handler) -> add(builder, command, handler));
    Set<Class<? extends SpecificRecord>> replies = new LinkedHashSet<>();
    byParticipant
        .getOrDefault(participant, List.of())
        .forEach(handler -> replies.addAll(handler.replies()));
    replies.forEach(reply -> declare(builder, reply));
  }

  private static Map<Class<? extends SpecificRecord>, List<FoundHandler>> byCommand(
      List<FoundHandler> handlers) {
    Map<Class<? extends SpecificRecord>, List<FoundHandler>> all = new LinkedHashMap<>();
    handlers.forEach(
        handler -> all.computeIfAbsent(handler.command(), type -> new ArrayList<>()).add(handler));
    return all;
  }

  private static CommandHandler<SpecificRecord> one(List<FoundHandler> handlers) {
    CommandHandler<SpecificRecord> first = handlers.get(0).handler();
    return first instanceof TwoPhaseHandler ? first : new ActionHandlers(handlers);
  }

  private static void addRivals(List<FoundHandler> handlers, List<String> problems) {
    byCommand(handlers)
        .forEach(
            (command, ofCommand) -> {
              for (int later = 1; later < ofCommand.size(); later++) {
                FoundHandler second = ofCommand.get(later);
                ofCommand.subList(0, later).stream()
                    .filter(second::overlaps)
                    .forEach(first -> problems.add(rivalry(first, second)));
              }
            });
  }

  private static String rivalry(FoundHandler first, FoundHandler second) {
    return "%s and %s: expected one handler for %s of participant %s, but got both"
        .formatted(first.origin(), second.origin(), first.command().getName(), first.participant());
  }

  // The class and the handler were found together; the builder needs them to have one type.
  @SuppressWarnings("unchecked")
  private static void add(
      ParticipantBuilder builder,
      Class<? extends SpecificRecord> command,
      CommandHandler<SpecificRecord> handler) {
    ParticipantBuilder unused = builder.handle((Class<SpecificRecord>) command, handler);
  }

  private static void declare(ParticipantBuilder builder, Class<? extends SpecificRecord> reply) {
    ParticipantBuilder unused = builder.replies(reply);
  }
}
