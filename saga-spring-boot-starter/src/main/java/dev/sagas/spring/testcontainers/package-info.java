/**
 * Connection details of containers that a test runs, for {@code @ServiceConnection}.
 *
 * <p>For authors of tests. May use the connection details and Testcontainers.
 */
@NullMarked
package dev.sagas.spring.testcontainers;

import org.jspecify.annotations.NullMarked;
