/** Tests of the dashboards and alerts in the folder {@code monitoring}. */
package dev.sagas.dev.monitoring;
