package dev.sagas.spring.architecture.bad.health;

import org.h2.Driver;

final class BadHealth {
  private BadHealth() {}

  static Driver driver(Driver driver) {
    return driver;
  }
}
