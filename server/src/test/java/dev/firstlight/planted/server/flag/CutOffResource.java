package dev.firstlight.planted.server.flag;

import jakarta.ws.rs.Path;

/** Planted: work that ends where its client goes away. */
@Path("/planted")
public interface CutOffResource {}
