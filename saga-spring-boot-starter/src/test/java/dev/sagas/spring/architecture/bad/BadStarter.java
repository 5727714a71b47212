package dev.sagas.spring.architecture.bad;

import org.h2.Driver;

final class BadStarter {
  private BadStarter() {}

  static Driver driver(Driver driver) {
    return driver;
  }
}
