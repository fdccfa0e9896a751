/** The kill list as a command keeps it: in a file, or wherever HTTP puts and gets. */
@NullMarked
package dev.firstlight.server.cli.kill;

import org.jspecify.annotations.NullMarked;
