/** Turns the evidence of both arms into a verdict, by tests that stay valid however often one looks. */
@NullMarked
package dev.firstlight.server.guard;

import org.jspecify.annotations.NullMarked;
