package dev.sagas.operate.architecture.bad.bulk;

import org.apache.kafka.clients.producer.Producer;

/** A batch must not send by itself. */
public record BadBulk(Producer<byte[], byte[]> producer) {}
