package dev.firstlight.server.guard.simulation;

/** What takes a release back; one object watches one run. */
interface Rule {

    /** One look, after every step of the traffic; true is final. */
    boolean stops(Traffic traffic);
}
