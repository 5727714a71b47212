package dev.sagas.engine.architecture.bad.core;

import java.nio.file.Path;

record BadReadsFile(Path file) {}
