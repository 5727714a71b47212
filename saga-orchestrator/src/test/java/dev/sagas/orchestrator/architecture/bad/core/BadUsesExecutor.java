package dev.sagas.orchestrator.architecture.bad.core;

import java.util.concurrent.Executor;

record BadUsesExecutor(Executor executor) {}
