package dev.sagas.architecture.bad;

final class Prints {
  private Prints() {}

  static void hello() {
    System.out.println("hello");
  }
}
