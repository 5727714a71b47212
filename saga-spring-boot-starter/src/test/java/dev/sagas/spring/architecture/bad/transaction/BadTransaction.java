package dev.sagas.spring.architecture.bad.transaction;

import org.h2.Driver;

final class BadTransaction {
  private BadTransaction() {}

  static Driver driver(Driver driver) {
    return driver;
  }
}
