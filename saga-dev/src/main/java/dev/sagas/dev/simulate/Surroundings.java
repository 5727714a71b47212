package dev.sagas.dev.simulate;

/** What all sagas of a world share outside their partitions. */
record Surroundings(Timeline timeline, FaultSchedule faults) {}
