/** What {@code ops/saga-acls} grants, on a real broker that authenticates and authorizes. */
package dev.sagas.dev.acls;
