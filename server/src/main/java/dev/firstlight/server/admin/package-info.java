/** What an operator does to the database itself, without a server: migrate, verify, back up, restore, get back in. */
@NullMarked
package dev.firstlight.server.admin;

import org.jspecify.annotations.NullMarked;
