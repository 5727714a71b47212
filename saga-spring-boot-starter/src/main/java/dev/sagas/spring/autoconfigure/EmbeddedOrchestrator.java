package dev.sagas.spring.autoconfigure;

import dev.sagas.definition.SagaDefinition;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.spring.SagaSettings;
import dev.sagas.spring.lifecycle.RunningPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/** An orchestrator that runs the definitions of an application. */
record EmbeddedOrchestrator(OrchestratorConfig config) {
  private static final int NEEDED_MAJOR = 4;
  private static final int NEEDED_MINOR = 4;
  private static final List<String> OF_BOTH = List.of("schema.registry.", "saga.", "claim.check.");
  private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");

  /**
   * Checks what can be checked before it starts.
   *
   * @param properties its own properties; they win over the application's settings
   * @throws IllegalStateException if a definition cannot be made again from its class, or Kafka's
   *     libraries are too old
   */
  static EmbeddedOrchestrator of(
      List<SagaDefinition<?>> definitions, SagaSettings settings, Map<String, String> properties) {
    requireKafka(kafkaVersion());
    Map<String, Object> all = shared(settings);
    all.put(
        OrchestratorConfig.BOOTSTRAP_SERVERS,
        String.valueOf(settings.values().get(OrchestratorConfig.BOOTSTRAP_SERVERS)));
    all.put(OrchestratorConfig.TOPIC_PREFIX, settings.topics().prefix());
    all.put(
        OrchestratorConfig.DEFINITIONS,
        definitions.stream().map(EmbeddedOrchestrator::className).toList());
    all.putAll(properties);
    return new EmbeddedOrchestrator(new OrchestratorConfig(all));
  }

  /** The settings of the application's clients that are an orchestrator's as well. */
  static Map<String, Object> shared(SagaSettings settings) {
    Map<String, Object> shared = new HashMap<>();
    settings
        .values()
        .forEach(
            (name, value) -> {
              if (OF_BOTH.stream().anyMatch(name::startsWith)) {
                shared.put(name, value);
              } else if (!name.startsWith("consumer.") && !name.startsWith("producer.")) {
                shared.put("kafka." + name, value);
              }
            });
    return shared;
  }

  /** From Kafka's own file: the class that reads it is internal, and moved in 4.4. */
  private static String kafkaVersion() {
    Properties version = new Properties();
    try (InputStream file =
        CommonClientConfigs.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      if (file != null) {
        version.load(new InputStreamReader(file, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read the version of Kafka's libraries", e);
    }
    return version.getProperty("version", "unknown");
  }

  static void requireKafka(String version) {
    Matcher parts = VERSION.matcher(version);
    boolean fits =
        parts.lookingAt()
            && (Integer.parseInt(parts.group(1)) > NEEDED_MAJOR
                || (Integer.parseInt(parts.group(1)) == NEEDED_MAJOR
                    && Integer.parseInt(parts.group(2)) >= NEEDED_MINOR));
    if (!fits) {
      throw new IllegalStateException(
          """
          Expected Kafka's libraries of version %s.%s or newer for an embedded orchestrator, but \
          they are %s: set the build's property kafka.version, or saga.orchestrator.enabled=false\
          """
              .formatted(NEEDED_MAJOR, NEEDED_MINOR, version));
    }
  }

  // The orchestrator makes its own instance, and makes it again for replays.
  private static String className(SagaDefinition<?> definition) {
    Class<?> type = AopUtils.getTargetClass(definition);
    if (!ClassUtils.hasConstructor(type)) {
      throw new IllegalStateException(
          """
          Expected definition %s to have a public constructor without parameters: it is made \
          again from its class, and must not depend on beans\
          """
              .formatted(type.getName()));
    }
    return type.getName();
  }

  RunningPart start() {
    Orchestrator started = Orchestrator.start(config);
    CountDownLatch closed = new CountDownLatch(1);
    return new RunningPart() {
      @Override
      public void await() throws InterruptedException {
        closed.await();
      }

      @Override
      public void close() {
        started.close();
        closed.countDown();
      }
    };
  }
}
