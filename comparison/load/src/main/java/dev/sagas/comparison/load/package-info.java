/**
 * Measures sagas on an engine that is not this project's, in the way of {@code saga bench}: closed
 * and open loads, windows, CPU by process. For the runners of the engines; entry is {@link
 * dev.sagas.comparison.load.ComparisonCommand}.
 */
@NullMarked
package dev.sagas.comparison.load;

import org.jspecify.annotations.NullMarked;
