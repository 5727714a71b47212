package dev.sagas.orchestrator.architecture.bad.core;

import java.time.Clock;

record BadHoldsClock(Clock clock) {}
