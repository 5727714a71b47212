package dev.sagas.spring.health;

import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.RegistryUnavailableException;
import dev.sagas.serde.SchemaNotRegisteredException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the schema registry answers. Thread-safe. */
public final class SagaRegistryHealthIndicator implements HealthIndicator {
  private final String url;
  private final String subject;
  private final RegistryClient registry;

  /** Asks the registry of these settings, once for each question. */
  public SagaRegistryHealthIndicator(Map<String, Object> settings, TopicNames topics) {
    this.url = String.valueOf(settings.get("schema.registry.url"));
    this.subject = topics.outcomes() + "-value";
    Map<String, Object> impatient = new HashMap<>(settings);
    impatient.put("max.retries", "0");
    impatient.put("http.connect.timeout.ms", "1000");
    impatient.put("http.read.timeout.ms", "2000");
    this.registry = RegistryClient.connect(impatient);
  }

  @Override
  public Health health() {
    Health.Builder health = Health.unknown().withDetail("url", url);
    try {
      int unused = registry.newestId(subject);
      return health.up().build();
    } catch (SchemaNotRegisteredException e) {
      return health
          .up()
          .withDetail("note", "no orchestrator has registered " + subject + " yet")
          .build();
    } catch (RegistryUnavailableException e) {
      return health.down().withDetail("reason", String.valueOf(e.getMessage())).build();
    }
  }
}
