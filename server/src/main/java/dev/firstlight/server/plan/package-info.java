/** How releases go out: stages, gates and guards, laid over a project's regions; templates and kept plans. */
@NullMarked
package dev.firstlight.server.plan;

import org.jspecify.annotations.NullMarked;
