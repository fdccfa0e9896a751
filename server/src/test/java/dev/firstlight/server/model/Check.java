package dev.firstlight.server.model;

import java.util.List;

/** Properties that are to be checked in a world. */
record Check(World world, List<String> properties) {

    String configuration() {
        return "SPECIFICATION Spec\nCONSTANTS\n" + world.constants() + "PROPERTIES " + String.join(" ", properties)
                + "\n";
    }
}
