package dev.sagas.http.architecture.bad.ui;

import dev.sagas.engine.core.SagaState;

/** The pages must not know the engine. */
public record BadUi(SagaState state) {}
