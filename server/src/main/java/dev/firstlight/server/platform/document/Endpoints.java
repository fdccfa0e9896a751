package dev.firstlight.server.platform.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/** Which method answers which operation. */
final class Endpoints {

    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    private static final List<String> VERBS = List.of("GET", "PUT", "POST", "DELETE", "PATCH");

    private final Map<String, MethodInfo> methods = new HashMap<>();

    Endpoints(IndexView index) {
        for (AnnotationInstance path : index.getAnnotations(PATH)) {
            if (path.target().kind() == org.jboss.jandex.AnnotationTarget.Kind.CLASS) {
                add(path.target().asClass(), path.value().asString());
            }
        }
    }

    private void add(ClassInfo resource, String path) {
        for (MethodInfo method : resource.methods()) {
            for (String verb : VERBS) {
                if (method.hasDeclaredAnnotation(DotName.createSimple("jakarta.ws.rs." + verb))) {
                    AnnotationInstance own = method.declaredAnnotation(PATH);
                    methods.put(
                            verb + " "
                                    + join(path, own == null ? "" : own.value().asString()),
                            method);
                }
            }
        }
    }

    /** As the document writes it: without the expressions that parameters have to match. */
    private static String join(String path, String own) {
        String whole = "/" + path + "/" + own;
        return whole.replaceAll("/+", "/").replaceAll("/$", "").replaceAll("\\{\\s*(\\w+)\\s*:[^/]*}", "{$1}");
    }

    /** Null for a door that is no JAX-RS resource. */
    @Nullable
    MethodInfo of(String verb, String path) {
        return methods.get(verb + " " + path);
    }
}
