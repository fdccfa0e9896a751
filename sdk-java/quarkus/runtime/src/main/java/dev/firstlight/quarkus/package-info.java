/** A client as a bean, its health, its flags as configuration, and what becomes of requests. */
@NullMarked
package dev.firstlight.quarkus;

import org.jspecify.annotations.NullMarked;
