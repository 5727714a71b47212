package dev.sagas.index.live;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.protocol.WaitReason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reduces states to what the index keeps of them; equal parts are kept once. Thread-safe. */
public final class SagaReader {
  /** Steps, participants and codes are few; what exceeds this is kept per saga. */
  private static final int MAX_SHARED = 100_000;

  private final Map<WaitKey, WaitKey> keys = new ConcurrentHashMap<>();
  private final Map<DefinitionVersion, DefinitionVersion> definitions = new ConcurrentHashMap<>();
  private final Map<Map<String, String>, Map<String, String>> labels = new ConcurrentHashMap<>();

  /** A reader that has read nothing yet. */
  public SagaReader() {}

  /** What is kept of a state, of an ended saga as well. */
  public LiveSaga read(SagaState state) {
    SagaIdentity identity = state.identity();
    List<WaitReason> reasons = WaitReasons.of(state);
    List<LiveWait> waits =
        reasons.size() == 1
            ? List.of(wait(state, reasons.get(0)))
            : reasons.stream().map(reason -> wait(state, reason)).toList();
    return new LiveSaga(
        identity.id(),
        shared(definitions, new DefinitionVersion(identity.type(), identity.version())),
        state.status(),
        state.chain().revision(),
        state.startedAtMs(),
        state.updatedAtMs(),
        state.request().labels().isEmpty() ? Map.of() : shared(labels, state.request().labels()),
        waits);
  }

  private LiveWait wait(SagaState state, WaitReason reason) {
    return new LiveWait(
        shared(keys, WaitKey.of(state, reason)),
        reason.step().flatMap(state::step).map(StepState::attempt).orElse(0),
        reason.sinceMs(),
        reason.untilMs());
  }

  private static <T> T shared(Map<T, T> known, T value) {
    T same = known.get(value);
    if (same != null) {
      return same;
    }
    if (known.size() < MAX_SHARED) {
      known.put(value, value);
    }
    return value;
  }
}
