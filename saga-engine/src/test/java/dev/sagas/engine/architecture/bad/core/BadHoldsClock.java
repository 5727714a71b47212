package dev.sagas.engine.architecture.bad.core;

import java.time.Clock;

record BadHoldsClock(Clock clock) {}
