/**
 * Connection details of the services of a Docker Compose file.
 *
 * <p>For authors of applications. May use the connection details and Spring Boot's Docker Compose
 * support.
 */
@NullMarked
package dev.sagas.spring.compose;

import org.jspecify.annotations.NullMarked;
