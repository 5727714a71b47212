package dev.sagas.engine.architecture.bad.core;

import java.util.Random;

record BadRollsDice(Random dice) {}
