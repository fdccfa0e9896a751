/** Trees as YAML that people read and write, with the line on which each thing stands. */
@NullMarked
package dev.firstlight.server.cli.yaml;

import org.jspecify.annotations.NullMarked;
