package dev.sagas.spring.architecture.bad.test;

import org.h2.Driver;

final class BadSlice {
  private BadSlice() {}

  static Driver driver(Driver driver) {
    return driver;
  }
}
