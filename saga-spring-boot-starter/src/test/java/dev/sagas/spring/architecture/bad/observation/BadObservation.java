package dev.sagas.spring.architecture.bad.observation;

import org.h2.Driver;

final class BadObservation {
  private BadObservation() {}

  static Driver driver(Driver driver) {
    return driver;
  }
}
