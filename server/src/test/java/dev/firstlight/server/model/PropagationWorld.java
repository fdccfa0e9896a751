package dev.firstlight.server.model;

/** How large a world a change travels through. */
record PropagationWorld(int nodes, int sdks, int writes, int restores, int restarts, int cuts, int loads, String bug)
        implements World {

    /** One node and one SDK: most of what can go wrong takes no more. */
    static final PropagationWorld TINY = new PropagationWorld(1, 1, 1, 0, 0, 0, 1, "none");

    static final PropagationWorld TWO_NODES = new PropagationWorld(2, 1, 1, 0, 0, 1, 1, "none");

    static final PropagationWorld SMALL = new PropagationWorld(2, 1, 2, 0, 0, 1, 1, "none");

    static final PropagationWorld RESTORED = new PropagationWorld(1, 1, 2, 1, 1, 0, 1, "none");

    static final PropagationWorld MORE_LOADS = new PropagationWorld(2, 1, 2, 0, 1, 1, 2, "none");

    static final PropagationWorld MORE_NODES = new PropagationWorld(3, 1, 2, 0, 0, 1, 1, "none");

    static final PropagationWorld MORE_SDKS = new PropagationWorld(2, 2, 2, 0, 0, 1, 1, "none");

    static final PropagationWorld RESTORED_TWICE = new PropagationWorld(2, 1, 2, 2, 0, 1, 1, "none");

    PropagationWorld writing(int times) {
        return new PropagationWorld(nodes, sdks, times, restores, restarts, cuts, loads, bug);
    }

    PropagationWorld restored(int times) {
        return new PropagationWorld(nodes, sdks, writes, times, restarts, cuts, loads, bug);
    }

    PropagationWorld loading(int atOnce) {
        return new PropagationWorld(nodes, sdks, writes, restores, restarts, cuts, atOnce, bug);
    }

    @Override
    public String model() {
        return "Propagation";
    }

    @Override
    public PropagationWorld without(String guard) {
        return new PropagationWorld(nodes, sdks, writes, restores, restarts, cuts, loads, guard);
    }

    @Override
    public String constants() {
        return """
                  Nodes = %s
                  Sdks = %s
                  Writes = %d
                  Restores = %d
                  Restarts = %d
                  Cuts = %d
                  Loads = %d
                  Bug = "%s"
                """.formatted(World.set("n", nodes), World.set("s", sdks), writes, restores, restarts, cuts, loads, bug);
    }
}
