/** The Comic Co.: a story of two releases, told through the product's public doors only. */
@NullMarked
package dev.firstlight.server.demo;

import org.jspecify.annotations.NullMarked;
