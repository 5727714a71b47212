/**
 * Describes a published definition for AsyncAPI's tools.
 *
 * <p>The entry is {@link dev.sagas.cli.asyncapi.AsyncApiDocument}. For {@code saga definitions
 * asyncapi}. May use {@code dev.sagas.operate}, {@code dev.sagas.protocol} and the registry's
 * client.
 */
@NullMarked
package dev.sagas.cli.asyncapi;

import org.jspecify.annotations.NullMarked;
