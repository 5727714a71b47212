/** The sagas of a chaos run: definitions of random shape, their participants, and clients. */
@NullMarked
package dev.sagas.chaos.load;

import org.jspecify.annotations.NullMarked;
