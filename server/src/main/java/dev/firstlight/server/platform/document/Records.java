package dev.firstlight.server.platform.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/** The records behind the document's schemas, and what their components say of null. */
final class Records {

    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
    private static final DotName INCLUDE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final DotName IGNORE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonIgnoreProperties");
    private static final DotName RAW = DotName.createSimple("com.fasterxml.jackson.annotation.JsonRawValue");
    private static final DotName PROPERTY = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    private static final List<DotName> NEEDS = Stream.of("NotNull", "NotBlank", "NotEmpty")
            .map(name -> DotName.createSimple("jakarta.validation.constraints." + name))
            .toList();
    private static final String HOME = "dev.firstlight.";

    private final Map<String, List<ClassInfo>> byName = new HashMap<>();

    Records(IndexView index) {
        for (ClassInfo type : index.getKnownClasses()) {
            if (type.isRecord() && type.name().toString().startsWith(HOME)) {
                AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
                String name = schema != null && schema.value("name") != null
                        ? schema.value("name").asString()
                        : type.simpleName();
                byName.computeIfAbsent(name, one -> new ArrayList<>()).add(type);
            }
        }
    }

    /**
     * One component.
     *
     * @param nullable whether it may be null
     * @param left whether it is left out of JSON where it is null
     * @param raw whether it holds JSON
     * @param needed whether it cannot be left out of a request: a Java primitive, or what is not to be null
     */
    record Component(boolean nullable, boolean left, boolean raw, boolean needed) {}

    /** The record behind a schema with these properties; null where none is. */
    @Nullable
    ClassInfo of(String schema, Set<String> properties) {
        String base = schema.replaceAll("\\d+$", "");
        List<ClassInfo> candidates = byName.getOrDefault(schema, byName.getOrDefault(base, List.of()));
        if (candidates.isEmpty() && schema.startsWith("Page")) {
            candidates = byName.getOrDefault("Page", List.of());
        }
        List<ClassInfo> fitting = candidates.stream()
                .filter(type -> components(type).keySet().equals(properties))
                .toList();
        if (fitting.size() > 1
                && fitting.stream().map(Records::components).distinct().count() > 1) {
            throw new IllegalStateException("the schema " + schema + " may be any of " + fitting
                    + "; give these records names with @Schema(name = …)");
        }
        return fitting.isEmpty() ? null : fitting.get(0);
    }

    /** Whether a request with fields that the record does not have is taken all the same. */
    static boolean isLenient(ClassInfo type) {
        AnnotationInstance ignore = type.declaredAnnotation(IGNORE);
        return ignore != null
                && ignore.value("ignoreUnknown") != null
                && ignore.value("ignoreUnknown").asBoolean();
    }

    /** The components by their names in JSON. */
    static Map<String, Component> components(ClassInfo type) {
        boolean leaves = leaves(type.declaredAnnotation(INCLUDE));
        Map<String, Component> all = new HashMap<>();
        for (RecordComponentInfo one : type.recordComponents()) {
            FieldInfo field = type.field(one.name());
            AnnotationInstance property = field == null ? null : field.annotation(PROPERTY);
            boolean nullable = one.type().hasAnnotation(NULLABLE)
                    || field != null && field.type().hasAnnotation(NULLABLE);
            boolean raw = one.hasAnnotation(RAW) || field != null && field.hasAnnotation(RAW);
            boolean left =
                    leaves || leaves(one.annotation(INCLUDE)) || field != null && leaves(field.annotation(INCLUDE));
            all.put(
                    property != null && property.value() != null
                            ? property.value().asString()
                            : one.name(),
                    new Component(
                            nullable,
                            left && nullable,
                            raw,
                            one.type().kind() == Type.Kind.PRIMITIVE || field != null && needs(field)));
        }
        return all;
    }

    private static boolean needs(FieldInfo field) {
        // What is asked of a list's elements is not asked of the list.
        return NEEDS.stream().anyMatch(field::hasDeclaredAnnotation);
    }

    private static boolean leaves(@Nullable AnnotationInstance include) {
        return include != null
                && include.value() != null
                && new HashSet<>(List.of("NON_NULL", "NON_EMPTY"))
                        .contains(include.value().asEnum());
    }
}
