/** What an environment asks of whoever edits it: freezes, protection, approvals, and a comment. */
@NullMarked
package dev.firstlight.server.policy;

import org.jspecify.annotations.NullMarked;
