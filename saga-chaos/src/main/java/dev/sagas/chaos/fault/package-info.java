/**
 * Which faults happen when: decided by a seed, before the run.
 *
 * <p>{@link dev.sagas.chaos.fault.FaultSelection} reads what {@code --faults} allows, and {@link
 * dev.sagas.chaos.fault.FaultPlan#of} makes the schedule. Nothing here touches a process or a
 * network. For readers who add a kind of fault. Uses no other package of this module.
 */
@NullMarked
package dev.sagas.chaos.fault;

import org.jspecify.annotations.NullMarked;
