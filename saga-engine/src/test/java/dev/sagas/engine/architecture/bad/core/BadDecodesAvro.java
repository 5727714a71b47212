package dev.sagas.engine.architecture.bad.core;

import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

record BadDecodesAvro(GenericDatumReader<GenericRecord> reader) {}
