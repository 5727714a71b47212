package dev.sagas.operate.architecture.bad.action;

import dev.sagas.operate.architecture.bad.doctor.BadDoctor;

/** An action must not depend on the doctor. */
public record BadAction(BadDoctor doctor) {}
