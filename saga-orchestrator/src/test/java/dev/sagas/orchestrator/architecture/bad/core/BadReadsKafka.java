package dev.sagas.orchestrator.architecture.bad.core;

import org.apache.kafka.common.header.Headers;

record BadReadsKafka(Headers headers) {}
