package dev.sagas.comparison.littlehorse;

/** How LittleHorse's server runs; what is not here is left at its defaults. */
record ServerSettings(Jvm jvm, int streamThreads, int partitions) {}
