/** The fault campaign: everything at once goes wrong, everybody writes down what they saw, and checkers read it. */
@NullMarked
package dev.firstlight.server.chaos;

import org.jspecify.annotations.NullMarked;
