package dev.sagas.spring.architecture.bad.testcontainers;

import org.h2.Driver;

final class BadTestcontainers {
  private BadTestcontainers() {}

  static Driver driver(Driver driver) {
    return driver;
  }
}
