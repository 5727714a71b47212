package dev.sagas.spring.handler;

import dev.sagas.participant.AsyncCommandHandler;
import dev.sagas.participant.CommandHandler;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.spring.SagaHandler;
import dev.sagas.spring.SagaParticipant;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** Looks through an application's beans for handlers. Creates none of them. */
final class HandlerBeans {
  private static final Set<Action> BOTH = EnumSet.allOf(Action.class);

  private final ConfigurableListableBeanFactory beans;
  private final Optional<ParticipantName> byDefault;
  private final List<FoundHandler> found = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private HandlerBeans(ConfigurableListableBeanFactory beans, Optional<ParticipantName> byDefault) {
    this.beans = beans;
    this.byDefault = byDefault;
  }

  /**
   * All handlers.
   *
   * @throws InvalidHandlersException if one does not fit
   */
  static List<FoundHandler> in(
      ConfigurableListableBeanFactory beans, Optional<ParticipantName> byDefault) {
    HandlerBeans search = new HandlerBeans(beans, byDefault);
    for (String name : beans.getBeanDefinitionNames()) {
      if (!ScopedProxyUtils.isScopedTarget(name)) {
        search.look(name);
      }
    }
    if (!search.problems.isEmpty()) {
      throw new InvalidHandlersException(search.problems);
    }
    return List.copyOf(search.found);
  }

  private void look(String name) {
    Class<?> type = beans.getType(name, false);
    if (type == null) {
      return;
    }
    Class<?> userType = ClassUtils.getUserClass(type);
    MetadataLookup<@Nullable SagaHandler> lookup =
        method -> AnnotatedElementUtils.findMergedAnnotation(method, SagaHandler.class);
    Map<Method, @Nullable SagaHandler> methods = MethodIntrospector.selectMethods(userType, lookup);
    methods.forEach(
        (method, annotation) -> {
          if (annotation != null) {
            addMethod(name, userType, method, annotation);
          }
        });
    if (CommandHandler.class.isAssignableFrom(type)) {
      addBean(name, CommandHandler.class);
    } else if (AsyncCommandHandler.class.isAssignableFrom(type)) {
      addBean(name, AsyncCommandHandler.class);
    }
  }

  private void addMethod(String bean, Class<?> type, Method method, SagaHandler annotation) {
    String origin =
        "method %s.%s of bean '%s'".formatted(type.getSimpleName(), method.getName(), bean);
    try {
      HandlerSignature signature = HandlerSignature.of(method, type);
      List<Class<? extends SpecificRecord>> replies = new ArrayList<>(repliesOfBean(bean));
      replies.addAll(List.of(annotation.replies()));
      signature.reply().ifPresent(replies::add);
      found.add(
          new FoundHandler(
              origin,
              participantOf(bean),
              signature.command(),
              Set.of(annotation.action()),
              replies,
              new MethodCommandHandler(origin, signature, method, () -> beans.getBean(bean))));
    } catch (IllegalArgumentException e) {
      problems.add(origin + ": " + e.getMessage());
    }
  }

  private void addBean(String bean, Class<?> kind) {
    String origin = "bean '%s'".formatted(bean);
    try {
      found.add(
          new FoundHandler(
              origin,
              participantOf(bean),
              commandOf(bean, kind),
              BOTH,
              repliesOfBean(bean),
              BeanHandlers.of(origin, beans.getBean(bean))));
    } catch (IllegalArgumentException e) {
      problems.add(origin + ": " + e.getMessage());
    }
  }

  private Class<? extends SpecificRecord> commandOf(String bean, Class<?> kind) {
    ResolvableType declared = beans.getMergedBeanDefinition(bean).getResolvableType();
    Class<?> command = declared.as(kind).getGeneric().resolve(Object.class);
    if (!SpecificRecord.class.isAssignableFrom(command) || command.isInterface()) {
      throw new IllegalArgumentException(
          "expected its declared type to name the command, as in %s<ReserveStock>"
              .formatted(kind.getSimpleName()));
    }
    return command.asSubclass(SpecificRecord.class);
  }

  private List<Class<? extends SpecificRecord>> repliesOfBean(String bean) {
    return annotationOf(bean).map(annotation -> List.of(annotation.replies())).orElse(List.of());
  }

  private ParticipantName participantOf(String bean) {
    return annotationOf(bean)
        .map(annotation -> new ParticipantName(annotation.value()))
        .or(() -> byDefault)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected @SagaParticipant, or a participant's name in the property"
                        + " saga.participant.name"));
  }

  private Optional<SagaParticipant> annotationOf(String bean) {
    return Optional.ofNullable(beans.findAnnotationOnBean(bean, SagaParticipant.class, false));
  }
}
