/**
 * The {@code saga demo} command: everything in one process, which runs a file of orders and proves
 * that all of them ended as expected.
 *
 * <p>For trying sagas out. Uses the orchestrator, the testkit's broker and registry, and the sample
 * services.
 */
@NullMarked
package dev.sagas.samples.demo;

import org.jspecify.annotations.NullMarked;
