package dev.sagas.dev.kafka;

import java.util.Locale;

/**
 * The locale of a process in which brokers run.
 *
 * <ul>
 *   <li>Kafka's server names files and reads settings by the process's locale: with Arabic digits
 *       it does not find its own segments again, and under Turkish rules it does not know its own
 *       settings. So the process has {@link Locale#ROOT} while one runs.
 *   <li>The last broker that stops restores the former locale, unless another one has been set
 *       since.
 * </ul>
 */
final class BrokerLocale {
  private static int brokers;
  private static Locale former = Locale.ROOT;

  private BrokerLocale() {}

  static synchronized void enter() {
    if (brokers == 0) {
      former = Locale.getDefault();
    }
    brokers++;
    Locale.setDefault(Locale.ROOT);
  }

  static synchronized void leave() {
    brokers--;
    if (brokers == 0 && Locale.getDefault().equals(Locale.ROOT)) {
      Locale.setDefault(former);
    }
  }
}
