package dev.sagas.testkit;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A test's scripts of participants and signals. May be changed while a saga runs. */
final class Scripts {
  private static final StepScript SUCCESS = new StepScript(Optional.empty()).succeeds();

  private final Map<Action, Map<StepName, StepScript>> ofSteps = new EnumMap<>(Action.class);
  private final Map<SignalName, SignalScript> ofSignals = new HashMap<>();
  private Optional<StepScript> ofOthers = Optional.empty();

  StepScript put(ScriptedStep step) {
    StepScript script = new StepScript(Optional.of(step));
    ofSteps
        .computeIfAbsent(step.action(), action -> new HashMap<>())
        .put(step.step().name(), script);
    return script;
  }

  StepScript putOthers() {
    StepScript script = new StepScript(Optional.empty());
    ofOthers = Optional.of(script);
    return script;
  }

  void put(SignalName signal, SignalScript script) {
    ofSignals.put(signal, script);
  }

  /** The script of a command; a compensation without one succeeds. */
  Optional<StepScript> of(ScriptedStep step) {
    StepScript own = ofSteps.getOrDefault(step.action(), Map.of()).get(step.step().name());
    if (own != null) {
      return Optional.of(own);
    }
    return step.action() == Action.COMPENSATE ? Optional.of(SUCCESS) : ofOthers;
  }

  Optional<SignalScript> of(SignalName signal) {
    return Optional.ofNullable(ofSignals.get(signal));
  }
}
