package dev.sagas.dev.simulate;

import java.util.SplittableRandom;

/**
 * How rough the world is to one saga.
 *
 * @param network multiplies the chances of what happens to records
 * @param participants multiplies the chances of what happens in participants
 * @param outside multiplies the chances of odd requests and signals
 * @param operators how many actions an operator takes at random
 * @param definition multiplies the chances of a faulty definition
 */
record FaultRates(
    double network, double participants, double outside, int operators, double definition) {
  static FaultRates drawn(SplittableRandom random) {
    return new FaultRates(
        scale(random), scale(random), scale(random), operators(random), scale(random));
  }

  /** Quiet, ordinary or wild. */
  private static double scale(SplittableRandom random) {
    int dice = random.nextInt(10);
    return dice < 2 ? 0 : dice < 7 ? 1 : 3;
  }

  private static int operators(SplittableRandom random) {
    int dice = random.nextInt(10);
    return dice < 3 ? 0 : dice < 7 ? 1 + random.nextInt(3) : 4 + random.nextInt(8);
  }

  /** How likely the fault is where it is possible. */
  double chance(SimulatedFaultKind kind) {
    return switch (kind) {
      case COMMAND_LOST, REPLY_LOST -> 0.06 * network;
      case COMMAND_DUPLICATED, REPLY_DUPLICATED -> 0.08 * network;
      case COMMAND_DELAYED, REPLY_DELAYED -> 0.08 * network;
      case TIMER_LATE -> 0.05 * network;
      case TIMER_BEFORE_RECORDS -> 0.3 * network;
      case PARTICIPANT_CRASH -> 0.04 * participants;
      case TECHNICAL_FAILURE -> 0.2 * participants;
      case EXECUTE_REJECTED -> 0.06 * participants;
      case COMPENSATE_REJECTED -> 0.1 * participants;
      case SIGNAL_EARLY, SIGNAL_LATE, SIGNAL_DUPLICATED, SIGNAL_MISSING, SIGNAL_REFUSES ->
          0.15 * outside;
      case REPLY_FOREIGN, SIGNAL_WRONG, START_REPEATED, TIMER_SPURIOUS -> 0.1 * outside;
      case START_INVALID, START_AGAIN -> 0.02 * outside;
      case OPERATION -> 1;
      case OPERATION_DUPLICATED -> 0.3;
      case DEFINITION_FAULT, VERSION_MISSING -> 0.06 * definition;
      case OUTPUT_REFUSED -> 0.005 * definition;
      case PARTICIPANT_DOWN, ORCHESTRATOR_CRASH, LONG_OUTAGE, CLOCK_SKEW -> 0;
    };
  }
}
