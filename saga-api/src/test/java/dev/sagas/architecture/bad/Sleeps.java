package dev.sagas.architecture.bad;

final class Sleeps {
  private Sleeps() {}

  static void untilMorning() throws InterruptedException {
    Thread.sleep(1);
  }
}
