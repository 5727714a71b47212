package dev.sagas.spring;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the orchestrator's HTTP is, for tools that ask it; participants do not need it. A bean of
 * this type takes precedence over the properties.
 */
public interface SagaOrchestratorConnectionDetails extends ConnectionDetails {
  /** The address, such as {@code http://orchestrator:8080}. */
  String url();
}
