/** A client as a bean of Spring Boot, its health and figures, and what becomes of requests. */
@NullMarked
package dev.firstlight.spring;

import org.jspecify.annotations.NullMarked;
