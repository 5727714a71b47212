package dev.sagas.dev.operate;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.WaitReason;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.schema.StepFailure;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A platform with one saga for each way in which a saga waits, named after it, such as {@code
 * reply-1}; and {@code ended-1}, which an operator has ended. None is held back: nothing is
 * bounded.
 */
final class OneOfEachWait {
  /** What they wait for. */
  static final Set<WaitReason.Kind> KINDS =
      EnumSet.complementOf(EnumSet.of(WaitReason.Kind.CAPACITY));

  private static final StepFailure FAILURE = new StepFailure("SCRIPTED", "full", Map.of());

  private OneOfEachWait() {}

  static OperatedPlatform start(Path dataDir) throws Exception {
    OperatedPlatform sagas = OperatedPlatform.start(dataDir);
    sagas.startTrip("reply-1");
    sagas.startTrip("retry-1");
    sagas.startTripToApproval("signal-1", 1);
    sagas.startTripToApproval("sleep-1", GuidedTrip.SHORT_DAYS + 1);
    sagas.startTripToApproval("paused-1", 1);
    sagas.startTripToApproval("incident-1", 1);
    sagas.startTripToApproval("ended-1", 1);
    sagas.reply(sagas.command("cars", "retry-1", 0), "failed", FAILURE);
    sagas.saga("approve", "sleep-1", "go");
    sagas.act("pause", "paused-1");
    sagas.saga("approve", "incident-1", "go");
    sagas.reply(
        sagas.command("hotels", "incident-1", 0), "succeeded", new HotelBooked("incident-1", "h"));
    sagas.reply(sagas.command("flights", "incident-1", 0), "rejected", FAILURE);
    sagas.act("end", "ended-1");
    sagas.awaitWait("reply-1", WaitReason.Kind.REPLY);
    sagas.awaitWait("retry-1", WaitReason.Kind.RETRY);
    sagas.awaitWait("incident-1", WaitReason.Kind.INCIDENT);
    sagas.awaitState("ended-1", state -> state.status() == SagaStatus.ENDED_BY_OPERATOR);
    return sagas;
  }
}
