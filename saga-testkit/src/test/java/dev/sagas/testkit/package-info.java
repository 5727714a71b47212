/** Tests of the testkit for authors of sagas. */
package dev.sagas.testkit;
