/** Classes that break the rules of the house on purpose: each rule must find its own. */
package dev.sagas.audit.architecture.bad;
