package dev.sagas.spring.architecture.bad.compose;

import org.h2.Driver;

final class BadCompose {
  private BadCompose() {}

  static Driver driver(Driver driver) {
    return driver;
  }
}
