/** The order fulfilment end to end: the same tests in several environments. */
package dev.sagas.samples.endtoend;
