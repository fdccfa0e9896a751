package dev.firstlight.server.environment;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a stream of a project that is not there before it begins: once it has, there is no status left to say so. */
class KnownProject {

    /** Asks for that. */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Required {}

    private final Projects projects;

    KnownProject(Projects projects) {
        this.projects = projects;
    }

    @Required
    @ServerRequestFilter
    public Uni<Void> check(UriInfo uri) {
        return projects.get(uri.getPathParameters().getFirst("project")).replaceWithVoid();
    }
}
