package dev.sagas.spring;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** Where the schema registry is. A bean of this type takes precedence over the properties. */
public interface SagaRegistryConnectionDetails extends ConnectionDetails {
  /** The address of its REST API with Confluent's paths. */
  String url();
}
