/** What is built: jars with saga definitions, and the jars that the users of a module carry. */
package dev.sagas.artefact;
