package dev.firstlight.server.guard;

/**
 * A metric that must not get worse.
 *
 * @param metric the metric's key
 * @param name what a sentence calls it, such as "error rate"
 * @param margin by how much more than the control, relatively, the treatment may have and still pass: 0.5 is 1.5 times;
 *     where lower is worse, 0.5 is 1/1.5; not negative
 * @param worse which way it gets worse
 * @param role what it may do
 * @param scopes where harm is looked for
 */
public record Guard(String metric, String name, double margin, Worse worse, Role role, Scopes scopes) {

    /** One that looks for harm everywhere. */
    public Guard(String metric, String name, double margin, Worse worse, Role role) {
        this(metric, name, margin, worse, role, Scopes.BOTH);
    }

    /** One that takes a release back when it is higher. */
    public Guard(String metric, String name, double margin) {
        this(metric, name, margin, Worse.HIGHER, Role.HARD);
    }

    boolean hard() {
        return role == Role.HARD;
    }
}
