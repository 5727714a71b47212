package dev.sagas.operate.bulk;

import dev.sagas.index.live.LiveSaga;
import dev.sagas.protocol.SignalName;
import java.util.Optional;

/**
 * Which sagas a signal to many is for: of those that a filter selects, the ones that wait for it.
 *
 * <ul>
 *   <li>So none is given a signal that it would keep, or refuse; and one that took it is not
 *       selected again.
 * </ul>
 *
 * @param signal its name
 */
public record SignalSelection(SignalName signal) {
  /** Whether a saga waits for it. */
  public boolean includes(LiveSaga saga) {
    return saga.waits().stream()
        .anyMatch(wait -> wait.key().signal().equals(Optional.of(signal.value())));
  }

  /** What the signal would do to a saga, in words. */
  public String preview(LiveSaga saga) {
    return includes(saga)
        ? "takes " + signal + ", which it waits for"
        : "does not wait for " + signal + " now: keeps it until it does, or refuses it";
  }
}
