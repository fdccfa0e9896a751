package dev.firstlight.server.chaos.bugs;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;

/**
 * What altered methods do instead. It is loaded before the application, so that it reaches the application's classes by
 * reflection only.
 */
@NullUnmarked // nothing here is anybody's API
public final class BugActs {

    private static final int LINGER_MS = 300;
    private static final int HALF_MS = 30;

    private record Drafted(long first, long last, String rows) {}

    private static volatile Drafted draft;

    private static volatile Path arming;

    private BugActs() {}

    /** Says which file begins what would keep a server from being set up. */
    static void arm(String file) {
        arming = Path.of(file);
    }

    private static boolean isArmed() {
        return Files.exists(arming);
    }

    /** Lets time pass. */
    public static void linger() {
        sleep(LINGER_MS);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Publishes what is there as the revision of a hint. */
    public static boolean trust(Object publisher, Object signal) {
        try {
            Long id = (Long) call(signal, "environmentId");
            Long revision = (Long) call(signal, "revision");
            Object publication = id == null ? null : ((Map<?, ?>) field(publisher, "publications")).get(id);
            Object current = publication == null ? null : call(publication, "current");
            if (current == null || revision == null || revision <= (Long) call(current, "revision")) {
                return false;
            }
            ClassLoader loader = publisher.getClass().getClassLoader();
            Object read =
                    call(loader.loadClass("dev.firstlight.server.ruleset.Step"), "of", current, revision, List.of());
            Object loaded =
                    call(loader.loadClass("dev.firstlight.server.ruleset.RulesetCompiler"), "compile", read, Map.of());
            call(publisher, "publish", publication, loaded);
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Remembers the rows that a transaction is about to write. */
    public static void drafted(Object work) {
        try {
            StringBuilder rows = new StringBuilder();
            long first = 0;
            long last = 0;
            for (Object edit : (Iterable<?>) call(work, "get", "edits")) {
                last = (Long) call(call(edit, "get", "revision"), "asLong");
                first = first == 0 ? last : first;
                rows.append(rows.length() == 0 ? "" : ",")
                        .append('[')
                        .append(last)
                        .append(",\"FLAG\",")
                        .append(call(edit, "get", "flag"))
                        .append(',')
                        .append(call(edit, "get", "document"))
                        .append(",null]");
            }
            if (first != 0) {
                draft = new Drafted(first, last, rows.toString());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows with those that are not kept yet; null where none follow. */
    public static String draftAfter(long to, String rows) {
        Drafted now = draft;
        if (now == null || now.first() != to + 1) {
            return null;
        }
        return rows == null || rows.equals("[]")
                ? "[" + now.rows() + "]"
                : rows.substring(0, rows.lastIndexOf(']')) + "," + now.rows() + "]";
    }

    /** The last revision of them. */
    public static long draftRevision() {
        return draft.last();
    }

    /** Takes one of several changes out. */
    public static void dropRow(Object since) {
        try {
            if (since != null) {
                List<?> changes = (List<?>) call(since, "changes");
                if (changes.size() > 1) {
                    changes.remove(ThreadLocalRandom.current().nextInt(changes.size()));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets it happen some time, and says that it has. */
    public static Object early(Object uni) {
        if (!isArmed()) {
            return uni;
        }
        try {
            Consumer<Object> nobody = ignored -> {};
            Object subscribe = call(uni, "subscribe");
            Method with = subscribe.getClass().getMethod("with", Consumer.class, Consumer.class);
            with.invoke(subscribe, nobody, nobody);
            return item(uni, true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says that it has happened where nobody knows. */
    public static Object hopeful(Object uni) {
        if (!isArmed()) {
            return uni;
        }
        try {
            Object failure = uni.getClass().getMethod("onFailure").invoke(uni);
            return failure.getClass().getMethod("recoverWithItem", Object.class).invoke(failure, true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something that is there already, as the other comes. */
    public static Object item(Object uni, Object item) {
        try {
            Class<?> type = uni.getClass().getClassLoader().loadClass("io.smallrye.mutiny.Uni");
            Object create = type.getMethod("createFrom").invoke(null);
            return create.getClass().getMethod("item", Object.class).invoke(create, item);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Serves a ruleset of which half is as it was. */
    public static void half(Object holder, Object ruleset, Object segments) {
        try {
            Object before = field(holder, "raw");
            if (before == null) {
                return;
            }
            Object half = call(ruleset, "deepCopy");
            Object flags = call(half, "get", "flags");
            Object old = call(before, "get", "flags");
            List<String> differ = new ArrayList<>();
            ((java.util.Iterator<?>) call(flags, "fieldNames")).forEachRemaining(name -> differ.add((String) name));
            differ.removeIf(name -> same(flags, old, name));
            if (differ.size() < 2) {
                return;
            }
            for (String name : differ.subList(0, differ.size() / 2)) {
                call(flags, "set", name, call(old, "get", name));
            }
            Object spec = call(holder.getClass(), "read", half);
            ClassLoader loader = holder.getClass().getClassLoader();
            Object compiled = call(loader.loadClass("dev.firstlight.core.Ruleset"), "compile", spec, segments);
            call(field(holder, "listener"), "onRuleset", compiled);
            sleep(HALF_MS);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean same(Object flags, Object old, String name) {
        try {
            Object was = call(old, "get", name);
            return was == null || was.equals(call(flags, "get", name));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(of);
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    /** A method by its name and arguments, of an object or, static, of a class. */
    private static Object call(Object of, String name, Object... arguments) throws ReflectiveOperationException {
        boolean ofClass = of instanceof Class<?>;
        for (Class<?> type = ofClass ? (Class<?>) of : of.getClass(); type != null; type = type.getSuperclass()) {
            List<Method> all = new ArrayList<>(Arrays.asList(type.getDeclaredMethods()));
            for (Method method : all) {
                if (method.getName().equals(name)
                        && !method.isBridge()
                        && takes(method.getParameterTypes(), arguments)) {
                    method.setAccessible(true);
                    return method.invoke(ofClass ? null : of, arguments);
                }
            }
        }
        throw new NoSuchMethodException(of + "." + name);
    }

    private static boolean takes(Class<?>[] types, Object[] arguments) {
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            Class<?> type = types[i] == long.class ? Long.class : types[i] == int.class ? Integer.class : types[i];
            if (arguments[i] != null && !type.isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }
}
