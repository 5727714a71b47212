package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Superfluous records: repeated requests, foreign replies, wrong signals, idle timers. */
final class Noise {
  private static final long WITHIN_MS = 15_000;

  /** Most sagas are forgotten by then, and have their second run watched over. */
  private static final long AGAIN_AFTER_MS = SimulatedSaga.TOMBSTONE.toMillis() * 2;

  private static final int OF_EACH = 3;
  private static final int NO_EPOCH = 1_000_000;
  private static final RunId OTHER_RUN = new RunId("0123456789ab");
  private static final HexFormat HEX = HexFormat.of();
  private static final int RUN_DIGITS = 12;
  private static final SignalName UNKNOWN = new SignalName("unknown");

  private final SagaCase saga;
  private final Surroundings world;
  private final long startsAtMs;

  Noise(SagaCase saga, Surroundings world, long startsAtMs) {
    this.saga = saga;
    this.world = world;
    this.startsAtMs = startsAtMs;
  }

  /** Plans the request and everything else that comes from itself. */
  void plan() {
    SagaInput.Start request = request(SyntheticSaga.data(saga.dice().bits(1)), 1);
    boolean invalid = saga.strikes(SimulatedFaultKind.START_INVALID, 1);
    world.timeline().at(startsAtMs, () -> saga.append(invalid ? invalid(request) : request));
    if (saga.strikes(SimulatedFaultKind.START_AGAIN, 2)) {
      SagaInput.Start anew = request(request.payload(), 2);
      world.timeline().at(startsAtMs + AGAIN_AFTER_MS, () -> saga.append(anew));
    }
    for (int number = 0; number < OF_EACH; number++) {
      long key = Dice.key(55, number);
      plan(SimulatedFaultKind.START_REPEATED, key, again(request, key));
      plan(SimulatedFaultKind.TIMER_SPURIOUS, key, new SagaInput.TimerDue(saga.engine().id()));
      plan(SimulatedFaultKind.SIGNAL_WRONG, key, wrongSignal(key));
      plan(SimulatedFaultKind.REPLY_FOREIGN, key, foreignReply(request, key));
    }
  }

  private void plan(SimulatedFaultKind kind, long key, SagaInput input) {
    long atMs =
        startsAtMs + saga.dice().between(-500, WITHIN_MS, Dice.key(kind.name().hashCode(), key));
    if (saga.strikes(kind, key)) {
      world.timeline().at(atMs, () -> saga.append(input));
    }
  }

  private SagaInput.Start request(Bytes payload, long key) {
    RunId run = new RunId(HEX.toHexDigits(saga.dice().bits(key), RUN_DIGITS));
    return new SagaInput.Start(
        saga.engine().id(),
        run,
        SimulatedDeployment.TYPE.value(),
        OptionalInt.empty(),
        payload,
        Map.of("index", Integer.toString(saga.index())));
  }

  private SagaInput.Start invalid(SagaInput.Start request) {
    int dice = (int) saga.dice().between(0, 2, 3);
    return new SagaInput.Start(
        request.sagaId(),
        request.run(),
        dice == 0 ? "Not a type" : request.type(),
        dice == 1 ? OptionalInt.of(9) : request.version(),
        dice == 2 ? SyntheticSaga.badData() : request.payload(),
        request.labels());
  }

  private SagaInput.Start again(SagaInput.Start request, long key) {
    boolean same = saga.dice().between(0, 1, key) == 0;
    return request(same ? request.payload() : SyntheticSaga.data(key), key);
  }

  private SagaInput wrongSignal(long key) {
    List<SignalName> names =
        saga.sketch().steps().stream()
            .flatMap(step -> step.plan().asSignal().stream())
            .map(StepPlan.Signal::signal)
            .toList();
    boolean unknown = names.isEmpty() || saga.dice().between(0, 1, key) == 0;
    return new SagaInput.Signal(
        saga.engine().id(),
        unknown ? UNKNOWN : names.get(0),
        SyntheticSaga.data(key & 0xff),
        unknown ? DefinitionMaker.SIGNAL_TYPE : "sim.Other");
  }

  /** Of another run, or of an epoch that the saga never comes to. */
  private SagaInput foreignReply(SagaInput.Start request, long key) {
    List<StepName> steps = saga.sketch().steps().stream().map(StepSketch::name).toList();
    boolean other = saga.dice().between(0, 1, key) == 0;
    StepName step = steps.get((int) saga.dice().between(0, steps.size() - 1, Dice.key(key, 1)));
    StepOutcome[] outcomes = StepOutcome.values();
    DeduplicationKey command =
        new DeduplicationKey(
            saga.engine().id(),
            other ? OTHER_RUN : request.run(),
            step,
            saga.dice().between(0, 1, Dice.key(key, 2)) == 0 ? Action.EXECUTE : Action.COMPENSATE,
            other ? 1 : NO_EPOCH);
    return Participants.reply(
        new CommandId(command, 1),
        outcomes[(int) saga.dice().between(0, outcomes.length - 1, Dice.key(key, 3))]);
  }
}
