package dev.firstlight.server.access;

/** A person as the API shows one. */
record PersonView(String email, String name, String role) {}
