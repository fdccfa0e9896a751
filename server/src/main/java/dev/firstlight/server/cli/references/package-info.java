/** Where code names flags. */
@NullMarked
package dev.firstlight.server.cli.references;

import org.jspecify.annotations.NullMarked;
