package dev.sagas.testkit.simulate;

/** What all sagas of a world share outside their partitions. */
record Surroundings(Timeline timeline, Weather weather) {}
