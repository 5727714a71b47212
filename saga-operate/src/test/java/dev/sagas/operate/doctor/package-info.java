/** Tests of the doctor's checks, without a broker. */
package dev.sagas.operate.doctor;
