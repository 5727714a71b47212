package dev.sagas.orchestrator.architecture.bad.rocksdb;

import dev.sagas.orchestrator.architecture.bad.definitions.BadJar;

/** The memory of stores must not know definitions. */
public record BadRocksdb(BadJar jar) {}
