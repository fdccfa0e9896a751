/** What becomes of requests to servlets. Needs the Servlet API, which the container brings. */
@NullMarked
package dev.firstlight.servlet;

import org.jspecify.annotations.NullMarked;
