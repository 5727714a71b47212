/** The fuzz: bad records of every kind on every topic while good sagas run, each accounted for. */
package dev.sagas.dev.fuzz;
