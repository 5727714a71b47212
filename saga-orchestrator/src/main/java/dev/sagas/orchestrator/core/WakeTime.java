package dev.sagas.orchestrator.core;

/**
 * When a sleep ends.
 *
 * @param atMs epoch ms
 * @param absolute true for an instant that a pause does not shift (R15)
 */
public record WakeTime(long atMs, boolean absolute) {}
