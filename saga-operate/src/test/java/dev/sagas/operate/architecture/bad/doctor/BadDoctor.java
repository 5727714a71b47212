package dev.sagas.operate.architecture.bad.doctor;

import dev.sagas.operate.architecture.bad.action.BadAction;

/** The doctor must not act. */
public record BadDoctor(BadAction action) {}
