/** Makes jars with saga definitions, as their authors' builds would. */
package dev.sagas.artefact;
