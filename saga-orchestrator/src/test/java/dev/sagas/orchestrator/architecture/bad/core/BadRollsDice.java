package dev.sagas.orchestrator.architecture.bad.core;

import java.util.Random;

record BadRollsDice(Random dice) {}
