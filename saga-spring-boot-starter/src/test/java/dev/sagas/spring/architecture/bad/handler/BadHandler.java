package dev.sagas.spring.architecture.bad.handler;

import org.h2.Driver;

final class BadHandler {
  private BadHandler() {}

  static Driver driver(Driver driver) {
    return driver;
  }
}
