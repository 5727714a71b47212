/** What the samples' tests share: databases, commands, fixtures. */
package dev.sagas.samples.testing;
