/**
 * The {@code saga demo} command: everything in one process, a file of orders through it, and the
 * proof that all of them ended as they should.
 *
 * <p>For trying sagas out. Uses the orchestrator, the testkit's broker and registry, and the sample
 * services.
 */
@NullMarked
package dev.sagas.samples.demo;

import org.jspecify.annotations.NullMarked;
