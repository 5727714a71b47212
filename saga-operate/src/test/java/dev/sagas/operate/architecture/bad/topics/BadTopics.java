package dev.sagas.operate.architecture.bad.topics;

import dev.sagas.operate.architecture.bad.doctor.BadDoctor;

/** Topics must not depend on the doctor. */
public record BadTopics(BadDoctor doctor) {}
