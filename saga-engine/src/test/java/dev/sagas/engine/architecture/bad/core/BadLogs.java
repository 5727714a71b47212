package dev.sagas.engine.architecture.bad.core;

import org.slf4j.Logger;

record BadLogs(Logger log) {}
