/**
 * The processes of a cluster on this machine, each of which can be stopped, frozen, killed and
 * started again.
 */
@NullMarked
package dev.sagas.chaos.cluster;

import org.jspecify.annotations.NullMarked;
