package dev.sagas.dev.simulate;

/**
 * A fault that happened.
 *
 * @param id tells it from every other one of the same saga; the same in every run of one seed
 */
record Fault(long id, SimulatedFaultKind kind) {}
