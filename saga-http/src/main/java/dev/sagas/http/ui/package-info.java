/**
 * The web UI: the second face of the REST API. It asks the same routes in process, with the role of
 * the reader, and makes HTML of their JSON; it knows nothing of the engine.
 *
 * <p>The entry is {@link dev.sagas.http.ui.UiRoutes}; the pages' templates are in {@code
 * src/main/jte}. For the server. May use {@code exchange}, {@code security}, {@code operate.json},
 * Jackson, JTE and Javalin.
 */
@NullMarked
package dev.sagas.http.ui;

import org.jspecify.annotations.NullMarked;
