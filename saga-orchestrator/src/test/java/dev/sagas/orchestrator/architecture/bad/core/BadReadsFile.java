package dev.sagas.orchestrator.architecture.bad.core;

import java.nio.file.Path;

record BadReadsFile(Path file) {}
