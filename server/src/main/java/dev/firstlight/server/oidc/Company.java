package dev.firstlight.server.oidc;

/** The company's provider: what we are there, what it publishes, and how it is asked who came. */
record Company(Registration registration, Provider provider, Exchange exchange) {}
