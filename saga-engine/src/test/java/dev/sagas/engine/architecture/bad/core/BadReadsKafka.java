package dev.sagas.engine.architecture.bad.core;

import org.apache.kafka.common.header.Headers;

record BadReadsKafka(Headers headers) {}
