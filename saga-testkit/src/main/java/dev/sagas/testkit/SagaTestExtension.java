package dev.sagas.testkit;

import dev.sagas.definition.SagaDefinition;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Implements {@link SagaTest}. */
final class SagaTestExtension
    implements BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SagaTestExtension.class);

  /** The kit of one test, and the fields that hold it. */
  private static final class Injected {
    private final SagaTestKit<?> kit;
    private final List<Slot> slots = new ArrayList<>();

    private Injected(SagaTestKit<?> kit) {
      this.kit = kit;
    }
  }

  /** A field of a test instance. */
  private record Slot(Field field, Object instance) {
    Object get() throws IllegalAccessException {
      field.setAccessible(true);
      return field.get(instance);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IllegalAccessException {
    for (Slot slot : slots(context)) {
      if (slot.get() == null && !Modifier.isFinal(slot.field().getModifiers())) {
        Injected injected = injected(context);
        slot.field().set(slot.instance(), injected.kit);
        injected.slots.add(slot);
      }
    }
  }

  /** Clears the fields, because an instance may serve several tests. */
  @Override
  public void afterEach(ExtensionContext context) throws IllegalAccessException {
    Injected injected = context.getStore(NAMESPACE).get(Injected.class, Injected.class);
    if (injected != null) {
      for (Slot slot : injected.slots) {
        slot.field().set(slot.instance(), null);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SagaTestKit.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return injected(context).kit;
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    for (SagaTestKit<?> kit : kits(context)) {
      for (SagaRun<?> saga : kit.runs()) {
        tell(saga, failure);
      }
    }
    throw failure;
  }

  private static void tell(SagaRun<?> saga, Throwable failure) {
    String history = String.join("\n", saga.history());
    if (!String.valueOf(failure.getMessage()).contains(history)) {
      SagaHistory told = new SagaHistory("Saga " + saga.id() + ":\n" + history);
      saga.world().setting().deployment().repeats().thrown().forEach(told::addSuppressed);
      failure.addSuppressed(told);
    }
  }

  private static Set<SagaTestKit<?>> kits(ExtensionContext context) throws IllegalAccessException {
    Set<SagaTestKit<?>> kits = new LinkedHashSet<>();
    Injected injected = context.getStore(NAMESPACE).get(Injected.class, Injected.class);
    if (injected != null) {
      kits.add(injected.kit);
    }
    for (Slot slot : slots(context)) {
      if (slot.get() instanceof SagaTestKit<?> kit) {
        kits.add(kit);
      }
    }
    return kits;
  }

  private static List<Slot> slots(ExtensionContext context) {
    List<Slot> slots = new ArrayList<>();
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      ReflectionSupport.findFields(
              instance.getClass(),
              field ->
                  field.getType() == SagaTestKit.class && !Modifier.isStatic(field.getModifiers()),
              HierarchyTraversalMode.TOP_DOWN)
          .forEach(field -> slots.add(new Slot(field, instance)));
    }
    return slots;
  }

  private static Injected injected(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            Injected.class, key -> new Injected(kit(definition(context))), Injected.class);
  }

  private static Class<? extends SagaDefinition<?>> definition(ExtensionContext context) {
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      SagaTest test =
          AnnotationSupport.findAnnotation(instance.getClass(), SagaTest.class).orElse(null);
      if (test != null) {
        return test.value();
      }
    }
    throw new ExtensionConfigurationException(
        "Expected the test class to be annotated with @SagaTest(YourDefinition.class)");
  }

  private static SagaTestKit<?> kit(Class<? extends SagaDefinition<?>> type) {
    try {
      Constructor<? extends SagaDefinition<?>> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return SagaTestKit.of(constructor.newInstance());
    } catch (ReflectiveOperationException e) {
      throw new ExtensionConfigurationException(
          "Expected " + type.getName() + " to have a no-argument constructor", e);
    }
  }
}
