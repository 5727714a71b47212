package dev.sagas.spring.test;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.participant.CommandHandler;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.spring.handler.HandlerCatalog;
import dev.sagas.testkit.SagaTestKit;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes test kits of the definitions among an application's beans.
 *
 * <ul>
 *   <li>Commands for which the application has a handler are answered by it; the test scripts the
 *       other steps, and may script those again.
 *   <li>Each call gives a new kit.
 * </ul>
 */
public final class SagaTestKits {
  private final List<SagaDefinition<?>> definitions;
  private final Supplier<HandlerCatalog> finding;

  SagaTestKits(List<SagaDefinition<?>> definitions, Supplier<HandlerCatalog> finding) {
    this.definitions = List.copyOf(definitions);
    this.finding = finding;
  }

  /**
   * A kit of a definition.
   *
   * @throws IllegalArgumentException if no bean is of that class
   * @throws dev.sagas.spring.handler.InvalidHandlersException if a handler does not fit
   */
  public <D extends SpecificRecord> SagaTestKit<D> of(
      Class<? extends SagaDefinition<D>> definition) {
    SagaTestKit<D> kit =
        SagaTestKit.of(
            definitions.stream()
                .filter(definition::isInstance)
                .map(definition::cast)
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "Expected a bean of type %s, but the definitions are %s"
                                .formatted(definition.getName(), names()))));
    HandlerCatalog handlers = finding.get();
    for (ParticipantName participant : handlers.participants()) {
      handlers
          .handlers(participant)
          .forEach((command, handler) -> add(kit, participant, new Handled(command, handler)));
    }
    return kit;
  }

  private record Handled(
      Class<? extends SpecificRecord> command, CommandHandler<SpecificRecord> handler) {}

  // The class and the handler were found together; the kit needs them to have one type.
  @SuppressWarnings("unchecked")
  private static void add(SagaTestKit<?> kit, ParticipantName participant, Handled handled) {
    SagaTestKit<?> unused =
        kit.handle(
            participant.value(), (Class<SpecificRecord>) handled.command(), handled.handler());
  }

  private List<String> names() {
    return definitions.stream().map(each -> each.getClass().getName()).toList();
  }
}
