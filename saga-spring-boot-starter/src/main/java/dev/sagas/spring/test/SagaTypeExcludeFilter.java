package dev.sagas.spring.test;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.participant.AsyncCommandHandler;
import dev.sagas.participant.CommandHandler;
import dev.sagas.spring.SagaParticipant;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Leaves the components out that have nothing to do with sagas. */
final class SagaTypeExcludeFilter
    extends StandardAnnotationCustomizableTypeExcludeFilter<SagaSliceTest> {
  SagaTypeExcludeFilter(Class<?> testClass) {
    super(testClass);
  }

  @Override
  protected Set<Class<?>> getKnownIncludes() {
    return Set.of(
        SagaDefinition.class,
        SagaParticipant.class,
        CommandHandler.class,
        AsyncCommandHandler.class);
  }
}
