/**
 * Measures the product against what Kafka itself allows.
 *
 * <p>The entry is {@link dev.sagas.dev.bench.BenchCommand}. For contributors who change what a saga
 * costs. May use {@code kafka}, {@code registry}, the audit, and what authors, clients and
 * participants use; the orchestrator itself runs in a process of its own.
 */
@NullMarked
package dev.sagas.dev.bench;

import org.jspecify.annotations.NullMarked;
