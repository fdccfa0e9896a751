package dev.firstlight.server.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Which methods an address takes: what {@code Allow} says when another was used (RFC 9110). */
@ApplicationScoped
public class AllowedMethods {

    private final Map<String, Set<String>> methods = new ConcurrentHashMap<>();
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    AllowedMethods(BeanManager beans) {
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path path = bean.getBeanClass().getAnnotation(Path.class);
            if (path != null) {
                for (Method method : bean.getBeanClass().getDeclaredMethods()) {
                    add(path.value(), method);
                }
            }
        }
    }

    private void add(String path, Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                Path own = method.getAnnotation(Path.class);
                add(path + "/" + (own == null ? "" : own.value()), verb.value());
            }
        }
    }

    /** Says of a route that is no resource what it takes; parameters are written {@code {name}}. */
    public void add(String path, String method) {
        String plain = ("/" + path).replaceAll("/+", "/").replaceAll("/$", "");
        methods.computeIfAbsent(plain, one -> ConcurrentHashMap.newKeySet()).add(method);
        patterns.computeIfAbsent(plain, one -> Pattern.compile(one.replaceAll("\\{[^/]*}", "[^/]+")));
    }

    /** The methods that an address takes, sorted; none where there is nothing at it. */
    public Set<String> at(String address) {
        Set<String> all = new TreeSet<>();
        long fewest = Long.MAX_VALUE;
        for (Map.Entry<String, Pattern> one : patterns.entrySet()) {
            if (one.getValue().matcher(address).matches()) {
                // Where two fit, the one that names more of the address is meant.
                long parameters = one.getKey().chars().filter(c -> c == '{').count();
                if (parameters < fewest) {
                    fewest = parameters;
                    all.clear();
                }
                if (parameters == fewest) {
                    all.addAll(methods.get(one.getKey()));
                }
            }
        }
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        return all;
    }
}
