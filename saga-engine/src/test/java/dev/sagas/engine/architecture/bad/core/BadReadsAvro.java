package dev.sagas.engine.architecture.bad.core;

import org.apache.avro.io.BinaryDecoder;

record BadReadsAvro(BinaryDecoder decoder) {}
