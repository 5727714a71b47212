package dev.sagas.chaos.run;

import dev.sagas.chaos.fault.Fault;
import dev.sagas.chaos.net.LinkCondition;

/** What a fault of the network does to the links of the process that it hits. */
final class LinkFault {
  private LinkFault() {}

  /** Of the links on which it is connected to. */
  static LinkCondition towards(Fault fault) {
    return switch (fault.kind()) {
      case CUT_OUTBOUND -> LinkCondition.heldToClient();
      case CUT_INBOUND -> LinkCondition.heldToTarget();
      default -> bothWays(fault);
    };
  }

  /** Of the links on which it connects. */
  static LinkCondition from(Fault fault) {
    return switch (fault.kind()) {
      case CUT_OUTBOUND -> LinkCondition.heldToTarget();
      case CUT_INBOUND -> LinkCondition.heldToClient();
      default -> bothWays(fault);
    };
  }

  private static LinkCondition bothWays(Fault fault) {
    return switch (fault.kind()) {
      case DELAY -> LinkCondition.delayed(fault.delayMs());
      case SLOW -> LinkCondition.slow(fault.bytesPerSecond());
      case HALF_OPEN -> LinkCondition.halfOpen();
      // Half of them as a cable that is pulled, half of them as a firewall that rejects.
      default -> fault.atMs() % 2 == 0 ? LinkCondition.held() : LinkCondition.cut();
    };
  }
}
