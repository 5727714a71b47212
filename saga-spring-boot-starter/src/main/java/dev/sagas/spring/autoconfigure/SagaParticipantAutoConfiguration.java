package dev.sagas.spring.autoconfigure;

import dev.sagas.participant.JdbcFence;
import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.Participant;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.spring.ParticipantCustomizer;
import dev.sagas.spring.SagaSettings;
import dev.sagas.spring.handler.HandlerAround;
import dev.sagas.spring.handler.HandlerCatalog;
import dev.sagas.spring.lifecycle.ManagedPart;
import dev.sagas.spring.lifecycle.PartSource;
import dev.sagas.spring.lifecycle.ParticipantParts;
import dev.sagas.spring.lifecycle.SagaLifecycle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** The participants of this application, and the lifecycle of all that runs in the background. */
@AutoConfiguration(
    after = {SagaConnectionAutoConfiguration.class, SagaFenceAutoConfiguration.class})
public class SagaParticipantAutoConfiguration {
  @Bean
  ParticipantsOfHandlers sagaParticipantsOfHandlers(
      ConfigurableListableBeanFactory beans,
      SagaSettings settings,
      SagaProperties properties,
      Environment environment) {
    Optional<ParticipantName> name =
        Optional.ofNullable(properties.participant().name())
            .filter(given -> !given.isBlank())
            .map(ParticipantName::new);
    List<HandlerAround> arounds =
        beans.getBeanProvider(HandlerAround.class).orderedStream().toList();
    return new ParticipantsOfHandlers(
        () -> HandlerCatalog.of(beans, name, HandlerAround.all(arounds)),
        settings,
        properties.participant(),
        new ParticipantsOfHandlers.Environment(
            Optional.ofNullable(beans.getBeanProvider(JdbcFence.class).getIfAvailable()),
            Optional.ofNullable(beans.getBeanProvider(KafkaFence.class).getIfAvailable()),
            handlerThreads(environment),
            beans.getBeanProvider(ParticipantCustomizer.class).orderedStream().toList()));
  }

  /** Participants that the application has built itself. */
  @Bean
  PartSource sagaParticipantBeans(ObjectProvider<Participant> participants) {
    List<ManagedPart> parts =
        participants
            .orderedStream()
            .map(built -> ParticipantParts.part(built.name().value(), () -> built))
            .toList();
    return () -> parts;
  }

  @Bean
  @ConditionalOnMissingBean
  SagaLifecycle sagaLifecycle(ObjectProvider<PartSource> sources, SagaProperties properties) {
    List<PartSource> all = sources.orderedStream().toList();
    return new SagaLifecycle(
        () -> all.stream().flatMap(source -> source.parts().stream()).toList(),
        properties.autoStartup());
  }

  private static Optional<ThreadFactory> handlerThreads(Environment environment) {
    return Threading.VIRTUAL.isActive(environment)
        ? Optional.of(new VirtualThreadTaskExecutor("saga-handler-").getVirtualThreadFactory())
        : Optional.empty();
  }
}
