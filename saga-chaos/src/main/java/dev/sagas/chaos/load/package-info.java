/**
 * The sagas of a chaos run: definitions of random shape, their participants, and clients.
 *
 * <p>The shape follows from a seed alone: {@link dev.sagas.chaos.load.ChaosDefinitions} names the
 * classes that orchestrators load, {@link dev.sagas.chaos.load.ChaosParticipant} is a participant's
 * process, {@link dev.sagas.chaos.load.ChaosDatabase} reads what the participants did, and {@link
 * dev.sagas.chaos.load.ChaosLoad} starts, signals and operates sagas while everything around them
 * fails. For developers who inject faults.
 */
@NullMarked
package dev.sagas.chaos.load;

import org.jspecify.annotations.NullMarked;
