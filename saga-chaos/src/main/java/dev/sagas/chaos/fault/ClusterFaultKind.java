package dev.sagas.chaos.fault;

import java.util.Locale;

/** What can be done to a process, its network, its disk, its clock or its records. */
public enum ClusterFaultKind {
  /** {@code SIGKILL}; started again after the duration. */
  KILL(FaultGroup.PROCESSES),
  /** {@code SIGTERM}; started again after the duration, counted from its end. */
  TERMINATE(FaultGroup.PROCESSES),
  /** {@code SIGSTOP}, and {@code SIGCONT} after the duration: past the session time-outs. */
  FREEZE(FaultGroup.PROCESSES),
  /** No byte passes in either direction. */
  CUT(FaultGroup.NETWORK),
  /** What the process sends does not arrive; it still receives. */
  CUT_OUTBOUND(FaultGroup.NETWORK),
  /** What is sent to the process does not arrive; it still sends. */
  CUT_INBOUND(FaultGroup.NETWORK),
  /** Everything arrives later, by {@link Fault#delayMs} in each direction. */
  DELAY(FaultGroup.NETWORK),
  /** A narrow link: {@link Fault#bytesPerSecond} in each direction. */
  SLOW(FaultGroup.NETWORK),
  /** Connections are accepted and kept, and stay silent. */
  HALF_OPEN(FaultGroup.NETWORK),
  /** {@code SIGKILL}, and the state directory is deleted before the process starts again. */
  STATE_LOST(FaultGroup.STATE),
  /** {@code SIGKILL}, and a start on a state directory that refuses writes for the duration. */
  STATE_READ_ONLY(FaultGroup.STATE),
  /** The file system of the state directory has no free byte for the duration. */
  STATE_FULL(FaultGroup.STATE),
  /** The wall clock is wrong by {@link Fault#clockStepMs} for the duration. */
  CLOCK_STEP(FaultGroup.CLOCK),
  /** {@code SIGTERM} and start of every process of the role, one after the other. */
  ROLLING_RESTART(FaultGroup.PROCESSES),
  /** A rolling restart with a second version of every definition beside the first. */
  UPGRADE(FaultGroup.PROCESSES),
  /** The leadership of partitions moves to other brokers; no process ends. */
  LEADERS_MOVED(FaultGroup.PROCESSES),
  /** Half of what is sent to the role is sent to it again, later and in another order. */
  REPEAT(FaultGroup.DELIVERIES);

  private final FaultGroup group;

  ClusterFaultKind(FaultGroup group) {
    this.group = group;
  }

  /** The name in {@code --faults}, in plans and in reports, such as {@code cut-outbound}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The group that selects this kind in {@code --faults}. */
  public FaultGroup group() {
    return group;
  }

  /** Whether it hits all processes of the role, one after the other. */
  public boolean isOfAll() {
    return this == ROLLING_RESTART || this == UPGRADE;
  }

  /** Whether processes of the role can be hit by this kind. */
  public boolean canHit(TargetRole role) {
    return switch (this) {
      case KILL, TERMINATE, FREEZE -> role != TargetRole.PEERS;
      case CUT, CUT_OUTBOUND, CUT_INBOUND, DELAY, SLOW, HALF_OPEN -> true;
      case STATE_LOST, STATE_READ_ONLY, STATE_FULL -> role == TargetRole.ORCHESTRATOR;
      case CLOCK_STEP, REPEAT -> role == TargetRole.ORCHESTRATOR || role == TargetRole.PARTICIPANT;
      case ROLLING_RESTART -> role.isInMany() && role != TargetRole.PEERS;
      case UPGRADE -> role == TargetRole.ORCHESTRATOR;
      case LEADERS_MOVED -> role == TargetRole.BROKER;
    };
  }
}
