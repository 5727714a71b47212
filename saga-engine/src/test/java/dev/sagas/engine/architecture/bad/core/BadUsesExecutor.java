package dev.sagas.engine.architecture.bad.core;

import java.util.concurrent.Executor;

record BadUsesExecutor(Executor executor) {}
