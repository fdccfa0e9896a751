package dev.firstlight.server.metric;

/**
 * One number of each unit of a cell.
 *
 * @param units how many units have one
 * @param sum of those numbers
 * @param sumOfSquares of those numbers
 */
public record UnitMeans(long units, double sum, double sumOfSquares) {}
