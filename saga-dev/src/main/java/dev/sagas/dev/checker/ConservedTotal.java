package dev.sagas.dev.checker;

/**
 * A total that no saga may change, such as all money or all pieces of a product, reserved and sold
 * ones included.
 *
 * @param name what was summed up
 * @param before the total before the first saga
 * @param after the total at the end
 */
public record ConservedTotal(String name, long before, long after) {}
