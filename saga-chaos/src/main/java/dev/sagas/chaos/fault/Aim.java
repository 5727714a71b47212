package dev.sagas.chaos.fault;

import java.util.Locale;

/** Which process of a role a fault hits; resolved when the fault begins. */
public enum Aim {
  /** The one that {@link Fault#instance} numbers. */
  INSTANCE,
  /** The broker that leads the partition that {@link Fault#instance} numbers. */
  LEADER,
  /** The broker that is the active controller. */
  CONTROLLER,
  /** The broker that coordinates the consumer group of the orchestrators. */
  COORDINATOR;

  /** The name in plans and in reports. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
