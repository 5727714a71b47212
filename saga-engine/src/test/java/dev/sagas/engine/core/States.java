package dev.sagas.engine.core;

import dev.sagas.engine.core.SagaState.SagaProgress;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** States of sagas that wait for one thing each. */
public final class States {
  public static final long START_MS = 1_700_000_000_000L;
  public static final Bytes DATA = Bytes.of("card-4711".getBytes(StandardCharsets.UTF_8));

  private States() {}

  /** Waits for a participant since {@code START_MS + sinceMs}. */
  public static SagaState executing(String id, long sinceMs) {
    return with(id, "order", step(StepStatus.EXECUTING, "payments", sinceMs));
  }

  /** Waits for a signal since {@code START_MS + sinceMs}. */
  public static SagaState waiting(String id, String type, long sinceMs) {
    return with(id, type, step(StepStatus.WAITING, "paid", sinceMs));
  }

  /** Has an incident in a step since {@code START_MS + sinceMs}. */
  public static SagaState stuck(String id, String code, long sinceMs) {
    SagaState state = with(id, "order", step(StepStatus.OUTCOME_UNKNOWN, "payments", sinceMs));
    return state.withProgress(
        new SagaProgress(
            state.data(),
            state.lastSequence(),
            state.steps(),
            List.of(new BufferedSignal(new SignalName("early"), "shop.Early", DATA)),
            state.unwind(),
            List.of(
                new Incident(
                    id + "/incident",
                    Optional.of(new StepName("pay")),
                    code,
                    "nobody knows",
                    START_MS + sinceMs,
                    7)),
            control()));
  }

  private static Control control() {
    return new Control(
        Optional.of(new Control.Pause("ada", "a look\u001b first", START_MS + 100)),
        Optional.empty(),
        Optional.empty(),
        true,
        List.of(),
        List.of());
  }

  /** The same saga with other labels. */
  public static SagaState labelled(SagaState saga, Map<String, String> labels) {
    SagaRequest request = saga.request();
    return new SagaState(
        saga.identity(),
        saga.chain(),
        saga.status(),
        saga.startedAtMs(),
        saga.updatedAtMs(),
        new SagaRequest(
            request.payloadDigest(), request.dataType(), request.deadlineAtMs(), labels),
        saga.progress(),
        saga.forgetAtMs());
  }

  /** Ended; nothing but its identity, labels and outcome is left. */
  public static SagaState ended(String id, SagaStatus outcome) {
    SagaState state = executing(id, 0);
    return new SagaState(
        state.identity(),
        state.chain(),
        outcome,
        state.startedAtMs(),
        START_MS + 500,
        state.request(),
        SagaProgress.begun(Bytes.EMPTY),
        OptionalLong.of(START_MS + 1_000));
  }

  private static SagaState with(String id, String type, StepState step) {
    return new SagaState(
        new SagaIdentity(new SagaId(id), new RunId("00ff00ff00ff"), new SagaType(type), 3),
        new ChainLink(7, Digest.ZERO),
        SagaStatus.RUNNING,
        START_MS,
        START_MS + 50,
        new SagaRequest(Digest.ZERO, "shop.Order", OptionalLong.empty(), Map.of("shop", "7")),
        new SagaProgress(
            DATA, 1, Steps.of(List.of(step)), List.of(), Optional.empty(), List.of(), Control.NONE),
        OptionalLong.empty());
  }

  private static StepState step(StepStatus status, String target, long sinceMs) {
    return new StepState(
        new StepName("pay"),
        status,
        new StepState.Attempts(1, OptionalInt.empty(), 2, 0),
        new StepState.Timer(OptionalLong.of(START_MS + 30_000), false, OptionalLong.empty()),
        new StepState.ExecuteOutcome(
            status == StepStatus.OUTCOME_UNKNOWN ? OptionalLong.of(1) : OptionalLong.empty(),
            false,
            Optional.empty()),
        START_MS + sinceMs,
        Optional.of(target).filter(named -> !named.isEmpty()));
  }
}
