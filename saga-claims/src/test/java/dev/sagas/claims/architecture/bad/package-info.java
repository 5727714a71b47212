/** Classes that break a row of the package table each, to prove that the row can fail. */
package dev.sagas.claims.architecture.bad;
