package dev.sagas.engine.architecture.bad.core;

final class BadAsksMath {
  private BadAsksMath() {}

  static double draw() {
    return Math.random();
  }
}
