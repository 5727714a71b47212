/** Which faults happen when: decided by a seed, before the run. */
@NullMarked
package dev.sagas.chaos.fault;

import org.jspecify.annotations.NullMarked;
