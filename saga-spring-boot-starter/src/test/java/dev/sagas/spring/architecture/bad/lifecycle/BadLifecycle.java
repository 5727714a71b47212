package dev.sagas.spring.architecture.bad.lifecycle;

import org.h2.Driver;

final class BadLifecycle {
  private BadLifecycle() {}

  static Driver driver(Driver driver) {
    return driver;
  }
}
