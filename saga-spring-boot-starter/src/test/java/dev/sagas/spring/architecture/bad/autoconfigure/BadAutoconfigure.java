package dev.sagas.spring.architecture.bad.autoconfigure;

import org.h2.Driver;

final class BadAutoconfigure {
  private BadAutoconfigure() {}

  static Driver driver(Driver driver) {
    return driver;
  }
}
