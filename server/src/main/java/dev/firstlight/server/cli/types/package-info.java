/** Typed accessors for applications: a manifest of flags in, a Java class out. */
@NullMarked
package dev.firstlight.server.cli.types;

import org.jspecify.annotations.NullMarked;
