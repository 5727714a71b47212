package dev.sagas.orchestrator.app;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** What of the operators' API can be set, besides where it listens. */
final class HttpProperties {
  private HttpProperties() {}

  static ConfigDef addTo(ConfigDef def) {
    return def.define(
        OrchestratorConfig.HTTP_MASKED_FIELDS,
        ConfigDef.Type.LIST,
        List.of(),
        Importance.MEDIUM,
        "Fields of payloads that viewers do not see, besides those that schemas declare as"
            + " sensitive: Type.field, or a path such as customer.card.number, …");
  }
}
